using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Domain.Language;

/// <summary>A unit that may follow a number: those of units.json, spans of time and degrees.</summary>
internal sealed record Unit(string Name, Dimension Dimension, UnitScale Scale)
{
    // Longest first, so that mm/h is not read as mm. An inch would be the operator 'in', and an empty unit none.
    private static readonly Unit[] All = UnitConversion.Default.All
        .Where(u => u.Unit is not ("" or "1" or "in") && u.Canonical != "s" && (u.Canonical, u.Unit) != ("mg/L", "mg/m3")) // mg/m3 is said of gas.
        .Select(u => new Unit(u.Unit, u.Canonical == "1" ? Dimension.One : Dimension.Of(u.Canonical), u.Scale))
        .Concat([Time("s", 1), Time("min", 60), Time("h", 3600), Time("d", 86_400), .. LongTimes, new("°", Dimension.Angle, new(1, 0)), new("deg", Dimension.Angle, new(1, 0))])
        .OrderByDescending(u => u.Name.Length).ThenBy(u => u.Name, StringComparer.Ordinal).ToArray();

    /// <summary>As people say them. A year is 365.25 days and a month its twelfth.</summary>
    private static IEnumerable<Unit> LongTimes =>
    [
        .. new[] { "hour", "hours", "小时" }.Select(n => Time(n, 3600)), .. new[] { "day", "days", "天" }.Select(n => Time(n, 86_400)), .. new[] { "week", "weeks", "周" }.Select(n => Time(n, 7 * 86_400)),
        .. new[] { "month", "months", "个月" }.Select(n => Time(n, 365.25 / 12 * 86_400)), .. new[] { "year", "years", "年" }.Select(n => Time(n, 365.25 * 86_400)),
    ];

    public static IEnumerable<string> Names => All.Select(u => u.Name);

    /// <summary>Divides where the factor is a simple fraction, so that 700 mm is exactly the 0.7 m of the data.</summary>
    public double ToCanonical(double value)
    {
        var divisor = Math.Round(1 / Scale.Factor);
        return Scale.Offset == 0 && Scale.Factor < 1 && Math.Abs(1 / Scale.Factor - divisor) < 1e-9 * divisor ? value / divisor : Scale.ToCanonical(value);
    }

    /// <summary>The longest unit that the text starts with and that ends there, as written or else in any case; null for none.</summary>
    public static Unit? Longest(ReadOnlySpan<char> text) => Longest(text, StringComparison.Ordinal) ?? Longest(text, StringComparison.OrdinalIgnoreCase);

    private static Unit? Longest(ReadOnlySpan<char> text, StringComparison comparison)
    {
        Unit? found = null;
        foreach (var unit in All)
        {
            if (found is not null && unit.Name.Length < found.Name.Length) break;
            if (!text.StartsWith(unit.Name, comparison) || GoesOn(unit.Name, text[unit.Name.Length..])) continue;
            if (found is not null && (found.Dimension, found.Scale) != (unit.Dimension, unit.Scale)) return null; // mw is neither mW nor MW.
            found = unit;
        }
        return found;
    }

    private static bool GoesOn(string unit, ReadOnlySpan<char> rest) =>
        rest.Length > 0 && char.IsLetterOrDigit(unit[^1]) && (char.IsLetterOrDigit(rest[0]) || rest[0] == '_');

    private static Unit Time(string name, double seconds) => new(name, Dimension.Time, new UnitScale(seconds, 0));
}
