namespace DigitalTwin.Gis.Import;

/// <summary>How a plan is to be read.</summary>
/// <param name="Name">Network name for asset ids: lower-case letters, digits, '-' and '_', at most 64.</param>
/// <param name="Crs">What the file's coordinates are in; see <see cref="Coordinates.CrsCatalogue"/>.</param>
public sealed record ImportOptions(string Name, string Crs)
{
    /// <summary>Shown to people; the file's own title where null.</summary>
    public string? Title { get; init; }

    /// <summary>EPANET only: junctions with a demand become reuse intakes, not manholes.</summary>
    public bool DemandsAreReuseIntakes { get; init; }

    /// <summary>GeoJSON only: how far a line's end may lie from a point to be joined to it, m.</summary>
    public double SnapMetres { get; init; } = 0.5;

    public static bool IsValidName(string? name) =>
        name is { Length: > 0 and <= 64 } && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_');

    internal static string NameRule(string? name) => $"Network name '{name}' must be 1 to 64 lower-case letters, digits, '-' or '_'.";
}
