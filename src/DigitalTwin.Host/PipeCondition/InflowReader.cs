using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Indicators;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Domain.PipeCondition;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Host.Indicators;

namespace DigitalTwin.Host.PipeCondition;

/// <summary>How much outside water reaches each plant: from a month of hours, the concentration of the ledger, and rain.</summary>
internal sealed class InflowReader(IRegistry registry, IHistory history, LedgerReader ledger, CityCalendar calendar, CityClock clock)
{
    private const int Days = 30;
    private const double DryBelowMillimetres = 1;
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <param name="reference">BOD5 of undiluted sewage, mg/L.</param>
    public async Task<IReadOnlyList<(string Plant, InflowIndicators Found, double? Bod)>> Of(Network network, double reference, CancellationToken cancel)
    {
        var (now, places) = (clock.Now, new LedgerPlaces(network, IndicatorCatalogue.Default));
        var from = calendar.StartOf(calendar.DayOf(now).AddDays(-Days));
        var rain = await Rain(network, from, now, cancel);
        var month = LedgerPeriod.MonthOf(calendar.DayOf(now));
        var material = await ledger.Read(places, [month.AddMonths(-2), month.AddMonths(-1), month], now, null, cancel);
        var area = network.Subcatchments.Sum(s => s.Area);
        var found = new List<(string, InflowIndicators, double?)>();
        foreach (var id in places.Plants.Select(places.IdOf))
        {
            var bod = material.Months["influentBod"].Where(f => f.Asset == id).OrderByDescending(f => f.Month, StringComparer.Ordinal).Select(f => f.Choose(IndicatorCatalogue.Default.LeastCoverage)?.Value).FirstOrDefault(v => v is not null);
            var hours = await Hours(id, from, now, cancel);
            var byDay = hours.GroupBy(h => calendar.DayOf(h.Start)).Where(d => d.Count() >= 20).ToDictionary(d => d.Key, d => d.ToArray());
            var dry = byDay.Where(d => rain.GetValueOrDefault(d.Key) < DryBelowMillimetres && rain.GetValueOrDefault(d.Key.AddDays(-1)) < DryBelowMillimetres).ToArray();
            var nights = dry.Select(d => d.Value.Where(h => calendar.HourOf(h.Start) is >= 2 and < 4).Select(h => h.Weighted).DefaultIfEmpty(double.NaN).Min()).Where(double.IsFinite).ToArray();
            var means = dry.Select(d => d.Value.Average(h => h.Weighted)).ToArray();
            var wet = byDay.Where(d => rain.GetValueOrDefault(d.Key) >= DryBelowMillimetres).ToArray();
            double? storm = wet.Length > 0 && means.Length > 0 ? wet.Sum(d => (d.Value.Average(h => h.Weighted) - means.Average()) * 86_400) : null;
            double? rained = wet.Length > 0 && area > 0 ? wet.Sum(d => rain[d.Key]) / 1000 * area / Math.Max(1, places.Plants.Count) : null;
            found.Add((id, InflowIndicators.Of(nights, means, bod, reference, storm, rained), bod));
        }
        return found;
    }

    private async Task<IReadOnlyList<ReadingSummary>> Hours(string id, Instant from, Instant to, CancellationToken cancel) => registry.Find(new AssetId(id)) is { } asset
        ? [.. (await history.Summarise(asset.Key, Quantity.Flow, from, to, Hour, Between.Linear, null, (Days + 1) * 24, cancel)).Where(h => h.Worst.IsUsable())] : [];

    /// <summary>mm by day, mean over the gauges.</summary>
    private async Task<Dictionary<DateOnly, double>> Rain(Network network, Instant from, Instant to, CancellationToken cancel)
    {
        var gauges = network.Points.Where(p => p.Kind == AssetKind.RainGauge).Select(p => registry.Find(new AssetId(network.Name, p.LocalId))).OfType<AssetEntry>().ToArray();
        var sums = new Dictionary<DateOnly, double>();
        foreach (var gauge in gauges)
            foreach (var hour in await history.Summarise(gauge.Key, Quantity.Rainfall, from, to, Hour, Between.Step, null, (Days + 1) * 24, cancel))
                sums[calendar.DayOf(hour.Start)] = sums.GetValueOrDefault(calendar.DayOf(hour.Start)) + hour.Weighted / gauges.Length;
        return sums;
    }
}
