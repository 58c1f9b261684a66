using DigitalTwin.Contracts;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Risk;
using DigitalTwin.Grains.Map;
using DigitalTwin.Grains.Networks;
using DigitalTwin.Grains.Risk;
using DigitalTwin.Host.Assets;
using DigitalTwin.Host.Live;
using DigitalTwin.Host.Warnings;
using Orleans;

namespace DigitalTwin.Host.Startup;

/// <summary>Fills the boards before the first page asks, from stored readings and warnings, without waiting for a grain.</summary>
internal sealed class BoardSeed(
    IRegistry registry, IHistory history, IFactLog facts, NetworkCatalogue catalogue, LocalRules rules, CityClock clock, IGrainFactory grains,
    LiveBoard board, WarningBoard warnings, MapPlaces places, AssetIndex index, ILogger<BoardSeed> log) : IHostedService, IDisposable
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var name in registry.Networks)
            if (registry.Find(name) is { } network) Place(network);
        registry.Saved += Place;
        SeedWarnings([.. (await facts.Open(RiskGrainServices.WarningStream, null, cancellationToken)).Select(RiskGrainServices.Read)]);
        SeedReadings();
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => registry.Saved -= Place;

    private void Place(Network network) => places.Add(network, registry);

    private void SeedWarnings(WarningRecord[] open)
    {
        warnings.Take(open);
        log.LogInformation("{Warnings} warnings are open.", open.Length);
        foreach (var catchment in open.Select(w => w.Catchment).Distinct()) _ = Wake(catchment);
    }

    /// <summary>A grain that holds open warnings computes their arrivals anew as flows change, once it is awake. Nobody waits for it, and the next symptom wakes it too.</summary>
    private async Task Wake(string catchment)
    {
        try
        {
            await grains.GetGrain<IRiskGrain>(catchment).OpenWarnings();
        }
        catch (Exception e)
        {
            log.LogWarning(e, "Catchment {Catchment} did not wake; its warnings stand as last known until a symptom wakes it.", catchment);
        }
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
