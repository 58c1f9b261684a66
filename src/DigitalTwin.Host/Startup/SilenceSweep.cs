using DigitalTwin.Contracts;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Risk;
using DigitalTwin.Grains.Networks;

namespace DigitalTwin.Host.Startup;

/// <summary>Looks for assets that have just fallen silent and asks their grains, every few seconds; a grain that hears nothing cannot notice by itself without a timer each.</summary>
internal sealed class SilenceSweep(IHistory history, IRegistry registry, NetworkCatalogue catalogue, LocalRules rules, AssetGrainDirectory assets, CityClock clock, TimeProvider time, ILogger<SilenceSweep> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    /// <summary>Asked in one sweep; more than that (a clock that jumped) wait for the next ones.</summary>
    private const int MostAsked = 20_000;

    /// <summary>Assets that are known to be silent, each with its newest reading: one that reported and fell silent again between two sweeps is asked again.</summary>
    private readonly Dictionary<AssetKey, Instant> _known = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        foreach (var (asset, newest) in Silent(clock.Now)) _known[asset] = newest; // The board was filled with these as stale.
        using var timer = new PeriodicTimer(Pause, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await Sweep(clock.Now);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogError(e, "A sweep for silent assets failed; the next one follows in {Pause}.", Pause);
            }
        }
    }

    private async Task Sweep(Instant now)
    {
        var silent = Silent(now).ToDictionary(s => s.Asset, s => s.Newest);
        foreach (var asset in _known.Keys.Where(a => !silent.ContainsKey(a)).ToArray()) _known.Remove(asset);
        var asked = silent.Where(s => _known.GetValueOrDefault(s.Key) != s.Value).Take(MostAsked).ToArray();
        foreach (var some in asked.Chunk(1000))
        {
            await Task.WhenAll(some.Select(s => assets.Find(s.Key)?.CheckSilence(now.UnixMilliseconds) ?? Task.CompletedTask));
            foreach (var (asset, newest) in some) _known[asset] = newest;
        }
    }

    private IEnumerable<(AssetKey Asset, Instant Newest)> Silent(Instant now)
    {
        var newest = new Dictionary<AssetKey, Instant>();
        foreach (var known in history.LatestOfAll())
            if (known.Reading.At > newest.GetValueOrDefault(known.Reading.Asset)) newest[known.Reading.Asset] = known.Reading.At;
        foreach (var (asset, at) in newest)
            if (now - at > rules.DefaultInterval && registry.Find(asset) is { } entry && now - at > rules.Silence(catalogue.ProfileOf(entry))) yield return (asset, at);
    }
}
