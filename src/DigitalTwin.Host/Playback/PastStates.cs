using DigitalTwin.Contracts;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Risk;
using DigitalTwin.Grains.Risk;
using DigitalTwin.Ingest.Intake;

namespace DigitalTwin.Host.Playback;

/// <summary>Networks as they were at past moments, as known then.</summary>
internal sealed class PastStates(IHistory history, IFactLog facts, PastNetworks networks, IRegistry registry, LocalRules rules, IngestOptions ingest, PastCache cache)
{
    private const int FactsAtOnce = 2_000;
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    /// <summary>Null where there is no such network. The caller may fold it on.</summary>
    public async Task<PastFold?> At(string network, Instant at, CancellationToken cancel)
    {
        if (networks.Find(network, at) is not { } compiled) return null;
        if (cache.Find(network, compiled.Revision, at) is { } known) return known;
        var latest = await Latest(at, cancel);
        var open = await Open(at, cancel);
        var fold = await Task.Run(() => new PastFold(compiled, registry, rules, latest, open, at), cancel);
        cache.Keep(fold);
        return fold;
    }

    /// <summary>The newest reading of every series that was known then.</summary>
    public Task<IReadOnlyList<KnownReading>> Latest(Instant at, CancellationToken cancel) => history.LatestAsOf(at + ingest.MaxAhead, at, cancel);

    public Task<IReadOnlyList<KnownReading>> Latest(AssetKey asset, Instant at, CancellationToken cancel) => history.LatestAsOf(asset, at + ingest.MaxAhead, at, cancel);

    /// <summary>The warnings that were open then, of all networks.</summary>
    public async Task<IReadOnlyList<WarningRecord>> Open(Instant at, CancellationToken cancel) =>
        [.. (await facts.Open(RiskGrainServices.WarningStream, at, cancel)).Select(RiskGrainServices.Read)];

    /// <summary>What became known after one time and by another that can change the fold, in the order known.</summary>
    public async Task<IReadOnlyList<KnownReading>> Readings(PastFold fold, Instant after, Instant until, CancellationToken cancel)
    {
        if (await history.ReadKnown(after, until, cancel) is not { } known) return await SeriesBySeries(fold, after, until, cancel);
        // Only where a replay has led the clock about is there anything from so far ahead.
        var end = until + ingest.MaxAhead;
        return known.Any(k => k.Reading.At >= end) ? [.. known.Where(k => k.Reading.At < end)] : known;
    }

    /// <summary>The same where what is kept in the order known does not reach back so far.</summary>
    private async Task<IReadOnlyList<KnownReading>> SeriesBySeries(PastFold fold, Instant after, Instant until, CancellationToken cancel)
    {
        var began = fold.Assets.SelectMany(a => a.Value.Latest.Select(r => ((a.Key, r.Quantity), r.At))).ToDictionary(p => p.Item1, p => p.At);
        var changes = new List<KnownReading>();
        foreach (var newest in history.LatestOfAll())
        {
            var (asset, quantity) = (newest.Reading.Asset, newest.Reading.Quantity);
            if (newest.KnownAt <= after || registry.Find(asset)?.Id.Network != fold.Network.Name) continue;
            // What is older than the newest of its series changes nothing.
            var from = began.GetValueOrDefault((asset.Value, quantity));
            changes.AddRange(await history.ReadVersions(asset, quantity, from, until + ingest.MaxAhead, after, until, cancel));
        }
        return [.. changes.OrderBy(c => c.KnownAt)]; // Stable: of versions known together the one appended last counts.
    }

    /// <summary>Every version of every warning that became known after one time and by another, in the order known.</summary>
    public async Task<List<WarningRecord>> Warnings(Instant after, Instant until, CancellationToken cancel)
    {
        var found = new List<Fact>();
        for (var from = after + Tick; ;)
        {
            var some = await facts.Read(RiskGrainServices.WarningStream, from, until, FactsAtOnce, cancel);
            var before = found.Count;
            found.AddRange(some.Where(f => before == 0 || !found.Exists(known => known.Sequence == f.Sequence)));
            if (some.Count < FactsAtOnce || found.Count == before) break;
            from = some[^1].KnownAt;
        }
        return [.. found.Select(RiskGrainServices.Read)];
    }
}
