using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Host.Live;

namespace DigitalTwin.Host.Http.Forecasts;

internal sealed record PastRainView(long[] Times, double[] MmPerHour);

internal sealed record RainAheadView(long[] Times, double?[] P10, double?[] P50, double?[] P90);

internal sealed record RainView(string IssuedAt, string Source, string? From, string? OutlookAt, int EverySeconds, int Gauges, PastRainView Past, RainAheadView Ahead);

/// <summary>Rain as it fell up to a forecast and as that expects it to go on.</summary>
internal sealed class RainAnswers(ForecastRead read, IRegistry registry, IHistory history)
{
    private const int MostGauges = 50;
    private static readonly TimeSpan Past = TimeSpan.FromDays(1), LongestPast = TimeSpan.FromDays(7);

    public async Task<IResult> Of(string id, string? network, string? since, string? asOf, CancellationToken cancel)
    {
        if (!QueryText.TryInstant(since, out var begin)) return QueryText.BadInstant("since", since);
        var (heads, refusal) = await read.Heads(id, network, asOf, cancel);
        if (heads is null) return refusal!;
        // Parts differ by which gauges are near; the wettest speaks for all.
        var head = heads.MaxBy(h => h.Rain.Ahead?.Sum(b => b.P50) ?? -1)!;
        var from = begin ?? head.IssuedAt - Past;
        if (from > head.IssuedAt || head.IssuedAt - from > LongestPast) return Problems.BadField("since", $"since is '{since}'; expected at most {LongestPast.TotalDays:0} days before the forecast was issued, {head.IssuedAt}.");
        var step = TimeSpan.FromSeconds(head.EverySeconds);
        var gauges = registry.Find(head.Network)!.Points.Where(p => p.Kind == AssetKind.RainGauge).Select(p => registry.Find(new AssetId(head.Network, p.LocalId))?.Key).OfType<AssetKey>().Take(MostGauges).ToArray();
        var fallen = new SortedDictionary<long, (double Sum, int Count)>();
        foreach (var gauge in gauges)
            foreach (var span in await history.Summarise(gauge, Quantity.Rainfall, from, head.IssuedAt, step, Between.Step, null, 5_000, cancel))
                if (span.Start < head.IssuedAt && double.IsFinite(span.Weighted)) fallen[span.Start.UnixMilliseconds] = fallen.GetValueOrDefault(span.Start.UnixMilliseconds) is var (sum, count) ? (sum + span.Weighted, count + 1) : default;
        var ahead = head.Rain.Ahead ?? [];
        static double?[] Values(IEnumerable<double> v) => [.. v.Select(x => WireNames.Finite(Math.Round(x, 2)))];
        return Results.Ok(new RainView(head.IssuedAt.ToString(), head.Rain.Source, head.Rain.From, head.Rain.OutlookAt?.ToString(), head.EverySeconds, gauges.Length,
            new PastRainView([.. fallen.Keys], [.. fallen.Values.Select(v => Math.Round(v.Sum / v.Count, 2))]),
            new RainAheadView([.. ahead.Select((_, i) => (head.IssuedAt + step * i).UnixMilliseconds)], Values(ahead.Select(b => b.P10)), Values(ahead.Select(b => b.P50)), Values(ahead.Select(b => b.P90)))));
    }
}
