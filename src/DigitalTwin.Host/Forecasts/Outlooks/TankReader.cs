using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Forecast.Archive;
using DigitalTwin.Domain.Hydraulics.Routing;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Domain.Networks.Compiled;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Host.Forecasts.Answers;

namespace DigitalTwin.Host.Forecasts.Outlooks;

/// <summary>A tank in the next hours.</summary>
/// <param name="Volume">m³ by the median, at the level's times.</param>
/// <param name="Capacity">m³ at the rim; null where the depth is unknown.</param>
/// <param name="RetentionMinutes">Mean volume over mean flow through it; null where nothing flows through.</param>
/// <param name="Dilution">What inflow of one hour reaches of its strength at the outlet, mixed completely: 1 − e^(−60/retention).</param>
internal sealed record TankOutlook(AssetSeries Level, double[] Volume, double? Capacity, Instant? FullAt, Instant? EarliestFullAt, double? RetentionMinutes, double? Dilution);

/// <summary>Makes it of the latest forecast.</summary>
internal static class TankReader
{
    private const double FullShare = 0.98;
    private const double LeastFlow = 1e-4;
    private const double PulseMinutes = 60;

    /// <summary>Null where the forecast does not know the tank.</summary>
    public static TankOutlook? Read(ForecastSet set, CompiledNetwork network, AssetEntry tank)
    {
        if (!network.TryFind(tank.Key, out var element) || element.IsLink || AssetSeriesReader.Read(set, network, tank, Quantity.Level) is not { } level) return null;
        var node = network.Source.Nodes[network.Nodes.Source[element.Index]];
        var storage = StorageOf(network.Source, node);
        double[] volume = [.. level.P50.Select(d => Math.Round(storage?.Volume(Math.Max(0, d)) ?? 0, 2))];
        Instant? First(float[] values) => level.Limit is { } full && Array.FindIndex(values, v => v >= FullShare * full) is >= 0 and var i ? level.Times[i] : null;
        var through = Through(level.Forecast, network, element.Index);
        var (held, flow) = (volume.DefaultIfEmpty(0).Average(), through.DefaultIfEmpty(0).Average());
        double? retention = storage is null || flow < LeastFlow ? null : Math.Round(held / flow / 60, 1);
        return new TankOutlook(level, volume, storage is not null && level.Limit is { } rim ? Math.Round(storage.Volume(rim), 1) : null, First(level.P50), First(level.P90), retention,
            retention is > 0 and var minutes ? Math.Round(1 - Math.Exp(-PulseMinutes / minutes), 4) : null);
    }

    /// <summary>m³/s that leave the tank, by output time.</summary>
    private static double[] Through(KeptForecast forecast, CompiledNetwork network, int node)
    {
        var flow = new double[forecast.Body.Times.Count];
        for (var link = 0; link < network.LinkCount; link++)
        {
            var sign = network.Links.From[link] == node ? 1 : network.Links.To[link] == node ? -1 : 0;
            if (sign == 0 || forecast.Body.Find(new AssetKey(network.Links.Key[link]), Quantity.Flow) is not { } column) continue;
            for (var t = 0; t < flow.Length; t++) flow[t] += Math.Max(0, sign * column.P50[t]);
        }
        return flow;
    }

    private static StorageVolume? StorageOf(Network network, NetworkNode node) =>
        node.StorageCurve is { } name && network.Curves.TryGetValue(name, out var curve) && curve.X.Count > 0 ? StorageVolume.Of(curve)
        : node.StorageArea > 0 ? StorageVolume.Constant(node.StorageArea) : null;
}
