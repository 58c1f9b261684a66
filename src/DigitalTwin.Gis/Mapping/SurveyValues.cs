using System.Globalization;
using System.Text.RegularExpressions;
using DigitalTwin.Domain.Networks;

namespace DigitalTwin.Gis.Mapping;

/// <summary>What stands in fields of surveys, understood.</summary>
internal static partial class SurveyValues
{
    private static readonly string[] Gone = ["abandon", "retired", "removed", "absent", "废", "停用", "拆除"], NotYet = ["proposed", "planned", "potential", "future", "规划", "拟建", "在建", "设计"];

    /// <summary>A number that may have a unit or separators about it; null where there is none, or only a mark for unknown.</summary>
    public static double? Number(string? text)
    {
        if (text is null) return null;
        if (double.TryParse(text, NumberStyles.Float | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var value)) return double.IsFinite(value) && value is not (-9999 or -999 or 9999999) ? value : null;
        return Leading().Match(text.Trim()) is { Success: true } m && double.TryParse(m.Groups[1].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out value) ? value : null;
    }

    /// <summary>A diameter, or width times height as in 2000X1800.</summary>
    public static CrossSection? Section(string? text, double factor)
    {
        if (text is null) return null;
        if (Box().Match(text) is { Success: true } box && double.TryParse(box.Groups[1].Value, CultureInfo.InvariantCulture, out var width) && double.TryParse(box.Groups[2].Value, CultureInfo.InvariantCulture, out var height))
            return width > 0 && height > 0 ? new CrossSection(SectionShape.RectangularClosed, height * factor, width * factor) : null;
        return Number(text) is > 0 and var diameter ? CrossSection.Circle(diameter * factor) : null;
    }

    /// <summary>Null for the living network.</summary>
    public static string? Retired(string? status) =>
        status is not null && Gone.Concat(NotYet).Any(w => status.Contains(w, StringComparison.OrdinalIgnoreCase)) ? status : null;

    /// <summary>By words, or by the letters of Chinese survey codes (CJJ 61): WS, YS, HS, ZS.</summary>
    public static PipeClass? Class(string? text) => Import.PipeClassWords.Read(text) ?? text?.Trim().ToUpperInvariant() switch
    {
        "WS" or "W" => PipeClass.Sewer, "YS" or "Y" => PipeClass.Storm, "HS" or "PS" => PipeClass.Combined, "ZS" or "ZSS" => PipeClass.Reclaimed, _ => null,
    };

    [GeneratedRegex(@"^(?:DN|D|Φ|φ|Ø)?\s*([+-]?\d+(?:\.\d+)?)\s*(?:mm|m|cm|ft|in|""|')?$", RegexOptions.IgnoreCase)] private static partial Regex Leading();
    [GeneratedRegex(@"^\s*(\d+(?:\.\d+)?)\s*[xX×*]\s*(\d+(?:\.\d+)?)\s*$")] private static partial Regex Box();
}
