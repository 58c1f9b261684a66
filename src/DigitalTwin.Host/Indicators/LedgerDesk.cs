using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Indicators;
using DigitalTwin.Domain.Indicators.Targets;
using DigitalTwin.Domain.Language;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Host.Indicators;

/// <summary>A figure with what it is judged by, how it went, and where it is heading.</summary>
/// <param name="KeptAt">When the platform said so; null for one that was computed just now.</param>
internal sealed record LedgerLine(IndicatorDefinition Definition, LedgerEntry Entry, Instant? KeptAt, TargetChoice Target, IReadOnlyList<(LedgerPeriod Month, double? Value)> Trend, YearOutlook? Outlook);

/// <summary>The ledger of one network and period.</summary>
internal sealed record LedgerSheet(LedgerPlaces Places, LedgerPeriod Period, Instant At, IReadOnlyList<string> Documents, IReadOnlyList<LedgerLine> Lines);

/// <summary>Makes the ledger: of now from what is known, of the past from what it said then.</summary>
internal sealed class LedgerDesk(IRegistry registry, LedgerReader reader, StatisticBook statistics, KeptLedger kept, LedgerOptions options, CityCalendar calendar, CityClock clock, TimeProvider time)
{
    private const int TrendMonths = 13;
    /// <summary>Wall time: a page that is looked at by many is computed once.</summary>
    private static readonly TimeSpan KeepFor = TimeSpan.FromSeconds(20);

    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly Dictionary<(string, LedgerPeriod), (long At, LedgerSheet Sheet)> _recent = [];

    public LedgerCalculator Calculator { get; } = new(calendar, IndicatorCatalogue.Default.LeastCoverage);

    /// <summary>The network meant, or the first that has a treatment plant (else the first); null where there is none.</summary>
    public Network? NetworkOf(string? name, Instant? asOf) => !string.IsNullOrEmpty(name) ? registry.Find(name, asOf)
        : registry.Networks.Select(n => registry.Find(n, asOf)).OfType<Network>().OrderByDescending(n => n.Nodes.Any(x => x.Kind == AssetKind.TreatmentPlant)).FirstOrDefault();

    public async Task<LedgerSheet> Of(Network network, LedgerPeriod period, Instant? asOf, CancellationToken cancel)
    {
        if (asOf is { } then) return await Make(network, period, then, true, cancel);
        await _gate.WaitAsync(cancel); // One at a time: each reads months of history.
        try
        {
            var key = (network.Name, period);
            if (_recent.TryGetValue(key, out var recent) && time.GetElapsedTime(recent.At) < KeepFor && recent.Sheet.Places.Network == network) return recent.Sheet;
            var sheet = await Make(network, period, clock.Now, false, cancel);
            if (_recent.Count > 64) _recent.Clear();
            _recent[key] = (time.GetTimestamp(), sheet);
            return sheet;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>What is entered shows at once.</summary>
    public async Task Forget()
    {
        await _gate.WaitAsync();
        _recent.Clear();
        _gate.Release();
    }

    private async Task<LedgerSheet> Make(Network network, LedgerPeriod period, Instant now, bool isPast, CancellationToken cancel)
    {
        var places = new LedgerPlaces(network, IndicatorCatalogue.Default);
        var end = period.Months.Last(m => m.Month == 1 || m.From(calendar) < now);
        var first = new LedgerPeriod(period.Year - 1, 1);
        if (end.AddMonths(1 - TrendMonths) is var earliest && earliest.CompareTo(first) < 0) first = earliest;
        var months = new List<LedgerPeriod>();
        for (var month = first; month.CompareTo(end) <= 0 && month.From(calendar) < now; month = month.AddMonths(1)) months.Add(month);
        var material = await reader.Read(places, months, now, isPast ? now : null, cancel);
        var said = isPast ? await kept.Latest(network.Name, now, cancel) : null;
        var own = (await statistics.Current(network.Name, isPast ? now : null, cancel)).Where(e => e.Id.StartsWith(IndicatorCatalogue.OwnTarget, StringComparison.Ordinal)).ToLookup(e => e.Id[IndicatorCatalogue.OwnTarget.Length..]);
        var lines = IndicatorCatalogue.Default.Indicators.Select(i => Line(i, period, end, material, said, [.. own[i.Id].Select(e => OwnTarget(i, e))])).ToArray();
        return new LedgerSheet(places, period, now, options.Documents, lines);
    }

    private LedgerLine Line(IndicatorDefinition indicator, LedgerPeriod period, LedgerPeriod end, LedgerMaterial material, IReadOnlyDictionary<(string, string), (LedgerEntry Entry, Instant KnownAt)>? said, Target[] own)
    {
        var (entry, keptAt) = said is not null && said.TryGetValue((indicator.Id, period.ToString()), out var then) ? (then.Entry, then.KnownAt) : (Calculator.Compute(indicator, period, material), (Instant?)null);
        if (indicator.Year == YearRule.Standing) return new LedgerLine(indicator, entry, keptAt, Targets(indicator, period, own), [], null);
        double? Of(LedgerPeriod month) => Calculator.Compute(indicator, month, material).Value;
        var trend = Enumerable.Range(0, TrendMonths).Select(i => end.AddMonths(i + 1 - TrendMonths)).Select(m => (m, Of(m))).ToArray();
        // A month that is not over says nothing of a total yet.
        Dictionary<int, double> Year(int year) => Enumerable.Range(1, 12).Select(m => new LedgerPeriod(year, m)).Where(m => m.To(calendar) <= material.Now).Select(m => (m.Month, Value: Of(m))).Where(m => m.Value is not null).ToDictionary(m => m.Month, m => m.Value!.Value);
        return new LedgerLine(indicator, entry, keptAt, Targets(indicator, period, own), trend, YearOutlook.Of(indicator, period.Year, Year(period.Year), Year(period.Year - 1)));
    }

    private TargetChoice Targets(IndicatorDefinition indicator, LedgerPeriod period, Target[] own) => TargetCatalogue.Default.Choose(indicator, period.Year, options.Documents, own);

    private static Target OwnTarget(IndicatorDefinition indicator, StatisticEntry entry) => new(new TargetDocument("own", entry.Source, new Wording("本市任务", "This city's own"), ""), indicator.Id, null, indicator.Unit,
        entry.Value!.Value, LedgerPeriod.TryParse(entry.Period, out var period) ? period.Year : 0, "", "", false, true);
}
