namespace DigitalTwin.Gis.Features;

/// <summary>How much of a file is taken in; more is refused, so that a crafted archive cannot fill the memory.</summary>
public sealed record FeatureLimits
{
    public int MostEntries { get; init; } = 1000;
    /// <summary>All of an archive together, unpacked.</summary>
    public long MostUnpackedBytes { get; init; } = 1L << 30;
    /// <summary>Geometry and tables hardly pack tighter than this; what does is a bomb.</summary>
    public int MostTimesPacked { get; init; } = 200;
    public int MostFeatures { get; init; } = 3_000_000;
    public int MostFields { get; init; } = 512;
}
