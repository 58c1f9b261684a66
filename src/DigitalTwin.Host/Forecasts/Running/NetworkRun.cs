using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Forecast.State;
using DigitalTwin.Domain.Networks.Compiled;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Host.Forecasts.Running;

/// <summary>The running models of one revision of a network, and which readings go to which.</summary>
internal sealed class NetworkRun
{
    private readonly Dictionary<int, (PartRun? Part, string Local)> _places = [];

    public NetworkRun(CompiledNetwork network, IRegistry registry, ForecastOptions options)
    {
        (Network, Times) = (network, CityTimes.Of(network.Source));
        var parts = NetworkParts.Of(network.Source);
        LeftOut = [.. parts.LeftOut.Select(r => $"{r.Asset} {r.Text}")];
        AssetKey? KeyOf(string local) => registry.Find(new AssetId(network.Name, local))?.Key;
        var (runs, large) = (new List<PartRun>(), new List<NetworkPart>());
        foreach (var part in parts.Parts)
        {
            if (part.Network.Nodes.Count > options.MostNodes)
            {
                large.Add(part);
                continue;
            }
            var keys = part.Network.Nodes.Select(n => KeyOf(n.LocalId)).OfType<AssetKey>().ToArray();
            var catchments = keys.Select(k => network.TryFind(k, out var e) ? network.CatchmentOf(e).Id : null).OfType<string>().GroupBy(c => c).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).Select(g => g.Key).ToArray();
            var run = new PartRun(part, catchments, options, Times);
            runs.Add(run);
            foreach (var local in part.Network.Nodes.Select(n => n.LocalId).Concat(part.Network.Links.Select(l => l.LocalId)))
                if (KeyOf(local) is { } key) _places[key.Value] = (run, local);
        }
        foreach (var point in network.Source.Points.Where(p => p.Kind == AssetKind.RainGauge))
            if (KeyOf(point.LocalId) is { } key) _places[key.Value] = (null, point.LocalId);
        (Parts, TooLarge) = (runs, large);
    }

    public CompiledNetwork Network { get; }
    public CityTimes Times { get; }
    public IReadOnlyList<PartRun> Parts { get; }
    public IReadOnlyList<NetworkPart> TooLarge { get; }
    /// <summary>What has no end, in words.</summary>
    public IReadOnlyList<string> LeftOut { get; }
    public RainBook Rain { get; } = new();
    public IEnumerable<AssetKey> Watched => _places.Keys.Select(k => new AssetKey(k));

    public void Take(in Reading reading)
    {
        if (!_places.TryGetValue(reading.Asset.Value, out var place)) return;
        if (place.Part is not null) place.Part.Take(place.Local, reading);
        else if (reading.Quantity == Quantity.Rainfall && reading.Quality.IsUsable()) Rain.Add(place.Local, Times.ToModel(reading.At), reading.Value);
    }

    /// <summary>Assets of a part that may have been measured, rain gauges for null.</summary>
    public IEnumerable<AssetKey> PlacesOf(PartRun? part) => _places.Where(p => p.Value.Part == part).Select(p => new AssetKey(p.Key));

    public string? LocalOf(AssetKey asset) => _places.TryGetValue(asset.Value, out var place) ? place.Local : null;
}
