using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Domain.Forecast.Archive;

/// <summary>Columns over common times, ascending.</summary>
public sealed record KeptSeries(IReadOnlyList<Instant> Times, IReadOnlyList<KeptColumn> Columns)
{
    private Dictionary<(int, ushort), KeptColumn>? _byAsset;

    public static KeptSeries Empty { get; } = new([], []);

    /// <summary>Null where the forecast has no such series.</summary>
    public KeptColumn? Find(AssetKey asset, Quantity quantity) =>
        (_byAsset ??= Columns.ToDictionary(c => (c.Asset.Value, c.Quantity.Code))).GetValueOrDefault((asset.Value, quantity.Code));
}

/// <summary>One quantity of one asset, SI, as long as the times it stands beside.</summary>
/// <param name="P10">Exceeded by nine of ten members; null, as <paramref name="P90"/>, where there is no band.</param>
/// <param name="P50">The median.</param>
public sealed record KeptColumn(AssetKey Asset, Quantity Quantity, float[] P50, float[]? P10 = null, float[]? P90 = null);
