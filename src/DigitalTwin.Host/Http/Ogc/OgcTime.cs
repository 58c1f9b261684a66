using DigitalTwin.Domain.Query.Language;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Host.Http.Ogc;

/// <summary>The parameter <c>datetime</c> as a condition on when the newest reading was. What has no time fits every one, as the standard says.</summary>
internal static class OgcTime
{
    /// <summary>False where it cannot be read; null where nothing was asked.</summary>
    public static bool TryRead(string? text, out Condition? condition)
    {
        condition = null;
        if (string.IsNullOrEmpty(text)) return true;
        var parts = text.Split('/');
        if (parts.Length > 2) return false;
        if (!TryEnd(parts[0], out var from) || !TryEnd(parts[^1], out var to) || (parts.Length == 1 && from is null) || (from is { } f && to is { } t && f > t)) return false;
        var at = new NumberField(NumberColumn.At);
        var inside = new List<Condition> { new IsKnown(at) };
        if (from is { } begin) inside.Add(new Comparison(ComparisonOperator.GreaterOrEqual, at, new NumberConstant(begin.UnixMilliseconds)));
        if (to is { } end) inside.Add(new Comparison(ComparisonOperator.LessOrEqual, at, new NumberConstant(end.UnixMilliseconds)));
        condition = new Or([new Not(new IsKnown(at)), new And(inside)]);
        return true;
    }

    /// <summary>Null for an open end.</summary>
    private static bool TryEnd(string text, out Instant? instant)
    {
        instant = null;
        return text is "" or ".." || (!long.TryParse(text, out _) && QueryText.TryInstant(text, out instant));
    }
}
