using System.Globalization;
using System.Text.RegularExpressions;

namespace DigitalTwin.Gis.Coordinates;

/// <summary>Which system a .prj file means: by authority or by the names that GIS programs write, else its WKT as it is.</summary>
public static partial class PrjText
{
    /// <returns>What <see cref="CrsCatalogue"/> takes; null where it cannot be used, and <paramref name="note"/> says why.</returns>
    public static string? Name(string wkt, out string? note)
    {
        note = null;
        var text = wkt.Trim().Trim('\uFEFF');
        if (text.Length == 0) return null;
        if (Authority().Match(text) is { Success: true } authority && CrsCatalogue.Find($"EPSG:{authority.Groups[1].Value}", out _) is { } byCode) return byCode.Code;
        if (Known(text) is { } code) return $"EPSG:{code}";
        if (text.Contains("Beijing_1954", StringComparison.OrdinalIgnoreCase) || text.Contains("Xian_1980", StringComparison.OrdinalIgnoreCase))
        {
            note = "The .prj names Beijing 1954 or Xi'an 1980, whose parameters to CGCS2000 are local and not public: transform the file to CGCS2000 first.";
            return null;
        }
        if (CrsCatalogue.Find(text, out var fault) is not null) return text;
        note = fault;
        return null;
    }

    private static int? Known(string text)
    {
        var name = FirstName().Match(text).Groups[1].Value;
        int Number(Match m) => int.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture);
        if (Cgcs3Meridian().Match(name) is { Success: true } m3) return 4534 + (Number(m3) - 75) / 3;
        if (Cgcs3Zone().Match(name) is { Success: true } z3) return 4513 + Number(z3) - 25;
        if (Cgcs6Meridian().Match(name) is { Success: true } m6) return 4502 + (Number(m6) - 75) / 6;
        if (Cgcs6Zone().Match(name) is { Success: true } z6) return 4491 + Number(z6) - 13;
        if (Utm().Match(name) is { Success: true } utm) return (utm.Groups[2].Value is "N" or "n" ? 32600 : 32700) + Number(utm);
        return name switch
        {
            "GCS_China_Geodetic_Coordinate_System_2000" or "China Geodetic Coordinate System 2000" or "GCS_CGCS_2000" => 4490,
            "GCS_WGS_1984" or "WGS 84" => 4326,
            "WGS_1984_Web_Mercator_Auxiliary_Sphere" or "WGS_1984_Web_Mercator" or "WGS 84 / Pseudo-Mercator" => 3857,
            _ => null,
        };
    }

    [GeneratedRegex("""AUTHORITY\["EPSG",\s*"?(\d+)"?\]\]\s*$""", RegexOptions.IgnoreCase)] private static partial Regex Authority();
    [GeneratedRegex("""^\w+\["([^"]*)""")] private static partial Regex FirstName();
    [GeneratedRegex("""^CGCS_?2000_3_Degree_GK_CM_(\d+)E$""", RegexOptions.IgnoreCase)] private static partial Regex Cgcs3Meridian();
    [GeneratedRegex("""^CGCS_?2000_3_Degree_GK_Zone_(\d+)$""", RegexOptions.IgnoreCase)] private static partial Regex Cgcs3Zone();
    [GeneratedRegex("""^CGCS_?2000_GK_CM_(\d+)E$""", RegexOptions.IgnoreCase)] private static partial Regex Cgcs6Meridian();
    [GeneratedRegex("""^CGCS_?2000_GK_Zone_(\d+)$""", RegexOptions.IgnoreCase)] private static partial Regex Cgcs6Zone();
    [GeneratedRegex("""^WGS_1984_UTM_Zone_(\d+)([NS])$""", RegexOptions.IgnoreCase)] private static partial Regex Utm();
}
