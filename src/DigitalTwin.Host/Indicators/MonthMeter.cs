using System.Collections.Concurrent;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Indicators;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Host.Indicators;

/// <summary>What history says of an asset and a month. Hours with a mark that rules out the value do not count; what lies between is taken at the mean of the others.</summary>
internal sealed class MonthMeter(IHistory history, QuantityCatalogue quantities, CityCalendar calendar, TimeProvider time)
{
    private const int MostHours = 800;
    private const int MostKept = 200_000;
    /// <summary>m³/s: below it an overflow rests.</summary>
    private const double SpillsAbove = 1e-4;
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan PartsEvents = TimeSpan.FromHours(6);
    /// <summary>Wall time: a month that is over is looked at again for what came late.</summary>
    private static readonly TimeSpan KeepFor = TimeSpan.FromMinutes(30);

    private readonly ConcurrentDictionary<(AssetKey, Quantity, LedgerPeriod), (long ReadAt, IReadOnlyList<ReadingSummary> Hours)> _kept = new();

    /// <summary>m³ that passed in the month so far; null where no hour is valid.</summary>
    public async Task<LedgerItem?> Volume(string asset, AssetKey key, Quantity flow, LedgerPeriod month, Instant now, Instant? asOf, CancellationToken cancel)
    {
        var (valid, elapsed) = (Valid(await Hours(key, flow, month, now, asOf, cancel)), Elapsed(month, now));
        return valid.Length == 0 ? null : new LedgerItem(asset, month.ToString(), valid.Average(h => h.Weighted) * elapsed.TotalSeconds, ItemSource.Measured, valid.Sum(h => (long)h.Count), Share(valid.Length, elapsed.TotalHours));
    }

    /// <summary>Mean over the readings of some series; coverage by days, since laboratories report daily.</summary>
    public async Task<LedgerItem?> Concentration(string asset, IReadOnlyList<AssetKey> places, Quantity quantity, LedgerPeriod month, Instant now, Instant? asOf, CancellationToken cancel)
    {
        var valid = new List<ReadingSummary>();
        foreach (var place in places) valid.AddRange(Valid(await Hours(place, quantity, month, now, asOf, cancel)));
        if (valid.Count == 0) return null;
        var count = valid.Sum(h => (long)h.Count);
        return new LedgerItem(asset, month.ToString(), valid.Sum(h => h.Mean * h.Count) / count, ItemSource.Measured, count, Share(valid.Select(h => calendar.DayOf(h.Start)).Distinct().Count(), Math.Ceiling(Elapsed(month, now).TotalDays)));
    }

    /// <summary>How often and how much an overflow spilled; null where it was not watched.</summary>
    public async Task<(LedgerItem Events, LedgerItem Volume)?> Spills(string asset, AssetKey key, Quantity flow, LedgerPeriod month, Instant now, Instant? asOf, CancellationToken cancel)
    {
        var valid = Valid(await Hours(key, flow, month, now, asOf, cancel));
        if (valid.Length == 0) return null;
        var wet = valid.Where(h => h.Max > SpillsAbove).ToArray();
        var events = wet.Where((h, i) => i == 0 || h.Start - wet[i - 1].Start > PartsEvents).Count();
        var (count, coverage) = (valid.Sum(h => (long)h.Count), Share(valid.Length, Elapsed(month, now).TotalHours));
        return (new LedgerItem(asset, month.ToString(), events, ItemSource.Measured, count, coverage), new LedgerItem(asset, month.ToString(), wet.Sum(h => Math.Max(0, h.Weighted)) * Hour.TotalSeconds, ItemSource.Measured, count, coverage));
    }

    private async Task<IReadOnlyList<ReadingSummary>> Hours(AssetKey key, Quantity quantity, LedgerPeriod month, Instant now, Instant? asOf, CancellationToken cancel)
    {
        var (from, to) = (month.From(calendar), month.To(calendar));
        if (from >= now) return [];
        var isOver = to <= now && asOf is null;
        if (isOver && _kept.TryGetValue((key, quantity, month), out var kept) && time.GetElapsedTime(kept.ReadAt) < KeepFor) return kept.Hours;
        var hours = await history.Summarise(key, quantity, from, to < now ? to : now, Hour, quantities.Of(quantity).Between ?? Between.Linear, asOf, MostHours, cancel);
        if (isOver)
        {
            if (_kept.Count >= MostKept) _kept.Clear();
            _kept[(key, quantity, month)] = (time.GetTimestamp(), hours);
        }
        return hours;
    }

    private static ReadingSummary[] Valid(IReadOnlyList<ReadingSummary> hours) => [.. hours.Where(h => h.Worst.IsUsable())];

    private TimeSpan Elapsed(LedgerPeriod month, Instant now) => (month.To(calendar) < now ? month.To(calendar) : now) - month.From(calendar);

    private static double Share(double part, double whole) => whole <= 0 ? 1 : Math.Min(1, part / whole);
}
