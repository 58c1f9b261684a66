using DigitalTwin.Contracts;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Risk;
using DigitalTwin.Grains.Map;
using DigitalTwin.Grains.Networks;
using DigitalTwin.Host.Assets;
using DigitalTwin.Host.Live;
using DigitalTwin.Host.Warnings;
using Orleans;

namespace DigitalTwin.Host.Startup;

/// <summary>Fills the boards before the first page asks, from stored readings and open warnings, without waking an asset grain.</summary>
internal sealed class BoardSeed(
    IRegistry registry, IHistory history, NetworkCatalogue catalogue, LocalRules rules, CityClock clock, IGrainFactory grains,
    LiveBoard board, WarningBoard warnings, MapPlaces places, AssetIndex index, ILogger<BoardSeed> log) : IHostedService, IDisposable
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var name in registry.Networks)
            if (registry.Find(name) is { } network) Place(network);
        registry.Saved += Place;
        SeedWarnings(await OpenWarnings());
        SeedReadings();
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => registry.Saved -= Place;

    private void Place(Network network) => places.Add(network, registry);

    private async Task<WarningRecord[]> OpenWarnings()
    {
        var catchments = catalogue.All.SelectMany(n => n.Compiled.Catchments).Select(c => c.Id).ToArray();
        var open = await Task.WhenAll(catchments.Select(c => grains.GetGrain<IRiskGrain>(c).OpenWarnings()));
        return [.. open.SelectMany(w => w)];
    }

    private void SeedWarnings(WarningRecord[] open)
    {
        warnings.Take(open);
        log.LogInformation("{Warnings} warnings are open.", open.Length);
    }

    private void SeedReadings()
    {
        var now = clock.Now;
        var levels = warnings.Open().GroupBy(w => w.Cause.Asset).ToDictionary(g => g.Key, g => g.MaxBy(w => w.Cause.Level)!.Cause);
        var byAsset = history.LatestOfAll().GroupBy(k => k.Reading.Asset, k => k.Reading);
        var (keys, faces) = (new List<int>(), new List<MapFace>());
        foreach (var readings in byAsset)
        {
            if (registry.Find(readings.Key) is not { } asset) continue;
            var latest = readings.Select(r => new LiveReading(r.At, r.Value, r.Quantity, r.Quality, r.Provenance)).ToArray();
            var profile = catalogue.ProfileOf(asset);
            var isStale = now - latest.Max(r => r.At) > rules.Silence(profile);
            var cause = levels.GetValueOrDefault(asset.Id.Value);
            keys.Add(asset.Key.Value);
            faces.Add(MapFaces.Of(profile, latest, (WarningLevel)(cause?.Level ?? 0), isStale, new Quantity(cause?.Quantity ?? 0)));
        }
        board.Apply(new MapChanges(now.UnixMilliseconds, [.. keys], [.. faces.Select(f => f.State)], [.. faces.Select(f => f.Quantity)],
            [.. faces.Select(f => f.Value)], [.. faces.Select(f => f.Fill)]), new bool[keys.Count]);
        for (var i = 0; i < keys.Count; i++) index.SetState(new AssetKey(keys[i]), faces[i].State);
        log.LogInformation("{Assets} assets have readings.", keys.Count);
    }
}
