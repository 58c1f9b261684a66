using System.Globalization;

namespace DigitalTwin.Domain.Indicators.Formulas;

/// <summary>A formula of an indicator, as data: numbers, names of inputs, <c>+ − * /</c>, brackets, and <c>sum mean max min count</c> that make one number of a list.</summary>
/// <remarks>
/// Lists are matched item by item by their keys: what one of them lacks is left out of the product and told as missing. A number goes with every item.
/// Total: what cannot be computed (an input without values, a division by zero) has no value and says why.
/// </remarks>
public sealed class Formula
{
    private readonly FormulaNode _root;

    private Formula(string text, FormulaNode root, IReadOnlyList<string> names) => (Text, _root, Names) = (text, root, names);

    public string Text { get; }

    /// <summary>Of the inputs, in the order of their first mention.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <exception cref="FormatException">The text is no formula; the message says where and what was expected.</exception>
    public static Formula Parse(string text)
    {
        var parser = new FormulaParser(text);
        var root = parser.Whole();
        return new Formula(text, root, parser.Names);
    }

    /// <param name="inputs">One for each of <see cref="Names"/>; one that is absent has no values.</param>
    public FormulaResult Evaluate(IReadOnlyDictionary<string, FormulaValue> inputs)
    {
        var missing = new List<MissingItem>();
        try
        {
            var value = _root.Evaluate(inputs, missing);
            if (value.Number is not { } number) return new FormulaResult(null, "The formula gives a list, not a number.", missing);
            return double.IsFinite(number) ? new FormulaResult(number, null, missing) : new FormulaResult(null, "The result is no finite number.", missing);
        }
        catch (NoValueException e)
        {
            return new FormulaResult(null, e.Message, missing);
        }
    }

    /// <summary>The formula with numbers put in: a list as its sum would be read, <c>[n values]</c>.</summary>
    public string Fill(IReadOnlyDictionary<string, FormulaValue> inputs) => _root.Fill(inputs);
}

/// <summary>A number, or a list of numbers by key. A key is an asset, a month, or both: <c>demo:P1@2026-03</c>.</summary>
public sealed record FormulaValue(double? Number, IReadOnlyDictionary<string, double>? Items)
{
    public static FormulaValue Of(double number) => new(number, null);
    public static FormulaValue Of(IReadOnlyDictionary<string, double> items) => new(null, items);
}

/// <summary>An item that one list has and another lacks, so that it does not count.</summary>
public sealed record MissingItem(string Key);

/// <param name="Why">Null where there is a value.</param>
public sealed record FormulaResult(double? Value, string? Why, IReadOnlyList<MissingItem> Missing);

internal sealed class NoValueException(string why) : Exception(why);

internal static class FormulaText
{
    /// <summary>As people read it: six significant digits, no exponent up to 10¹².</summary>
    public static string Of(double value) => Math.Abs(value) is >= 1e6 and < 1e12 ? Math.Round(value).ToString("#,0", CultureInfo.InvariantCulture) : value.ToString("G6", CultureInfo.InvariantCulture);
}
