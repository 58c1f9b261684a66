using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Forecast.Ensemble;
using DigitalTwin.Domain.Hydraulics.Routing;
using DigitalTwin.Domain.Risk;

namespace DigitalTwin.Domain.Forecast.Events;

/// <summary>Finds what an ensemble expects: overflow, surcharge, wells beyond their pumps, plants near or beyond capacity, full tanks.</summary>
public static class EventFinder
{
    /// <summary>Gravest first.</summary>
    public static IReadOnlyList<ForecastEvent> Find(EnsembleForecast forecast, EventOptions? options = null)
    {
        var search = new EventSearch(forecast, options ?? new EventOptions());
        return [.. search.All().OrderByDescending(e => e.Level).ThenByDescending(e => e.Probability).ThenByDescending(e => e.Volume?.P50 ?? 0)
            .ThenBy(e => e.ExpectedAt).ThenBy(e => e.Asset, StringComparer.Ordinal)];
    }
}

internal sealed class EventSearch(EnsembleForecast forecast, EventOptions options)
{
    private readonly HydraulicModel _model = forecast.Model.Hydraulics;

    public IEnumerable<ForecastEvent> All()
    {
        for (var n = 0; n < _model.NodeCount; n++)
        {
            if (_model.Role[n] == NodeRole.Outfall) continue;
            var overflow = Overflow(n);
            if (overflow is not null) yield return overflow;
            if ((forecast.Model.Network.Nodes[n].Kind == AssetKind.StorageTank ? Tank(n) : Surcharge(n, overflow)) is { } filled) yield return filled;
        }
        foreach (var well in _model.Devices.Where(d => d.Kind == DeviceKind.Pump).GroupBy(d => d.From))
            if (Pump(well.Key, [.. well]) is { } beyond) yield return beyond;
        for (var e = 0; e < forecast.Ends.Count; e++)
        {
            var capacity = forecast.Model.Network.Nodes[forecast.Ends[e]].DesignFlow;
            if (!(capacity > 0)) continue;
            foreach (var (kind, share) in new[] { (ForecastEventKind.PlantLoad100, 1.0), (ForecastEventKind.PlantLoad80, 0.8) })
                if (Plant(kind, forecast.Ends[e], share * capacity) is { } load) yield return load;
        }
    }

    private ForecastEvent? Overflow(int node)
    {
        if (!forecast.Runs.Any(r => r.Nodes[node].OverflowVolume >= options.LeastOverflow)) return null;
        var found = Crossings(r => r.Nodes[node].OverflowVolume >= options.LeastOverflow, (r, t) => r.Overflow[t][node], 0, TimeSpan.Zero);
        var volume = Spread.Of(forecast.Runs.Select(r => r.Nodes[node].OverflowVolume));
        var depth = Spread.Of(forecast.Runs.Select(r => r.Nodes[node].GreatestDepth)).P50;
        return Tell(ForecastEventKind.Overflow, node, -1, found, volume, depth, _model.FullDepth[node]);
    }

    private ForecastEvent? Surcharge(int node, ForecastEvent? overflow)
    {
        var limit = Math.Max(_model.CrownDepth[node] + 0.05, options.SurchargeShare * _model.FullDepth[node]);
        // What may stand under pressure, as a rising main, is not surcharged by it.
        if (_model.SurchargeDepth[node] > 0) return null;
        // A node whose rim is its pipes' crown is full before it is surcharged: its overflow says all.
        if (_model.CrownDepth[node] <= 0 || limit >= _model.FullDepth[node] || forecast.Runs.All(r => r.Nodes[node].GreatestDepth <= limit)) return null;
        var told = Tell(ForecastEventKind.Surcharge, node, -1, Crossings(_ => true, (r, t) => r.Depth[t][node], limit, options.LeastDuration), null, double.NaN, limit);
        return told is null || overflow is not null && overflow.Probability >= told.Probability ? null : told;
    }

    private ForecastEvent? Tank(int node)
    {
        var limit = options.FullShare * _model.FullDepth[node];
        if (!(limit > 0) || forecast.Runs.All(r => r.Nodes[node].GreatestDepth <= limit)) return null;
        return Tell(ForecastEventKind.TankFull, node, -1, Crossings(_ => true, (r, t) => r.Depth[t][node], limit, options.LeastDuration), null, double.NaN, limit);
    }

    /// <summary>More flows to a well than its pumps can lift, while it already stands above their start.</summary>
    private ForecastEvent? Pump(int well, Device[] pumps)
    {
        var capacity = pumps.Sum(Capacity);
        if (!(capacity > 0)) return null;
        var start = pumps.Max(p => p.StartDepth);
        var network = forecast.Model.Network;
        var links = network.Links.Index().Where(l => l.Item.Kind != AssetKind.PumpStation && (l.Item.From == well || l.Item.To == well)).Select(l => (l.Index, Sign: l.Item.To == well ? 1 : -1)).ToArray();
        var found = Crossings(_ => true, (r, t) => r.Depth[t][well] > start ? network.Nodes[well].DryWeatherInflow + links.Sum(l => l.Sign * r.Flow[t][l.Index]) : 0, capacity, options.LeastDuration);
        return Tell(ForecastEventKind.PumpCapacity, well, pumps[0].Link, found, null, double.NaN, capacity);
    }

    private static double Capacity(Device pump) => pump.Curve is { Y.Count: > 0 } curve ? curve.Y.Max() : 0;

    private ForecastEvent? Plant(ForecastEventKind kind, int end, double limit) =>
        Tell(kind, end, -1, Crossings(_ => true, (r, t) => r.EndInflow[end][t], limit, options.LeastDuration), null, double.NaN, limit);

    private Crossing[] Crossings(Func<IssuedForecast, bool> comes, Func<IssuedForecast, int, double> value, double limit, TimeSpan least) =>
        [.. forecast.Runs.Where(comes).Select(r => Crossing.Find(r.Times, t => value(r, t), limit, least) ?? (least == TimeSpan.Zero ? Between(r) : null)).OfType<Crossing>()];

    /// <summary>Water that left between two outputs.</summary>
    private static Crossing Between(IssuedForecast run) => new(run.Times[0], run.Times[0], run.Times[0], 0);

    private ForecastEvent? Tell(ForecastEventKind kind, int node, int link, Crossing[] found, Spread? volume, double value, double limit)
    {
        var probability = (double)found.Length / forecast.Runs.Count;
        if (found.Length == 0 || probability < options.LeastProbability) return null;
        var network = forecast.Model.Network;
        var (asset, assetKind) = link >= 0 ? (network.Links[link].LocalId, network.Links[link].Kind) : (network.Nodes[node].LocalId, network.Nodes[node].Kind);
        var ended = found.Where(f => f.Until is not null).Select(f => f.Until!.Value).ToArray();
        return new(kind, node, link, asset, assetKind, probability, found.Min(f => f.From), Median(found.Select(f => f.From)), Median(found.Select(f => f.Peak)),
            ended.Length * 2 > found.Length ? Median(ended) : null, volume, double.IsNaN(value) ? Spread.Of(found.Select(f => f.Greatest)).P50 : value, limit)
        {
            Level = LevelOf(kind, probability, volume),
        };
    }

    /// <summary>What is likelier than not is told one grade higher than what is only possible.</summary>
    private WarningLevel LevelOf(ForecastEventKind kind, double probability, Spread? volume)
    {
        var grade = kind switch
        {
            ForecastEventKind.Overflow => volume!.Value.P90 >= 10 * options.GraveVolume ? WarningLevel.Red : volume.Value.P90 >= options.GraveVolume ? WarningLevel.Orange : WarningLevel.Yellow,
            ForecastEventKind.PlantLoad100 or ForecastEventKind.TankFull or ForecastEventKind.PumpCapacity => WarningLevel.Orange,
            ForecastEventKind.PlantLoad80 => WarningLevel.Blue,
            _ => WarningLevel.Yellow,
        };
        return probability >= 0.5 || grade == WarningLevel.Blue ? grade : grade - 1;
    }

    private static DateTime Median(IEnumerable<DateTime> times)
    {
        var sorted = times.Order().ToArray();
        return sorted[(sorted.Length - 1) / 2];
    }
}
