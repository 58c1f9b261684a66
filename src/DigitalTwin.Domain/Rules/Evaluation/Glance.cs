using DigitalTwin.Domain.Query.Language;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Rules.Language;

namespace DigitalTwin.Domain.Rules.Evaluation;

/// <summary>Numbers between which a number lies, both included; none where it cannot be known.</summary>
public readonly record struct Band(double Low, double High)
{
    public static Band Any { get; } = new(double.NegativeInfinity, double.PositiveInfinity);
    /// <summary>No number at all: what rests on it is unknown, and so never true.</summary>
    public static Band None { get; } = new(double.NaN, double.NaN);

    public bool IsNone => double.IsNaN(Low);

    public static Band Of(double value) => new(value, value);

    internal static Band Of(ArithmeticOperator op, Band a, Band b)
    {
        if (a.IsNone || b.IsNone) return None;
        if (op == ArithmeticOperator.Divide && b.Low <= 0 && b.High >= 0) return Any;
        if (op is ArithmeticOperator.Add or ArithmeticOperator.Subtract)
            return op == ArithmeticOperator.Add ? Between(a.Low + b.Low, a.High + b.High) : Between(a.Low - b.High, a.High - b.Low);
        var (p, q, r, s) = (Typing.Of(op, a.Low, b.Low), Typing.Of(op, a.Low, b.High), Typing.Of(op, a.High, b.Low), Typing.Of(op, a.High, b.High));
        return Between(Math.Min(Math.Min(p, q), Math.Min(r, s)), Math.Max(Math.Max(p, q), Math.Max(r, s)));
    }

    // ∞ − ∞ and 0·∞ say nothing.
    private static Band Between(double low, double high) => double.IsNaN(low) || double.IsNaN(high) ? Any : new Band(low, high);
}

/// <summary>Which truths a condition may have, beside unknown.</summary>
[Flags]
internal enum Possible : byte { Neither = 0, True = 1, False = 2, Either = 3 }

/// <summary>A series of the rule's own asset, seen without its past.</summary>
/// <param name="Now">Its newest value; <see cref="Band.None"/> where it has never been reported.</param>
/// <param name="Lately">All its values of the last <paramref name="For"/> lie in it.</param>
public readonly record struct GlanceValue(Band Now, Band Lately, TimeSpan For)
{
    public static GlanceValue NeverSeen { get; } = new(Band.None, Band.None, TimeSpan.Zero);
    public static GlanceValue Unsure { get; } = new(Band.Any, Band.Any, TimeSpan.Zero);

    /// <summary>One that may have had any value before.</summary>
    public static GlanceValue Of(double now) => new(Band.Of(now), Band.Any, TimeSpan.Zero);

    /// <summary>One that has had this value for as long as anybody asks.</summary>
    public static GlanceValue Still(double now) => new(Band.Of(now), Band.Of(now), TimeSpan.MaxValue);
}

/// <summary>What is known of an asset without keeping its past: enough to say of most that a rule cannot hold there now.</summary>
/// <remarks>Sound, not complete: what cannot be true at a glance is not true, whatever the past and the neighbours say.</remarks>
internal readonly ref struct Glance(RuleCondition condition, RuleSubject subject, ReadOnlySpan<GlanceValue> inputs)
{
    private readonly ReadOnlySpan<GlanceValue> _inputs = inputs;

    public RuleSubject Subject => subject;
    public RuleCondition Condition => condition;

    public Band Now(int input) => _inputs[input].Now;

    public Band Window(int window, WindowMeasure measure)
    {
        var plan = condition.Windows[window];
        var (now, lately, since) = _inputs[plan.Input];
        if (now.IsNone) return Band.None;
        // Rates are slopes, which a band of values alone does not bound.
        if (measure == WindowMeasure.Rate) return Band.Any;
        if (plan.Span > since)
            return measure switch { WindowMeasure.Maximum => new Band(now.Low, double.PositiveInfinity), WindowMeasure.Minimum => new Band(double.NegativeInfinity, now.High), _ => Band.Any };
        return measure switch
        {
            WindowMeasure.Change => new Band(lately.Low - lately.High, lately.High - lately.Low),
            WindowMeasure.Deviation => new Band(0, (lately.High - lately.Low) / 2),
            WindowMeasure.Maximum => new Band(Math.Max(now.Low, lately.Low), lately.High),
            WindowMeasure.Minimum => new Band(lately.Low, Math.Min(now.High, lately.High)),
            _ => lately,
        };
    }
}

public static class Glances
{
    /// <summary>Whether some step of a rule may hold at an asset: false only where none can, whatever its past and its neighbours say.</summary>
    /// <param name="value">What is known of one quantity of the asset.</param>
    /// <param name="others">What is known of its others; null for nothing.</param>
    public static bool MayHold(Book.Rule rule, RuleSubject subject, Quantity quantity, in GlanceValue value, Func<Quantity, GlanceValue>? others)
    {
        Span<GlanceValue> room = stackalloc GlanceValue[RuleBounds.MostInputs]; // Asked of every reading: no garbage.
        foreach (var step in rule.Steps)
        {
            var named = step.When.Inputs;
            var inputs = room[..named.Count];
            for (var i = 0; i < inputs.Length; i++)
                inputs[i] = named[i].Group != RuleGroup.Own ? GlanceValue.Unsure : named[i].Quantity == quantity ? value : others is null ? GlanceValue.Unsure : others(named[i].Quantity);
            if ((step.When.Root.AtAGlance(new Glance(step.When, subject, inputs)) & Possible.True) != 0) return true;
        }
        return false;
    }
}
