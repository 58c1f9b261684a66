using DigitalTwin.Domain.Query.Language;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Rules.Language;

namespace DigitalTwin.Domain.Rules.Evaluation;

/// <summary>A number of a condition at a moment; NaN where it is unknown.</summary>
internal abstract class NumberNode
{
    public abstract double Of(in Moment at);

    /// <summary>Between which numbers it lies, by what is known without a past.</summary>
    public virtual Band AtAGlance(in Glance at) => Band.Any;
}

/// <summary>A truth of a condition at a moment.</summary>
internal abstract class TruthNode
{
    public abstract Truth Of(in Moment at);

    /// <summary>Which of true and false it may be, by what is known without a past.</summary>
    public virtual Possible AtAGlance(in Glance at) => Possible.Either;
}

/// <summary>A state at a time; inside <c>any</c> and <c>all</c> with the neighbour that is looked at, −1 outside.</summary>
internal readonly ref struct Moment(ConditionState state, Instant now, int neighbour = -1)
{
    public ConditionState State => state;
    public Instant Now => now;
    public int Neighbour => neighbour;
}

internal sealed class Constant(double value) : NumberNode
{
    public override double Of(in Moment at) => value;
    public override Band AtAGlance(in Glance at) => Band.Of(value);
}

/// <summary>The newest usable reading of an input while it is fresh.</summary>
internal sealed class Newest(int input) : NumberNode
{
    public override double Of(in Moment at) => at.State.Value(input, 0, at.Now);
    public override Band AtAGlance(in Glance at) => at.Now(input);
}

/// <summary>The same of the neighbour that is looked at.</summary>
internal sealed class NewestOfNeighbour(int input) : NumberNode
{
    public override double Of(in Moment at) => at.State.Value(input, at.Neighbour, at.Now);
}

internal sealed class AttributeOf(RuleAttribute attribute) : NumberNode
{
    public override double Of(in Moment at) => at.State.Subject.Attribute(attribute);
    public override Band AtAGlance(in Glance at) => Band.Of(at.Subject.Attribute(attribute));
}

internal sealed class AttributeOfNeighbour(int input, RuleAttribute attribute) : NumberNode
{
    public override double Of(in Moment at) => at.State.Neighbour(input, at.Neighbour).Attribute(attribute);
}

internal sealed class LimitOf(Quantity quantity, bool upper) : NumberNode
{
    public override double Of(in Moment at) => at.State.Limit(quantity, upper, at.Now);
}

internal sealed class AgeOf(int input) : NumberNode
{
    public override double Of(in Moment at) => at.State.Age(input, at.Now);
}

internal sealed class Calculation(ArithmeticOperator op, NumberNode left, NumberNode right) : NumberNode
{
    public override double Of(in Moment at)
    {
        var value = Typing.Of(op, left.Of(at), right.Of(at));
        return double.IsFinite(value) ? value : double.NaN;
    }

    public override Band AtAGlance(in Glance at) => Band.Of(op, left.AtAGlance(at), right.AtAGlance(at));
}

internal sealed class Absolute(NumberNode of) : NumberNode
{
    public override double Of(in Moment at) => Math.Abs(of.Of(at));

    public override Band AtAGlance(in Glance at) => of.AtAGlance(at) is var (low, high) && low >= 0 ? new Band(low, high) : high <= 0 ? new Band(-high, -low) : new Band(0, Math.Max(-low, high));
}

internal sealed class CalendarPart(Func<DateTimeOffset, double> part) : NumberNode
{
    public override double Of(in Moment at) => part(at.State.Subject.Rules.Calendar.LocalTime(at.Now));
}

internal sealed class Workday : TruthNode
{
    public override Truth Of(in Moment at) => Truths.Of(at.State.Subject.Rules.Calendar.IsWorkday(at.Now));
}

internal sealed class WindowOf(int window, WindowMeasure measure) : NumberNode
{
    public override double Of(in Moment at) => at.State.Window(window, measure, at.Now);
    public override Band AtAGlance(in Glance at) => at.Window(window, measure);
}

internal sealed class Comparing(ComparisonOperator op, NumberNode left, NumberNode right) : TruthNode
{
    public override Truth Of(in Moment at)
    {
        var (a, b) = (left.Of(at), right.Of(at));
        if (double.IsNaN(a) || double.IsNaN(b)) return Truth.Unknown;
        return Truths.Of(op switch
        {
            ComparisonOperator.Equal => a == b,
            ComparisonOperator.NotEqual => a != b,
            ComparisonOperator.Less => a < b,
            ComparisonOperator.LessOrEqual => a <= b,
            ComparisonOperator.Greater => a > b,
            _ => a >= b,
        });
    }

    public override Possible AtAGlance(in Glance at)
    {
        var (a, b) = (left.AtAGlance(at), right.AtAGlance(at));
        if (a.IsNone || b.IsNone) return Possible.Neither;
        var (meet, same) = (a.Low <= b.High && b.Low <= a.High, a.Low == a.High && b.Low == b.High && a.Low == b.Low);
        return op switch
        {
            ComparisonOperator.Equal => Of(meet, !same),
            ComparisonOperator.NotEqual => Of(!same, meet),
            ComparisonOperator.Less => Of(a.Low < b.High, a.High >= b.Low),
            ComparisonOperator.LessOrEqual => Of(a.Low <= b.High, a.High > b.Low),
            ComparisonOperator.Greater => Of(a.High > b.Low, a.Low <= b.High),
            _ => Of(a.High >= b.Low, a.Low < b.High),
        };
    }

    private static Possible Of(bool isTrue, bool isFalse) => (isTrue ? Possible.True : 0) | (isFalse ? Possible.False : 0);
}

internal sealed class Known(NumberNode of) : TruthNode
{
    public override Truth Of(in Moment at) => Truths.Of(!double.IsNaN(of.Of(at)));
}

internal sealed class Negation(TruthNode of) : TruthNode
{
    public override Truth Of(in Moment at) => of.Of(at).Not();

    public override Possible AtAGlance(in Glance at) => of.AtAGlance(at) switch { Possible.True => Possible.False, Possible.False => Possible.True, var both => both };
}

/// <summary>And, or: one part that decides is enough, else one unknown leaves it unknown.</summary>
internal sealed class Joined(TruthNode[] parts, Truth decides) : TruthNode
{
    public override Truth Of(in Moment at)
    {
        var rest = decides.Not();
        foreach (var part in parts)
        {
            var truth = part.Of(at);
            if (truth == decides) return decides;
            if (truth == Truth.Unknown) rest = Truth.Unknown;
        }
        return rest;
    }

    public override Possible AtAGlance(in Glance at)
    {
        var (deciding, other) = decides == Truth.True ? (Possible.True, Possible.False) : (Possible.False, Possible.True);
        var (some, all) = (Possible.Neither, other);
        foreach (var part in parts)
        {
            var possible = part.AtAGlance(at);
            some |= possible & deciding;
            all &= possible;
        }
        return some | all;
    }
}

/// <summary>Any, all: over the neighbours of a group. With none of them it is unknown: nothing is said of what is not there.</summary>
internal sealed class OverNeighbours(int input, TruthNode each, Truth decides) : TruthNode
{
    public override Truth Of(in Moment at)
    {
        var count = at.State.NeighbourCount(input);
        if (count == 0) return Truth.Unknown;
        var rest = decides.Not();
        for (var i = 0; i < count; i++)
        {
            var truth = each.Of(new Moment(at.State, at.Now, i));
            if (truth == decides) return decides;
            if (truth == Truth.Unknown) rest = Truth.Unknown;
        }
        return rest;
    }
}

/// <summary>What a condition's past gave: how often, how long, or since when.</summary>
internal sealed class PastOf(int tracker, PastMeasure measure) : NumberNode
{
    public override double Of(in Moment at) => at.State.Past(tracker, measure, at.Now);
    public override Band AtAGlance(in Glance at) => new(0, double.PositiveInfinity);
}

internal sealed class HeldFor(int tracker, TimeSpan span) : TruthNode
{
    public override Truth Of(in Moment at) => at.State.HeldFor(tracker, span, at.Now);

    /// <summary>What does not hold now has not held for any time; what holds may not have held long enough.</summary>
    public override Possible AtAGlance(in Glance at) => at.Condition.Trackers[tracker].Condition.AtAGlance(at) is var possible && possible.HasFlag(Possible.True) ? Possible.Either : possible;
}

internal enum WindowMeasure : byte { Mean, Minimum, Maximum, Deviation, Rate, Change }
internal enum PastMeasure : byte { Count, Starts, Duration }
