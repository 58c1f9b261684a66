using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Risk;
using DigitalTwin.Domain.Rules.Book;
using DigitalTwin.Domain.Rules.Language;
using DigitalTwin.Domain.Rules.Running;
using DigitalTwin.Grains.Rules;

namespace DigitalTwin.Host.Rules;

/// <summary>A span in which a rule would have held; <see cref="End"/> is null where it still does at the end of the period.</summary>
internal sealed record TrialRaise(AssetEntry Asset, WarningLevel Worst, Instant Start, Instant? End);

/// <summary>What a rule would have raised.</summary>
/// <param name="Assets">Looked at; <paramref name="AllAssets"/> is how many there were to look at.</param>
/// <param name="WasCut">Time or readings were up before all was looked at; the figures speak of what was.</param>
internal sealed record TrialResult(Instant From, Instant To, int Assets, int AllAssets, long Readings, bool WasCut, IReadOnlyList<TrialRaise> Raises);

/// <summary>Tries a rule on history before it is armed: the same fold as live, over a period of the past.</summary>
internal sealed class RuleTrial(RuleGrainServices services, TimeProvider time)
{
    public static readonly TimeSpan LongestPeriod = TimeSpan.FromDays(366);
    public const int MostRaises = 5000;
    private const long MostReadings = 20_000_000;
    private const int PageOfReadings = 50_000;
    private static readonly TimeSpan LongestWork = TimeSpan.FromSeconds(20);

    public async Task<TrialResult> Run(Rule rule, string network, AssetEntry? only, Instant from, Instant to, CancellationToken cancel)
    {
        var started = time.GetTimestamp();
        var raises = new List<TrialRaise>();
        var (looked, readings, cut) = (0, 0L, false);
        var assets = only is not null ? [only] : AssetsOf(rule, network);
        if (services.Neighbours(network) is { } neighbours)
            foreach (var asset in assets)
            {
                cancel.ThrowIfCancellationRequested();
                cut = time.GetElapsedTime(started) > LongestWork || readings > MostReadings || raises.Count >= MostRaises;
                if (cut) break;
                var run = new RuleRun(rule, neighbours.SubjectOf(asset.Key), neighbours);
                readings += await Fold(run, asset, from, to, raises, cancel);
                looked++;
            }
        return new TrialResult(from, to, looked, assets.Count, readings, cut, raises);
    }

    private IReadOnlyList<AssetEntry> AssetsOf(Rule rule, string network)
    {
        var own = rule.Conditions.SelectMany(c => c.Inputs).Where(i => i.Group == RuleGroup.Own).Select(i => i.Quantity).ToHashSet();
        var looksAround = rule.Conditions.Any(c => c.Inputs.Any(i => i.Group != RuleGroup.Own));
        return [.. services.History.LatestOfAll().Where(k => looksAround || own.Contains(k.Reading.Quantity)).Select(k => k.Reading.Asset).Distinct()
            .Select(services.Registry.Find).OfType<AssetEntry>().Where(a => rule.Kinds.Contains(a.Kind) && a.Id.Network == network).OrderBy(a => a.Key.Value)];
    }

    /// <summary>A slice of time after the other, each sorted over its series, so that memory stays bounded.</summary>
    private async Task<long> Fold(RuleRun run, AssetEntry asset, Instant from, Instant to, List<TrialRaise> raises, CancellationToken cancel)
    {
        var (count, turns) = (0L, new List<RuleTurn>());
        var log = new RaiseLog(asset, from);
        var slice = TimeSpan.FromDays(1);
        for (var start = from - run.Rule.Horizon - TimeSpan.FromHours(1); start < to;)
        {
            var end = start + slice < to ? start + slice : to;
            var readings = new List<Reading>();
            var full = false;
            foreach (var series in run.Series)
            {
                var page = await services.History.Read(series.Asset, series.Quantity, start, end, null, PageOfReadings, cancel);
                full |= page.Count == PageOfReadings;
                readings.AddRange(page.Select(k => k.Reading));
            }
            if (full && slice > TimeSpan.FromMinutes(1))
            {
                slice /= 4;
                continue;
            }
            readings.Sort((a, b) => a.At.CompareTo(b.At));
            foreach (var reading in readings)
            {
                run.Observe(reading, turns);
                if (turns.Count > 0) log.Take(turns);
            }
            run.Look(end, turns);
            log.Take(turns);
            count += readings.Count;
            start = end;
        }
        raises.AddRange(log.Done());
        return count;
    }

    /// <summary>Turns put together to spans; what ended before the period is left out.</summary>
    private sealed class RaiseLog(AssetEntry asset, Instant from)
    {
        private readonly List<TrialRaise> _raises = [];
        private TrialRaise? _open;

        public void Take(List<RuleTurn> turns)
        {
            foreach (var turn in turns)
            {
                if (turn.Level == WarningLevel.None)
                {
                    if (_open is { } ended && turn.At >= from) _raises.Add(ended with { End = turn.At });
                    _open = null;
                }
                else _open = _open is null ? new TrialRaise(asset, turn.Level, turn.At, null) : _open with { Worst = (WarningLevel)Math.Max((byte)_open.Worst, (byte)turn.Level) };
            }
            turns.Clear();
        }

        public IEnumerable<TrialRaise> Done() => _open is null ? _raises : _raises.Append(_open);
    }
}
