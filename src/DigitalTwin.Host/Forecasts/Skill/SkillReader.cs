using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Forecast.Archive;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Risk;
using DigitalTwin.Grains.Risk;

namespace DigitalTwin.Host.Forecasts.Skill;

/// <summary>How forecasts of one lead came out at one gauge.</summary>
/// <param name="Persistence">Root mean square error of taking the value of then for the value to come.</param>
/// <param name="Coverage">Share of measured values in the band of 10 to 90 %; null where there was no band.</param>
internal sealed record SkillRow(AssetKey Asset, Quantity Quantity, int Lead, int N, double Rmse, double Persistence, double? Coverage);

/// <summary>Warnings of overflow by forecasts against overflows that were measured or reported.</summary>
/// <param name="Warned">Those that are over; <paramref name="Hit"/>, <paramref name="False"/> and <paramref name="Unknown"/> add up to it.</param>
/// <param name="Came">Overflows measured or reported.</param>
/// <param name="Unknown">Of the warned: nothing there measures a level or an overflow, and nobody reported one, so that nobody knows.</param>
internal sealed record EventSkill(int Warned, int Came, int Hit, int False, int Unknown, int Missed, double? LeadMedianMinutes);

internal sealed record SkillSheet(IReadOnlyList<SkillRow> Rows, EventSkill Events, int Issued, Instant Since, Instant Until);

/// <summary>One asset's forecasts of a lead, at the times that they were for.</summary>
internal sealed record CameSeries(List<long> Times, List<double> Forecast, List<double?> P10, List<double?> P90, List<double?> Measured);

/// <summary>Judges forecasts as they were issued against what was measured then.</summary>
internal sealed class SkillReader(IForecastArchive archive, IHistory history, IFactLog facts, IRegistry registry, CityClock clock)
{
    public static readonly int[] Leads = [30, 60, 120];
    /// <summary>Gauges that one answer judges; each costs a read of history.</summary>
    private const int MostSeries = 200;
    private const int MostForecasts = 10_000;
    private const int MostFacts = 20_000;
    private static readonly TimeSpan Span = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongestLead = TimeSpan.FromHours(2);

    public async Task<SkillSheet> Read(string network, TimeSpan back, IReadOnlyCollection<int> leads, CancellationToken cancel)
    {
        var until = clock.Now;
        var since = until - back;
        var issued = await archive.Issued(network, since - LongestLead, until, MostForecasts, cancel);
        var sums = new Dictionary<(AssetKey, Quantity, int), Sums>();
        var measured = new Dictionary<(AssetKey, Quantity), Dictionary<long, double>?>();
        foreach (var (_, judged) in issued)
            foreach (var column in judged.Columns)
                for (var i = 1; i < judged.Times.Count; i++)
                {
                    var (at, lead) = (judged.Times[i], (int)Math.Round((judged.Times[i] - judged.Times[0]).TotalMinutes));
                    if (at < since || at > until || !leads.Contains(lead) || await Measured(measured, column, since, until, cancel) is not { } came || !came.TryGetValue(SpanOf(at), out var value)) continue;
                    if (!sums.TryGetValue((column.Asset, column.Quantity, lead), out var sum)) sums[(column.Asset, column.Quantity, lead)] = sum = new Sums();
                    sum.Add(value, column, i);
                }
        var rows = sums.Select(s => s.Value.Row(s.Key.Item1, s.Key.Item2, s.Key.Item3)).OrderByDescending(r => r.Persistence).ThenBy(r => r.Asset.Value).ThenBy(r => r.Quantity.Code).ThenBy(r => r.Lead);
        return new SkillSheet([.. rows], await Events(network, since, until, cancel), issued.Count(f => f.Head.IssuedAt >= since), since, until);
    }

    public async Task<CameSeries> Came(AssetEntry asset, Quantity quantity, int lead, Instant from, Instant to, CancellationToken cancel)
    {
        var answer = new CameSeries([], [], [], [], []);
        var measured = (await history.Summarise(asset.Key, quantity, from, to + Span, Span, Between.Linear, null, MostForecasts, cancel)).ToDictionary(s => s.Start.UnixMilliseconds, s => s.Weighted);
        foreach (var (_, judged) in await archive.Issued(asset.Id.Network, from - LongestLead, to, MostForecasts, cancel))
        {
            if (judged.Find(asset.Key, quantity) is not { } column) continue;
            for (var i = 1; i < judged.Times.Count; i++)
            {
                var at = judged.Times[i];
                if (at < from || at > to || Math.Abs((at - judged.Times[0]).TotalMinutes - lead) > 0.5) continue;
                answer.Times.Add(at.UnixMilliseconds);
                answer.Forecast.Add(Math.Round(column.P50[i], 4));
                answer.P10.Add(column.P10 is { } low ? Math.Round(low[i], 4) : null);
                answer.P90.Add(column.P90 is { } high ? Math.Round(high[i], 4) : null);
                answer.Measured.Add(measured.TryGetValue(SpanOf(at), out var value) ? Math.Round(value, 4) : null);
            }
        }
        return answer;
    }

    private async ValueTask<Dictionary<long, double>?> Measured(Dictionary<(AssetKey, Quantity), Dictionary<long, double>?> known, KeptColumn column, Instant since, Instant until, CancellationToken cancel)
    {
        if (known.TryGetValue((column.Asset, column.Quantity), out var read) || known.Count >= MostSeries) return read;
        var spans = await history.Summarise(column.Asset, column.Quantity, since, until + Span, Span, Between.Linear, null, 20_000, cancel);
        return known[(column.Asset, column.Quantity)] = spans.ToDictionary(s => s.Start.UnixMilliseconds, s => s.Weighted);
    }

    private async Task<EventSkill> Events(string network, Instant since, Instant until, CancellationToken cancel)
    {
        var warnings = (await facts.Read(RiskGrainServices.WarningStream, since, until, MostFacts, cancel)).Select(RiskGrainServices.Read)
            .Where(w => w.Entry is null && w.Catchment.StartsWith($"{network}:", StringComparison.Ordinal) && w.Cause.Since >= since.UnixMilliseconds)
            .GroupBy(w => w.Id).Select(g => g.MaxBy(w => w.Version)!).ToArray();
        var expected = warnings.Where(w => (SymptomKind)w.Cause.Kind == SymptomKind.ExpectedOverflow).ToLookup(w => w.Cause.Asset);
        var over = expected.SelectMany(e => e).Where(w => w.EndedAt is not null).ToArray();
        var came = warnings.Where(w => (SymptomKind)w.Cause.Kind == SymptomKind.Overflow).ToArray();
        var leads = came.Select(c => expected[c.Cause.Asset].Where(e => e.Cause.Since < c.Cause.Since && (e.EndedAt ?? long.MaxValue) >= c.Cause.Since).Select(e => (double?)((c.Cause.Since - e.Cause.Since) / 60_000.0)).Max()).ToArray();
        var seen = leads.OfType<double>().Order().ToArray();
        var byAsset = came.ToLookup(c => c.Cause.Asset, c => c.Cause.Since);
        var isHit = over.ToLookup(w => w.Cause.Expected is { Came: true } || byAsset[w.Cause.Asset].Any(at => at >= w.Cause.Since && at <= w.EndedAt));
        var unknown = isHit[false].Count(w => !IsWatched(w.Cause.Asset, w.Cause.Since));
        return new EventSkill(over.Length, came.Length, isHit[true].Count(), isHit[false].Count() - unknown, unknown, leads.Count(l => l is null), seen.Length > 0 ? Math.Round(seen[seen.Length / 2], 1) : null);
    }

    /// <summary>Whether a sensor there has told of its level or overflow since a time.</summary>
    private bool IsWatched(string asset, long since) =>
        registry.Find(new AssetId(asset)) is { } entry && history.Latest(entry.Key).Any(l => (l.Reading.Quantity == Quantity.Level || l.Reading.Quantity == Quantity.Overflow) && l.Reading.At.UnixMilliseconds >= since);

    private static long SpanOf(Instant at) => at.UnixMilliseconds / (long)Span.TotalMilliseconds * (long)Span.TotalMilliseconds;

    private sealed class Sums
    {
        private int _n, _banded, _covered;
        private double _squares, _persistence;

        public void Add(double value, KeptColumn column, int i)
        {
            _n++;
            _squares += (value - column.P50[i]) * (value - column.P50[i]);
            _persistence += (value - column.P50[0]) * (value - column.P50[0]);
            if (column.P10 is null || column.P90 is null) return;
            _banded++;
            if (value >= column.P10[i] && value <= column.P90[i]) _covered++;
        }

        public SkillRow Row(AssetKey asset, Quantity quantity, int lead) =>
            new(asset, quantity, lead, _n, Math.Sqrt(_squares / _n), Math.Sqrt(_persistence / _n), _banded > 0 ? (double)_covered / _banded : null);
    }
}
