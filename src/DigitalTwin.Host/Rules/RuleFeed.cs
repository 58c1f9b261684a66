using DigitalTwin.Contracts;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Rules.Running;
using Orleans;

namespace DigitalTwin.Host.Rules;

/// <summary>Between the dispatcher and the rule grains: keeps what some armed rule looks at, and hands it on four times a second in the order of time.</summary>
/// <remarks>
/// A reading that no rule looks at costs two array look-ups. The queue is bounded: what does not fit is left out, and the grain folds history anew,
/// which has it. So is what was in it at a crash.
/// </remarks>
internal sealed class RuleFeed(ArmedRules armed, IRegistry registry, IGrainFactory grains, TimeProvider time, ILogger<RuleFeed> log) : BackgroundService
{
    private const int MostWaiting = 400_000;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly Lock _gate = new();
    private List<Reading> _waiting = [];
    private bool _leftOut;
    private byte[] _kinds = [];

    /// <summary>Called for each durable reading, by several threads at once.</summary>
    public void Observe(in Reading reading)
    {
        var mask = armed.KindsThatCount(reading.Quantity);
        if (mask == 0 || (mask >> KindOf(reading.Asset) & 1) == 0) return;
        lock (_gate)
        {
            if (_waiting.Count < MostWaiting) _waiting.Add(reading);
            else _leftOut = true;
        }
    }

    /// <summary>All networks plan anew: rules have changed.</summary>
    public Task Renew() => Task.WhenAll(registry.Networks.Select(n => grains.GetGrain<IRuleGrain>(n).Renew()));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, time);
        var isFirst = true;
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await Send(isFirst);
                isFirst = false;
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogError(e, "Readings did not reach the rules; they fold history anew.");
                lock (_gate) _leftOut = true;
            }
        }
    }

    private async Task Send(bool renew)
    {
        List<Reading> readings;
        lock (_gate)
        {
            (readings, _waiting) = (_waiting, []);
            renew |= _leftOut;
            _leftOut = false;
        }
        if (renew) await Renew(); // Also wakes the grains at a start: delays go on without readings.
        if (readings.Count == 0) return;
        readings.Sort((a, b) => a.At.CompareTo(b.At));
        var byNetwork = readings.GroupBy(r => registry.Find(r.Asset)?.Id.Network);
        await Task.WhenAll(byNetwork.Where(g => g.Key is not null).Select(g => grains.GetGrain<IRuleGrain>(g.Key!).Observe(Columns([.. g]))));
    }

    private static RuleReadings Columns(Reading[] r) => new(Array.ConvertAll(r, x => x.Asset.Value), Array.ConvertAll(r, x => x.Quantity.Code), Array.ConvertAll(r, x => x.At.UnixMilliseconds),
        Array.ConvertAll(r, x => x.Value), Array.ConvertAll(r, x => (byte)x.Quality), Array.ConvertAll(r, x => (byte)x.Provenance));

    private int KindOf(AssetKey asset)
    {
        var kinds = Volatile.Read(ref _kinds);
        if ((uint)asset.Value < (uint)kinds.Length && kinds[asset.Value] is var kind and > 0) return kind;
        if (registry.Find(asset) is not { } entry) return 31;
        lock (_gate)
        {
            if (asset.Value >= _kinds.Length)
            {
                var longer = new byte[Math.Max(registry.HighestKey, asset.Value) + 1];
                _kinds.CopyTo(longer, 0);
                Volatile.Write(ref _kinds, longer);
            }
            return _kinds[asset.Value] = (byte)entry.Kind;
        }
    }
}
