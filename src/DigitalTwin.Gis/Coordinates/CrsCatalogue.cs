using System.Globalization;
using System.Text.Json;
using ProjNet.CoordinateSystems;

namespace DigitalTwin.Gis.Coordinates;

/// <summary>Finds a <see cref="Crs"/> by what people call it: an EPSG code of <c>crs.json</c>, a WKT text, or <c>LOCAL:longitude,latitude</c> for a city grid.</summary>
public static class CrsCatalogue
{
    private const string HowToName =
        "Name one as EPSG:n, where n is 4326 or 4490 (longitude, latitude), 3857, 25828–25838 (ETRS89 UTM), 32601–32660 or 32701–32760 (WGS-84 UTM), "
        + "4491–4512 (CGCS2000 6°), 4513–4554 (CGCS2000 3°), 2154, 3006, 3067, 3089; as a WKT 1 text (PROJCS[…] or GEOGCS[…]); "
        + "or as LOCAL:longitude,latitude for a plane grid in metres with its origin there.";

    private static readonly JsonElement Data = LoadEmbedded();

    /// <summary>Never throws; where it returns null, <paramref name="error"/> says what was wrong and how to name one.</summary>
    public static Crs? Find(string? name, out string error)
    {
        error = "";
        var text = (name ?? "").Trim();
        if (text.StartsWith("PROJCS[", StringComparison.OrdinalIgnoreCase) || text.StartsWith("GEOGCS[", StringComparison.OrdinalIgnoreCase))
            return FromWkt("WKT", "given as WKT", GeoArea.World, text, out error);
        if (text.StartsWith("LOCAL:", StringComparison.OrdinalIgnoreCase)) return FromLocalOrigin(text, out error);
        var digits = text.StartsWith("EPSG:", StringComparison.OrdinalIgnoreCase) ? text[5..] : text;
        if (int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var code) && FromEpsg(code) is { } crs) return crs;
        error = text.Length == 0 ? $"No coordinate reference system was named. {HowToName}"
            : $"Coordinate reference system '{Shorten(text)}' is not known here. {OldDatumHint(code)}{HowToName}";
        return null;
    }

    /// <exception cref="ArgumentException">The name is not known; the message says how to name one.</exception>
    public static Crs Get(string name) => Find(name, out var error) ?? throw new ArgumentException(error);

    private static Crs? FromEpsg(int code)
    {
        var label = $"EPSG:{code}";
        if (code == 3857) return new Crs(label, "WGS 84 / Pseudo-Mercator", new GeoArea(-180, -85.06, 180, 85.06), ProjectedCoordinateSystem.WebMercator);
        foreach (var e in Data.GetProperty("geographic").EnumerateArray())
            if (e.GetProperty("code").GetInt32() == code) return new Crs(label, e.GetProperty("name").GetString()!, GeoArea.World, null);
        foreach (var e in Data.GetProperty("wkt").EnumerateArray())
            if (e.GetProperty("code").GetInt32() == code)
                return FromWkt(label, e.GetProperty("name").GetString()!, new GeoArea(Number(e, "west"), Number(e, "south"), Number(e, "east"), Number(e, "north")), e.GetProperty("wkt").GetString()!, out _);
        foreach (var e in Data.GetProperty("transverseMercator").EnumerateArray())
        {
            var step = code - e.GetProperty("from").GetInt32();
            if (step < 0 || code > e.GetProperty("to").GetInt32()) continue;
            var meridian = Number(e, "firstMeridian") + step * Number(e, "meridianStep");
            var wkt = TransverseMercator(Number(e, "inverseFlattening"), 0, meridian, Number(e, "scale"),
                Number(e, "falseEasting") + step * Number(e, "falseEastingStep"), Number(e, "falseNorthing"));
            var half = Number(e, "halfWidth");
            return FromWkt(label, $"{e.GetProperty("name").GetString()}, meridian {meridian}°", new GeoArea(meridian - half, Number(e, "south"), meridian + half, Number(e, "north")), wkt, out _);
        }
        return null;
    }

    private static Crs? FromLocalOrigin(string text, out string error)
    {
        var parts = text[6..].Split(',');
        if (parts.Length == 2 && TryDegrees(parts[0], 180, out var longitude) && TryDegrees(parts[1], 89, out var latitude))
        {
            var area = new GeoArea(longitude - 2, latitude - 2, longitude + 2, latitude + 2);
            return FromWkt(text, "local grid in metres", area, TransverseMercator(298.257222101, latitude, longitude, 1, 0, 0), out error);
        }
        error = $"'{Shorten(text)}' does not read LOCAL:longitude,latitude in degrees. {HowToName}";
        return null;
    }

    private static Crs? FromWkt(string code, string name, GeoArea area, string wkt, out string error)
    {
        error = "";
        try
        {
            return new Crs(code, name, area, new CoordinateSystemFactory().CreateFromWkt(wkt));
        }
        catch (Exception e) when (e is ArgumentException or FormatException or NotSupportedException or NotImplementedException or InvalidOperationException or NullReferenceException or KeyNotFoundException)
        {
            error = $"The WKT text of the coordinate reference system cannot be used: {e.Message} {HowToName}";
            return null;
        }
    }

    private static string TransverseMercator(double inverseFlattening, double latitude, double meridian, double scale, double falseEasting, double falseNorthing) =>
        string.Create(CultureInfo.InvariantCulture, $"""PROJCS["TM",GEOGCS["G",DATUM["D",SPHEROID["S",6378137,{inverseFlattening:R}],TOWGS84[0,0,0,0,0,0,0]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["latitude_of_origin",{latitude:R}],PARAMETER["central_meridian",{meridian:R}],PARAMETER["scale_factor",{scale:R}],PARAMETER["false_easting",{falseEasting:R}],PARAMETER["false_northing",{falseNorthing:R}],UNIT["metre",1]]""");

    /// <summary>Beijing 1954 and Xi'an 1980 need seven parameters that are not public.</summary>
    private static string OldDatumHint(int code) => code is 4214 or 4610 or (>= 2327 and <= 2442) or (>= 21413 and <= 21463)
        ? "It is on Beijing 1954 or Xi'an 1980, whose parameters to CGCS2000 are local and not public: transform the file to CGCS2000 first. " : "";

    private static bool TryDegrees(string text, double limit, out double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && Math.Abs(value) <= limit;

    private static double Number(JsonElement e, string name) => e.GetProperty(name).GetDouble();

    private static string Shorten(string text) => text.Length <= 60 ? text : text[..60] + "…";

    private static JsonElement LoadEmbedded()
    {
        using var stream = typeof(CrsCatalogue).Assembly.GetManifestResourceStream("crs.json")
            ?? throw new InvalidOperationException("crs.json is not embedded in DigitalTwin.Gis.");
        using var document = JsonDocument.Parse(stream);
        return document.RootElement.Clone();
    }
}
