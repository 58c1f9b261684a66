using DigitalTwin.Contracts;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Risk;
using DigitalTwin.Grains.Map;
using Orleans;
using Orleans.Runtime;

namespace DigitalTwin.Grains.Assets;

/// <summary>Shell of every asset grain: folds readings by the domain's rules, reports symptoms to its catchment, saves what rules remember, shows itself on the map.</summary>
/// <remarks>A symptom is reported before it is saved: after a crash between the two it is reported again, which changes nothing.</remarks>
public abstract class AssetGrain(AssetGrainServices services, IPersistentState<AssetMemory> memory) : Grain, IAssetGrain
{
    private static readonly TimeSpan ConfirmationPause = TimeSpan.FromSeconds(1);
    private const int RefoldedReadings = 10_000;
    [ThreadStatic] private static List<Symptom>? t_changed;

    private LiveState _live = null!;
    private IRiskGrain? _risk;
    private List<SymptomReport>? _unreported;
    private IGrainTimer? _confirming;
    private int _catalogueVersion;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var saved = memory.State.Rules;
        Restore(saved.Select(r => r.ToState()));
        await Refold(saved);
        var now = services.Clock.Now;
        _live.Advance(now, []);
        foreach (var symptom in _live.Symptoms) Remember(symptom, now);
        foreach (var ended in saved.Where(r => r.Level > 0 && !_live.Symptoms.Any(s => (byte)s.Kind == r.Kind && s.Quantity.Code == r.Quantity)))
            Remember(EndedUnseen(ended, now), now);
        if (_unreported is not null) await Settle(LiveChanges.Symptoms);
        if (!_live.Latest.IsEmpty) services.Feed.Publish(Key, MapFaces.Of(_live));
        ConfirmInTime();
    }

    private string Id => this.GetPrimaryKeyString();

    private AssetKey Key => _live.Profile.Asset;

    // Used between two awaits only, so each thread's list serves all its grains.
    private static List<Symptom> Changed()
    {
        var changed = t_changed ??= [];
        changed.Clear();
        return changed;
    }

    public Task Observe(ReadingBatch batch)
    {
        if (_catalogueVersion != services.Catalogue.Version) Restore(_live.Save());
        var changed = Changed();
        var changes = LiveChanges.None;
        var newest = 0L;
        foreach (var r in batch.Readings)
        {
            newest = Math.Max(newest, r.At);
            changes |= _live.Apply(new Reading(Key, new Quantity(r.Quantity), new Instant(r.At), r.Value, (Quality)r.Quality, (Provenance)r.Provenance), changed);
        }
        // What arrives when it is old already does not make the asset look fresh.
        var now = services.Clock.Now;
        if (now.UnixMilliseconds - newest > services.Rules.Silence(_live.Profile).TotalMilliseconds) changes |= _live.Advance(now, changed);
        return Conclude(changes, changed, new Instant(batch.KnownAt));
    }

    public Task CheckSilence(long now)
    {
        var changed = Changed();
        return Conclude(_live.Advance(new Instant(now), changed), changed, new Instant(now));
    }

    public Task<AssetSnapshot> Snapshot()
    {
        var now = services.Clock.Now;
        var latest = new List<ObservedReading>();
        foreach (var r in _live.Latest) latest.Add(new ObservedReading(r.Quantity.Code, r.At.UnixMilliseconds, r.Value, (byte)r.Quality, (byte)r.Provenance));
        return Task.FromResult(new AssetSnapshot(Id, (byte)_live.Level, _live.IsStale, [.. latest], [.. _live.Symptoms.Select(s => Report(s, now))]));
    }

    // The usual reading changes a value and nothing else, and costs no state machine.
    private Task Conclude(LiveChanges changes, List<Symptom> changed, Instant knownAt)
    {
        foreach (var symptom in changed) Remember(symptom, knownAt);
        if (changes != LiveChanges.None) services.Feed.Publish(Key, MapFaces.Of(_live));
        return (changes & LiveChanges.Saved) != 0 || _unreported is not null ? Settle(changes) : Task.CompletedTask;
    }

    /// <summary>Reports what is not reported yet, then saves. Where either fails the caller tries again, and what is left is done then.</summary>
    private async Task Settle(LiveChanges changes)
    {
        while (_unreported is { Count: > 0 })
        {
            if (_risk is not null) await _risk.Report(_unreported[0]);
            _unreported.RemoveAt(0);
        }
        _unreported = null;
        if ((changes & (LiveChanges.Saved | LiveChanges.Symptoms)) != 0)
        {
            memory.State.Rules = [.. _live.Save().Select(RuleMemory.Of)];
            await memory.WriteStateAsync();
        }
        ConfirmInTime();
    }

    /// <summary>A symptom that waits for confirmation is looked at as time passes, also when no further reading comes.</summary>
    private void ConfirmInTime()
    {
        var waits = _live.Save().Any(s => s.Pending != s.Level);
        if (waits && _confirming is null) _confirming = this.RegisterGrainTimer(() => CheckSilence(services.Clock.Now.UnixMilliseconds), ConfirmationPause, ConfirmationPause);
        if (waits || _confirming is null) return;
        _confirming.Dispose();
        _confirming = null;
    }

    private void Restore(IEnumerable<SymptomState> rules)
    {
        _catalogueVersion = services.Catalogue.Version;
        // Looked up anew rather than kept: an entry and its text take as much as three readings.
        var asset = services.Registry.Find(new AssetId(Id)) ?? throw new InvalidOperationException($"Asset '{Id}' is in no network.");
        var profile = services.Catalogue.ProfileOf(asset);
        _live = LiveState.Restore(profile, services.Rules, services.History.Latest(asset.Key), rules);
        _risk = services.Catalogue.CatchmentOf(asset.Key) is { } catchment ? services.RiskOf(catchment, GrainFactory) : null;
    }

    /// <summary>Where a rule waits for confirmation, the newest reading alone does not say since when: those of the last minutes do.</summary>
    private async Task Refold(IReadOnlyCollection<RuleMemory> saved)
    {
        var waiting = _live.Save().Where(s => s.Pending != s.Level).Select(s => s.Quantity).Distinct().ToArray();
        if (waiting.Length == 0) return;
        var recent = new List<Reading>();
        foreach (var quantity in waiting)
        {
            if (!_live.TryGet(quantity, out var newest)) continue;
            var read = await services.History.Read(Key, quantity, newest.At - services.Rules.LongestDelay(_live.Profile.Kind) * 2, newest.At + TimeSpan.FromMilliseconds(1), null, RefoldedReadings);
            recent.AddRange(read.Select(k => k.Reading));
        }
        var others = services.History.Latest(Key).Where(k => !waiting.Contains(k.Reading.Quantity));
        _live = LiveState.Restore(_live.Profile, services.Rules, others, saved.Select(r => r.ToState()));
        var ignored = new List<Symptom>(); // What holds at the end is reported from there.
        foreach (var reading in recent.OrderBy(r => r.At)) _live.Apply(reading, ignored);
    }

    private Symptom EndedUnseen(RuleMemory rule, Instant now)
    {
        var value = _live.TryGet(new Quantity(rule.Quantity), out var reading) ? reading.Value : double.NaN;
        return new Symptom(Key, (SymptomKind)rule.Kind, (WarningLevel)rule.Level, new Quantity(rule.Quantity), value, double.NaN, new Instant(rule.Since), now);
    }

    private void Remember(in Symptom symptom, Instant knownAt) => (_unreported ??= []).Add(Report(symptom, knownAt));

    private SymptomReport Report(in Symptom s, Instant knownAt) => new(Id, (byte)s.Kind, (byte)s.Level, s.Quantity.Code, s.Value, s.Limit,
        s.Since.UnixMilliseconds, s.Until?.UnixMilliseconds, knownAt.UnixMilliseconds);
}
