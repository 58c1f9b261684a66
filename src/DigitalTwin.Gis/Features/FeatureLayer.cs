namespace DigitalTwin.Gis.Features;

/// <summary>One layer of a file as it stands in it: nothing is interpreted yet.</summary>
public sealed record FeatureLayer
{
    public required string Name { get; init; }
    public required string Format { get; init; }
    public required LayerShape Shape { get; init; }
    /// <summary>What the file says its coordinates are in, as <see cref="Coordinates.CrsCatalogue"/> takes it; null where it says nothing usable.</summary>
    public string? Crs { get; init; }
    public required IReadOnlyList<string> Fields { get; init; }
    public required IReadOnlyList<SourceFeature> Features { get; init; }
    /// <summary>What a reader had to assume, such as an encoding.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}

/// <summary>What most of a layer's features are; a table has its geometry, if any, in its fields.</summary>
public enum LayerShape { Points, Lines, Areas, Table }

/// <summary>One feature.</summary>
/// <param name="Number">1-based place in its layer.</param>
/// <param name="Parts">One a point, line or outer ring; empty where the feature has no geometry. Coordinates as in the source.</param>
/// <param name="Values">In the order of <see cref="FeatureLayer.Fields"/>; null where absent.</param>
public readonly record struct SourceFeature(int Number, LayerShape Shape, IReadOnlyList<(double X, double Y)[]> Parts, string?[] Values);

/// <summary>A file that cannot be read; the message says why and what was expected.</summary>
public sealed class FeatureFileException(string message, Exception? inner = null) : Exception(message, inner);
