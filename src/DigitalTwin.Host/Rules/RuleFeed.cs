using System.Collections.Frozen;
using DigitalTwin.Contracts;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Rules.Running;
using DigitalTwin.Grains.Rules;
using Orleans;

namespace DigitalTwin.Host.Rules;

/// <summary>Between the dispatcher and the rule grains: keeps what some armed rule looks at, and hands it on four times a second in the order of time.</summary>
/// <remarks>
/// A reading that no rule looks at costs two array look-ups. At manholes, pipes and the like it is handed on only where it may make a rule hold
/// (<see cref="RuleGates"/>) or some run looks at it. The queue is bounded: what does not fit is left out, and the grain folds history anew, which has it.
/// So is what was in it at a crash.
/// </remarks>
internal sealed class RuleFeed(ArmedRules armed, RuleGrainServices services, IGrainFactory grains, TimeProvider time, ILogger<RuleFeed> log) : BackgroundService
{
    private const int MostWaiting = 400_000;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly Lock _gate = new();
    /// <summary>Networks are asked what they want at least every so many rounds.</summary>
    private const int RoundsBetweenWants = 8;

    private readonly IRegistry _registry = services.Registry;
    private readonly Dictionary<string, (int Version, RuleSeries[] Series)> _wants = [];
    private List<Reading> _waiting = [];
    private bool _leftOut;
    private byte[] _kinds = [];
    private volatile FrozenSet<RuleSeries> _wanted = FrozenSet<RuleSeries>.Empty;
    private volatile Gates? _gates;

    /// <summary>Called for each durable reading, by several threads at once.</summary>
    public void Observe(in Reading reading)
    {
        var mask = armed.KindsThatCount(reading.Quantity);
        if (mask == 0) return;
        var kind = KindOf(reading.Asset);
        if ((mask >> kind & 1) == 0) return;
        if (RuleGates.AreMany((AssetKind)kind) && !GatesOfNow().Passes(reading, (AssetKind)kind) && !_wanted.Contains(new RuleSeries(reading.Asset, reading.Quantity))) return;
        lock (_gate)
        {
            if (_waiting.Count < MostWaiting) _waiting.Add(reading);
            else _leftOut = true;
        }
    }

    /// <summary>All networks plan anew: rules have changed.</summary>
    public Task Renew() => Task.WhenAll(_registry.Networks.Select(n => grains.GetGrain<IRuleGrain>(n).Renew()));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, time);
        var (isFirst, round) = (true, 0);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await Send(isFirst, round++ % RoundsBetweenWants == 0);
                isFirst = false;
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogError(e, "Readings did not reach the rules; they fold history anew.");
                lock (_gate) _leftOut = true;
            }
        }
    }

    private async Task Send(bool renew, bool ask)
    {
        List<Reading> readings;
        lock (_gate)
        {
            (readings, _waiting) = (_waiting, []);
            renew |= _leftOut;
            _leftOut = false;
        }
        if (renew) await Renew(); // Also wakes the grains at a start: delays go on without readings.
        if (readings.Count == 0 && !ask) return;
        readings.Sort((a, b) => a.At.CompareTo(b.At));
        var byNetwork = readings.ToLookup(r => _registry.Find(r.Asset)?.Id.Network);
        var networks = ask ? _registry.Networks : byNetwork.Select(g => g.Key).OfType<string>();
        var answers = await Task.WhenAll(networks.Select(async n => (Network: n, Wants: await grains.GetGrain<IRuleGrain>(n).Observe(Columns([.. byNetwork[n]]), _wants.GetValueOrDefault(n).Version))));
        Follow(answers);
    }

    /// <summary>What runs want from now on.</summary>
    private void Follow((string Network, RuleWants Wants)[] answers)
    {
        var isNew = false;
        foreach (var (network, wants) in answers)
        {
            if (wants is not { Assets: { } assets, Quantities: { } quantities }) continue;
            _wants[network] = (wants.Version, [.. assets.Zip(quantities, (a, q) => new RuleSeries(new AssetKey(a), new Quantity(q)))]);
            isNew = true;
        }
        if (isNew) _wanted = _wants.Values.SelectMany(w => w.Series).ToFrozenSet();
    }

    /// <summary>Made anew when rules or networks change; who was in the middle of the old ones at that moment passes by those.</summary>
    private RuleGates GatesOfNow()
    {
        if (_gates is { } known && known.Armed == armed.Version && known.Catalogue == services.Catalogue.Version) return known.Of;
        lock (_gate)
        {
            if (_gates is { } made && made.Armed == armed.Version && made.Catalogue == services.Catalogue.Version) return made.Of;
            var gates = new Gates(armed.Version, services.Catalogue.Version, new RuleGates(armed.All.Select(a => a.Rule), services.SubjectOf, asset => services.History.Latest(asset).Select(k => k.Reading)));
            _gates = gates;
            return gates.Of;
        }
    }

    private sealed record Gates(int Armed, int Catalogue, RuleGates Of);

    private static RuleReadings Columns(Reading[] r) => new(Array.ConvertAll(r, x => x.Asset.Value), Array.ConvertAll(r, x => x.Quantity.Code), Array.ConvertAll(r, x => x.At.UnixMilliseconds),
        Array.ConvertAll(r, x => x.Value), Array.ConvertAll(r, x => (byte)x.Quality), Array.ConvertAll(r, x => (byte)x.Provenance));

    private int KindOf(AssetKey asset)
    {
        var kinds = Volatile.Read(ref _kinds);
        if ((uint)asset.Value < (uint)kinds.Length && kinds[asset.Value] is var kind and > 0) return kind;
        if (_registry.Find(asset) is not { } entry) return 31;
        lock (_gate)
        {
            if (asset.Value >= _kinds.Length)
            {
                var longer = new byte[Math.Max(_registry.HighestKey, asset.Value) + 1];
                _kinds.CopyTo(longer, 0);
                Volatile.Write(ref _kinds, longer);
            }
            return _kinds[asset.Value] = (byte)entry.Kind;
        }
    }
}
