using System.Globalization;
using DigitalTwin.Domain.Language;

namespace DigitalTwin.Domain.Query.Language;

/// <summary>Puts typed parts together, and says where and why they do not fit.</summary>
internal static class Typing
{
    public static Operand.Number Calculate(ArithmeticOperator op, Operand left, int leftColumn, Operand right, int rightColumn)
    {
        var (a, b) = (AsNumber(left, leftColumn), AsNumber(right, rightColumn));
        Dimension dimension;
        if (op is ArithmeticOperator.Add or ArithmeticOperator.Subtract)
        {
            RequireSame(a, b, rightColumn);
            dimension = a.Dimension == Dimension.Any ? b.Dimension : a.Dimension;
        }
        else dimension = op == ArithmeticOperator.Multiply ? a.Dimension * b.Dimension : a.Dimension / b.Dimension;
        // Constants fold, so that 0.5*2 m compares as fast as 1.
        if (a.Expression is NumberConstant x && b.Expression is NumberConstant y) return new(new NumberConstant(Of(op, x.Value, y.Value)), dimension);
        return new(new Arithmetic(op, a.Expression, b.Expression), dimension);
    }

    public static double Of(ArithmeticOperator op, double a, double b) => op switch
    {
        ArithmeticOperator.Add => a + b,
        ArithmeticOperator.Subtract => a - b,
        ArithmeticOperator.Multiply => a * b,
        _ => a / b,
    };

    public static Condition Compare(ComparisonOperator op, Operand left, int leftColumn, Operand right, int rightColumn)
    {
        // A value may stand on either side of its field.
        if (left is Operand.Text or Operand.Word && right is Operand.Textual or Operand.Choice or Operand.Number)
            return Compare(Mirror(op), right, rightColumn, left, leftColumn);
        if (left is not Operand.Attribute && right is Operand.Attribute && left is Operand.Text or Operand.Word) return Compare(Mirror(op), right, rightColumn, left, leftColumn);
        switch (left)
        {
            case Operand.Attribute attribute when right is Operand.Text or Operand.Word:
                if (op is not (ComparisonOperator.Equal or ComparisonOperator.NotEqual))
                    throw new FilterException(leftColumn, $"{Upper(attribute.Describe)} has no order as a text; expected =, != or in.");
                return new AttributeIn(attribute.Name, [TextValue(right, rightColumn)], op == ComparisonOperator.NotEqual);
            case Operand.Textual text:
                if (op is not (ComparisonOperator.Equal or ComparisonOperator.NotEqual))
                    throw new FilterException(leftColumn, $"{Upper(text.Describe)} has no order; expected =, !=, in or like.");
                return new TextIn(text.Field, [TextValue(right, rightColumn)], op == ComparisonOperator.NotEqual);
            case Operand.Choice choice:
                var value = ChoiceValue(choice, right, rightColumn);
                if (!choice.IsOrdered && op is not (ComparisonOperator.Equal or ComparisonOperator.NotEqual))
                    throw new FilterException(leftColumn, $"{Upper(choice.Describe)} has no order; expected =, != or in.");
                return new ByteIn(choice.Column, choice.Mask, [.. choice.Values.Values.Where(v => Holds(op, v, value)).Order()]);
            default:
                var a = AsNumber(left, leftColumn);
                var b = AsNumber(a.Dimension == Dimension.Instant && right is Operand.Text t ? AsInstant(t, rightColumn) : right, rightColumn);
                RequireSame(a, b, rightColumn);
                return new Comparison(op, a.Expression, b.Expression);
        }
    }

    public static Condition In(Operand left, int leftColumn, IReadOnlyList<(Operand Value, int Column)> values, bool negated) => left switch
    {
        Operand.Attribute attribute when values.All(v => v.Value is Operand.Text or Operand.Word) => new AttributeIn(attribute.Name, [.. values.Select(v => TextValue(v.Value, v.Column))], negated),
        Operand.Textual text => new TextIn(text.Field, [.. values.Select(v => TextValue(v.Value, v.Column))], negated),
        Operand.Choice choice => Chosen(choice, values.Select(v => ChoiceValue(choice, v.Value, v.Column)).ToHashSet(), negated),
        // A number is none of them where it differs from each, and is known.
        _ when negated => new And([.. values.Select(v => Compare(ComparisonOperator.NotEqual, left, leftColumn, v.Value, v.Column))]),
        _ => new Or([.. values.Select(v => Compare(ComparisonOperator.Equal, left, leftColumn, v.Value, v.Column))]),
    };

    public static Condition Known(Operand left, int column) => left switch
    {
        Operand.Textual text => new TextIsThere(text.Field),
        _ => new IsKnown(AsNumber(left, column).Expression),
    };

    public static Operand.Number AsNumber(Operand operand, int column) => operand is Operand.Attribute a ? new Operand.Number(new AttributeNumber(a.Name), Dimension.Any) : operand as Operand.Number
        ?? throw new FilterException(column, $"Found {operand.Describe}; expected a number or a numeric field.");

    public static Condition AsCondition(Operand operand, int column) => operand is Operand.Truth truth ? truth.Condition
        : throw new FilterException(column, $"Found {operand.Describe} alone; expected a condition such as level > 0.8*full, kind = pumpStation or stale.");

    private static ByteIn Chosen(Operand.Choice choice, HashSet<byte> values, bool negated) =>
        new(choice.Column, choice.Mask, [.. choice.Values.Values.Where(v => values.Contains(v) != negated).Order()]);

    private static byte ChoiceValue(Operand.Choice choice, Operand value, int column)
    {
        var word = value switch { Operand.Word w => w.Value, Operand.Text t => t.Value, _ => null };
        if (word is not null && choice.Values.TryGetValue(word, out var found)) return found;
        throw new FilterException(column, $"Found {value.Describe}; expected a {choice.Name}: {string.Join(", ", choice.Values.OrderBy(p => p.Value).Select(p => p.Key))}.");
    }

    private static string TextValue(Operand value, int column) => value switch
    {
        Operand.Text t => t.Value,
        Operand.Word w => w.Value,
        _ => throw new FilterException(column, $"Found {value.Describe}; expected a text in quotes."),
    };

    private static Operand.Number AsInstant(Operand.Text text, int column) =>
        DateTimeOffset.TryParse(text.Value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? new Operand.Number(new NumberConstant(time.ToUnixTimeMilliseconds()), Dimension.Instant)
            : throw new FilterException(column, $"'{text.Value}' is not a time; expected one such as '2026-07-21T06:40:00Z'.");

    private static void RequireSame(Operand.Number a, Operand.Number b, int column)
    {
        // A product of measures is not checked further: a filter is asked once, and its answer seen.
        if (a.Dimension.Fits(b.Dimension) || !a.Dimension.IsNamed || !b.Dimension.IsNamed || a.Dimension == Dimension.One || b.Dimension == Dimension.One) return;
        throw new FilterException(column, $"Found {b.Describe}; expected {a.Describe}.");
    }

    private static bool Holds(ComparisonOperator op, byte a, byte b) => op switch
    {
        ComparisonOperator.Equal => a == b,
        ComparisonOperator.NotEqual => a != b,
        ComparisonOperator.Less => a < b,
        ComparisonOperator.LessOrEqual => a <= b,
        ComparisonOperator.Greater => a > b,
        _ => a >= b,
    };

    private static ComparisonOperator Mirror(ComparisonOperator op) => op switch
    {
        ComparisonOperator.Less => ComparisonOperator.Greater,
        ComparisonOperator.LessOrEqual => ComparisonOperator.GreaterOrEqual,
        ComparisonOperator.Greater => ComparisonOperator.Less,
        ComparisonOperator.GreaterOrEqual => ComparisonOperator.LessOrEqual,
        _ => op,
    };

    private static string Upper(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
