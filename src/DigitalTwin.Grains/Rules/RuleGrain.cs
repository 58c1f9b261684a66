using DigitalTwin.Contracts;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Risk;
using DigitalTwin.Domain.Rules.Running;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Runtime;

namespace DigitalTwin.Grains.Rules;

/// <summary>Shell of one network's rule runs: readings in, turns appended to the fact log. All it knows is folded from history and the log.</summary>
public sealed partial class RuleGrain(RuleGrainServices services, ILogger<RuleGrain> log) : Grain, IRuleGrain
{
    /// <summary>Delays, silence and the clock are looked at so often (wall time).</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);
    /// <summary>Neighbours may have begun to report; wall time.</summary>
    private static readonly TimeSpan ReplanPause = TimeSpan.FromMinutes(20);
    /// <summary>Runs of one network at most; beyond them rules are left out, loudly.</summary>
    private const int MostRuns = 200_000;
    /// <summary>Runs folded anew in one sweep, so that late data does not hold up what is on time.</summary>
    private const int MostRefolds = 50;

    private readonly Dictionary<RuleSeries, List<Standing>> _bySeries = [];
    private readonly Dictionary<AssetKey, List<Standing>> _byAsset = [];
    private readonly HashSet<AssetKey> _unplanned = [];
    /// <summary>Series that came and that no run looks at, at kinds of which every reading comes: planned for once, then left alone until the plan changes.</summary>
    private readonly HashSet<RuleSeries> _idle = [];
    private readonly List<RuleTurn> _turns = [];
    private int _armedVersion = -1, _catalogueVersion = -1, _runs, _wants;

    private string Network => this.GetPrimaryKeyString();

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await Plan();
        this.RegisterGrainTimer(Sweep, new GrainTimerCreationOptions(Pause, Pause));
        this.RegisterGrainTimer(Plan, new GrainTimerCreationOptions(ReplanPause, ReplanPause));
    }

    public async Task<RuleWants> Observe(RuleReadings readings, int known)
    {
        await PlanIfChanged();
        for (var i = 0; i < readings.Assets.Length; i++)
        {
            var reading = new Reading(new AssetKey(readings.Assets[i]), new Quantity(readings.Quantities[i]), new Instant(readings.At[i]), readings.Values[i], (Quality)readings.Qualities[i], (Provenance)readings.Provenances[i]);
            var series = new RuleSeries(reading.Asset, reading.Quantity);
            if (!_bySeries.TryGetValue(series, out var standings))
            {
                if (AreMany(reading.Asset) || _idle.Add(series)) _unplanned.Add(reading.Asset);
            }
            else
                foreach (var standing in standings)
                {
                    standing.Run.Observe(reading, _turns);
                    if (_turns.Count > 0) await Tell(standing);
                }
        }
        if (known == _wants) return new RuleWants(_wants, null, null);
        var wanted = _bySeries.Keys.Where(s => AreMany(s.Asset)).ToArray();
        return new RuleWants(_wants, [.. wanted.Select(s => s.Asset.Value)], [.. wanted.Select(s => s.Quantity.Code)]);
    }

    public Task Renew() => Plan();

    private bool AreMany(AssetKey asset) => services.Registry.Find(asset) is { } entry && RuleGates.AreMany(entry.Kind);

    private async Task Sweep()
    {
        await PlanIfChanged();
        var (now, refolds) = (services.Clock.Now, 0);
        foreach (var standing in _byAsset.Values.SelectMany(s => s).ToArray())
        {
            if ((standing.Run.NeedsRefold || standing.IsWoken) && refolds++ < MostRefolds)
            {
                await Fold(standing, now);
                continue;
            }
            if (!standing.Run.Rule.IsTimed && !(standing.Run.NextChange <= now)) continue;
            standing.Run.Look(now, _turns);
            if (_turns.Count > 0) await Tell(standing);
        }
        await PlanNew(); // Last: what wakes here is folded once more in the next sweep, when its readings come.
    }

    private Task PlanIfChanged() => _armedVersion == services.Armed.Version && _catalogueVersion == services.Catalogue.Version ? Task.CompletedTask : Plan();

    /// <summary>Everything anew: which rule at which asset, folded from history; what no rule says any more has ended.</summary>
    private async Task Plan()
    {
        (_armedVersion, _catalogueVersion) = (services.Armed.Version, services.Catalogue.Version);
        _bySeries.Clear();
        _byAsset.Clear();
        _unplanned.Clear();
        _idle.Clear();
        _runs = 0;
        _wants++;
        if (services.Neighbours(Network) is not { } neighbours) return;
        var open = await Open();
        var kinds = services.Armed.All.SelectMany(a => a.Rule.Kinds).ToHashSet();
        var reporting = services.History.LatestOfAll().Select(k => k.Reading.Asset).Distinct().ToArray();
        var plan = new RulePlan(services, neighbours);
        foreach (var key in reporting)
            if (services.Registry.Find(key) is { } asset && kinds.Contains(asset.Kind) && asset.Id.Network == Network) await Add(plan, asset, open, waking: false);
        var running = _byAsset.Values.SelectMany(s => s).Select(s => (s.Rule.Rule.Id, s.Asset.Id.Value)).ToHashSet();
        var now = services.Clock.Now;
        foreach (var raise in open.Values.Where(r => !running.Contains((r.Rule, r.Asset))))
            await (raise with { At = now.UnixMilliseconds, Until = now.UnixMilliseconds }).AppendTo(services.Facts, now);
        LogPlanned(Network, _runs, services.Armed.All.Length);
    }

    private async Task PlanNew()
    {
        if (_unplanned.Count == 0 || services.Neighbours(Network) is not { } neighbours) return;
        var assets = _unplanned.Select(services.Registry.Find).OfType<AssetEntry>().Where(a => a.Id.Network == Network).ToArray();
        _unplanned.Clear();
        var open = await Open();
        var plan = new RulePlan(services, neighbours);
        foreach (var asset in assets)
        {
            Forget(asset.Key);
            await Add(plan, asset, open, waking: true);
        }
    }

    private async Task Add(RulePlan plan, AssetEntry asset, Dictionary<(string Rule, string Asset), RuleRaise> open, bool waking)
    {
        (WarningLevel, Instant)? Raised(string rule) => open.TryGetValue((rule, asset.Id.Value), out var raise) ? (raise.Level, new Instant(raise.Since)) : null;
        foreach (var (rule, run) in plan.RunsOf(asset, Raised, waking).ToArray())
        {
            if (_runs >= MostRuns)
            {
                LogTooMany(Network, MostRuns);
                return;
            }
            _runs++;
            var standing = new Standing(rule, asset, run) { Told = open.GetValueOrDefault((rule.Rule.Id, asset.Id.Value)) };
            Keep(standing);
            await Fold(standing, services.Clock.Now);
            standing.IsWoken = waking && RuleGates.AreMany(asset.Kind);
        }
    }

    /// <summary>A run folded from history, and told where it comes out otherwise than was last told.</summary>
    private async Task Fold(Standing standing, Instant now)
    {
        var run = standing.Run;
        if (run.NeedsRefold || standing.IsWoken) run = standing.Run = new RuleRun(run.Rule, run.Subject, services.Neighbours(Network)!, standing.Told is { } told ? (told.Level, new Instant(told.Since)) : null);
        standing.IsWoken = false;
        RunFolder.Fold(run, await RunFolder.Past(services.History, run, now), now);
        if (run.Level == (standing.Told?.Level ?? WarningLevel.None)) return;
        _turns.Clear();
        _turns.Add(new RuleTurn(now, run.Level, run.Since == default ? now : run.Since));
        await Tell(standing);
    }

    private async Task Tell(Standing standing)
    {
        var turns = _turns.ToArray();
        _turns.Clear();
        foreach (var turn in turns)
        {
            var before = standing.Told;
            if (turn.Level == WarningLevel.None && before is null) continue;
            var raise = turn.Level == WarningLevel.None
                ? before! with { At = turn.At.UnixMilliseconds, Until = turn.At.UnixMilliseconds }
                : new RuleRaise(standing.Rule.Rule.Id, standing.Rule.Version, standing.Rule.Rule.Draft.Title!, standing.Asset.Id.Value, turn.Level, before?.Since ?? turn.Since.UnixMilliseconds, turn.At.UnixMilliseconds, null);
            await raise.AppendTo(services.Facts, services.Clock.Now);
            standing.Told = raise.IsOpen ? raise : null;
        }
    }

    private async Task<Dictionary<(string Rule, string Asset), RuleRaise>> Open()
    {
        var open = new Dictionary<(string, string), RuleRaise>();
        foreach (var fact in await services.Facts.Open(RuleRaise.Stream, null))
            if (RuleRaise.Read(fact) is var raise && raise.Asset.StartsWith(Network + ":", StringComparison.Ordinal)) open[(raise.Rule, raise.Asset)] = raise;
        return open;
    }

    private void Keep(Standing standing)
    {
        if (!_byAsset.TryGetValue(standing.Asset.Key, out var own)) _byAsset[standing.Asset.Key] = own = [];
        own.Add(standing);
        foreach (var series in standing.Run.Series)
        {
            if (!_bySeries.TryGetValue(series, out var at)) _bySeries[series] = at = [];
            at.Add(standing);
        }
        _wants++;
    }

    private void Forget(AssetKey asset)
    {
        if (!_byAsset.Remove(asset, out var own)) return;
        foreach (var series in own.SelectMany(s => s.Run.Series).Distinct()) {
            _bySeries[series].RemoveAll(own.Contains);
            if (_bySeries[series].Count == 0) _bySeries.Remove(series);
        }
        _runs -= own.Count;
        _wants++;
    }

    /// <summary>A run and what was last told of it; null while it says nothing.</summary>
    private sealed class Standing(ArmedRule rule, AssetEntry asset, RuleRun run)
    {
        public ArmedRule Rule => rule;
        public AssetEntry Asset => asset;
        public RuleRun Run { get; set; } = run;
        public RuleRaise? Told { get; set; }
        /// <summary>Its other readings were not wanted when it was folded, and came past it until they were: fold it once more.</summary>
        public bool IsWoken { get; set; }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Runs} runs of {Rules} rules watch over {Network}.")]
    private partial void LogPlanned(string network, int runs, int rules);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Network} has more than {Most} runs of rules; the rest is left out until rules are disarmed.")]
    private partial void LogTooMany(string network, int most);
}
