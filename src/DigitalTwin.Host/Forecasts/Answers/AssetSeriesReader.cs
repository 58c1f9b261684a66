using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Forecast.Archive;
using DigitalTwin.Domain.Networks.Compiled;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Risk;

namespace DigitalTwin.Host.Forecasts.Answers;

/// <summary>What a forecast expects at one asset.</summary>
/// <param name="Limit">What it is measured against: full depth, capacity; null where there is none.</param>
internal sealed record AssetSeries(KeptForecast Forecast, Quantity Quantity, IReadOnlyList<Instant> Times, float[] P10, float[] P50, float[] P90, double? Limit)
{
    public KeptNudge? NudgeOf(string asset, string quantity) => Forecast.Head.Nudges.FirstOrDefault(n => n.Asset == asset && n.Quantity == quantity);
}

/// <summary>Finds them. A pump station's level is that of its wet well, a pipe's the mean of its ends, a plant's inflow its flow.</summary>
internal static class AssetSeriesReader
{
    /// <summary>Null where the forecast has no such series.</summary>
    public static AssetSeries? Read(ForecastSet set, CompiledNetwork network, AssetEntry asset, Quantity quantity)
    {
        var limit = LimitOf(network, asset, quantity);
        if (set.Find(asset.Key, quantity) is var (own, column)) return Of(own, column, limit);
        if (quantity != Quantity.Level || !network.TryFind(asset.Key, out var element) || !element.IsLink) return null;
        if (LevelOf(set, network, network.Links.From[element.Index]) is not var (forecast, from)) return null;
        if (asset.Kind != AssetKind.PipeSegment) return Of(forecast, from, limit);
        if (LevelOf(set, network, network.Links.To[element.Index]) is not var (_, to) || to.P50.Length != from.P50.Length) return null;
        float[]? Mean(float[]? a, float[]? b) => a is null || b is null ? null : [.. a.Zip(b, (x, y) => (Math.Max(0, x - network.Links.FromOffset[element.Index]) + Math.Max(0, y - network.Links.ToOffset[element.Index])) / 2)];
        return Of(forecast, new KeptColumn(asset.Key, quantity, Mean(from.P50, to.P50)!, Mean(from.P10, to.P10), Mean(from.P90, to.P90)), limit);
    }

    public static double? LimitOf(CompiledNetwork network, AssetEntry asset, Quantity quantity)
    {
        if (!network.TryFind(asset.Key, out var element)) return null;
        var limit = quantity == Quantity.Level ? AssetProfile.Of(network, asset.Key, asset.Kind) is var profile && profile.FullDepth > 0 ? profile.FullDepth : profile.CrownDepth
            : quantity != Quantity.Flow ? 0
            : element.IsLink ? network.Source.Links[network.Links.Source[element.Index]].DesignFlow : network.Source.Nodes[network.Nodes.Source[element.Index]].DesignFlow;
        return limit > 0 ? Math.Round(limit, 4) : null;
    }

    private static (KeptForecast, KeptColumn)? LevelOf(ForecastSet set, CompiledNetwork network, int node) => set.Find(new AssetKey(network.Nodes.Key[node]), Quantity.Level);

    private static AssetSeries Of(KeptForecast forecast, KeptColumn column, double? limit) =>
        new(forecast, column.Quantity, forecast.Body.Times, column.P10 ?? column.P50, column.P50, column.P90 ?? column.P50, limit);
}
