using DigitalTwin.Contracts;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Query;
using DigitalTwin.Domain.Query.Language;
using DigitalTwin.Domain.Query.Table;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Risk;
using DigitalTwin.Grains.Risk;

namespace DigitalTwin.Host.Questions;

/// <summary>What a span of the past adds up to, asset by asset: from warnings, and from series.</summary>
internal sealed class PeriodReader(IFactLog facts, IHistory history, IRegistry registry, QuantityCatalogue quantities)
{
    /// <summary>Series that one question may read history of.</summary>
    public const int MostSeries = 2_000;
    private const int MostWarnings = 100_000;
    private const int WarningsAtOnce = 2_000;
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>Null where all could be worked out.</summary>
    public async Task<FilterError?> Prepare(QuestionParts parts, PreparedColumns prepared, AssetQuery query, AssetTable table, AssetQueryEngine engine, Instant now, Instant? asOf, CancellationToken cancel)
    {
        PeriodNumber[] all = [.. parts.Periods];
        if (all.Any(p => p.Quantity is null))
        {
            var spans = await Warnings(now - all.Where(p => p.Quantity is null).Max(p => p.Span), now, asOf, cancel);
            foreach (var period in all.Where(p => p.Quantity is null)) prepared.Add(period, OfWarnings(period, spans, table, now));
        }
        foreach (var period in all.Where(p => p.Quantity is not null))
        {
            Condition[] narrowing = [.. Conjuncts(query.Condition).Where(c => !new QuestionParts().Add(c).Periods.Any()), new IsKnown(new QuantityField(period.Quantity!.Value))];
            var rows = engine.Find(new AssetQuery { Where = new Filter("", new And(narrowing)), Within = query.Within, Limit = MostSeries + 1 }).Rows;
            if (rows.Count > MostSeries)
                return new FilterError(period.Column, $"This would read the history of more than {MostSeries} series; narrow the question, as by kind, district or way.");
            prepared.Add(period, await OfSeries(period, rows, table, now, asOf, cancel));
        }
        return null;
    }

    private static IEnumerable<Condition> Conjuncts(Condition condition) => condition is And and ? and.All.SelectMany(Conjuncts) : [condition];

    private async Task<double[]> OfSeries(PeriodNumber period, IReadOnlyList<int> rows, AssetTable table, Instant now, Instant? asOf, CancellationToken cancel)
    {
        var values = new double[table.Padded];
        Array.Fill(values, double.NaN);
        var between = quantities.Of(period.Quantity!.Value).Between;
        // Whole hours were summed up when readings were packed.
        var every = period.Span >= 6 * Hour ? Hour : period.Span;
        foreach (var row in rows)
        {
            var spans = await history.Summarise(table.KeyOf(row), period.Quantity.Value, now - period.Span, now + TimeSpan.FromMilliseconds(1), every, between ?? Between.Linear, asOf, int.MaxValue, cancel);
            if (spans.Count == 0) continue;
            var count = spans.Sum(s => (double)s.Count);
            values[row] = period.Measure switch
            {
                PeriodMeasure.Max => spans.Max(s => s.Max),
                PeriodMeasure.Min => spans.Min(s => s.Min),
                PeriodMeasure.Count => count,
                PeriodMeasure.Sum => spans.Sum(s => s.Mean * s.Count),
                // Of a quantity that has values between its readings each hour counts the same, else each reading.
                _ => between is null ? spans.Sum(s => s.Mean * s.Count) / count : spans.Average(s => s.Weighted),
            };
        }
        return values;
    }

    private async Task<List<(int Asset, SymptomKind Kind, long From, long To)>> Warnings(Instant from, Instant now, Instant? asOf, CancellationToken cancel)
    {
        var found = new List<(int, SymptomKind, long, long)>();
        void Add(WarningRecord warning)
        {
            // What is only expected, and what came in over a border, has its cause elsewhere or nowhere yet.
            if (warning.Entry is not null || warning.Cause.Expected is not null || !AssetId.IsValid(warning.Cause.Asset) || registry.Find(new AssetId(warning.Cause.Asset)) is not { } asset) return;
            var (begin, end) = (Math.Max(warning.Cause.Since, from.UnixMilliseconds), Math.Min(warning.EndedAt ?? now.UnixMilliseconds, now.UnixMilliseconds));
            if (end > begin) found.Add((asset.Key.Value, (SymptomKind)warning.Cause.Kind, begin, end));
        }
        foreach (var open in await facts.Open(RiskGrainServices.WarningStream, asOf, cancel)) Add(RiskGrainServices.Read(open));
        ClosedMark? mark = null;
        for (var looked = 0; looked < MostWarnings; looked += WarningsAtOnce)
        {
            var closed = await facts.Closed(RiskGrainServices.WarningStream, asOf, mark, WarningsAtOnce, cancel);
            foreach (var fact in closed) Add(RiskGrainServices.Read(fact));
            if (closed.Count < WarningsAtOnce || closed[^1].ClosedAt < from) break;
            mark = new ClosedMark(closed[^1].ClosedAt!.Value, closed[^1].Subject);
        }
        return found;
    }

    private static double[] OfWarnings(PeriodNumber period, List<(int Asset, SymptomKind Kind, long From, long To)> spans, AssetTable table, Instant now)
    {
        var values = new double[table.Padded];
        var from = (now - period.Span).UnixMilliseconds;
        bool Counts(SymptomKind kind) => period.Measure switch { PeriodMeasure.SurchargeHours => kind == SymptomKind.Surcharge, PeriodMeasure.OverflowHours => kind == SymptomKind.Overflow, _ => true };
        foreach (var group in spans.Where(s => Counts(s.Kind) && s.To > from).GroupBy(s => s.Asset))
        {
            if (table.RowOf(new AssetKey(group.Key)) is not (>= 0 and var row)) continue;
            if (period.Measure == PeriodMeasure.WarningCount)
            {
                values[row] = group.Count();
                continue;
            }
            var (end, sum) = (long.MinValue, 0L);
            foreach (var (_, _, began, ended) in group.OrderBy(s => s.From))
            {
                var begin = Math.Max(Math.Max(began, from), end);
                if (ended > begin) sum += ended - begin;
                end = Math.Max(end, ended);
            }
            values[row] = sum / Hour.TotalMilliseconds;
        }
        return values;
    }
}
