using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.DataQuality;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Ingest.DataQuality;

namespace DigitalTwin.Host.DataQuality;

/// <summary>Counts the day of an asset: from what was counted on the way in, or anew from history.</summary>
public sealed class DayCounter(IHistory history, QualityMarker marker, QualityRules rules, ISeriesSettings settings, CityCalendar calendar)
{
    private const int MostReadings = 200_000;

    /// <summary>What the day was up to <paramref name="now"/>. Series that report by themselves only: nobody expects a laboratory every hour.</summary>
    public async Task<AssetDay> Of(AssetKey asset, DateOnly day, Instant now, CancellationToken cancel = default)
    {
        var standing = marker.Standing(asset).ToDictionary(s => s.Quantity);
        var series = new List<SeriesDay>();
        foreach (var newest in history.Latest(asset).Where(k => SeriesMemory.IsSensor(k.Reading.Provenance)).OrderBy(k => k.Reading.Quantity.Code))
        {
            var quantity = newest.Reading.Quantity;
            var known = standing.GetValueOrDefault(quantity);
            if (known?.LocalDay != day) known = null;
            series.Add(await Of(asset, quantity, day, now, known, cancel));
        }
        return new AssetDay(asset, day, series);
    }

    private async Task<SeriesDay> Of(AssetKey asset, Quantity quantity, DateOnly day, Instant now, SeriesStanding? counted, CancellationToken cancel)
    {
        var (start, interval) = (calendar.StartOf(day), settings.IntervalOf(asset, quantity));
        var end = calendar.StartOf(day.AddDays(1));
        var (count, marks) = counted is null ? await Count(asset, quantity, day, start, interval, cancel) : (counted.Day, counted.Marks);
        var until = now < end ? now : end;
        var expected = DayCount.Spans(until - start, interval);
        if (count.Received < expected)
        {
            // A series that began in the course of the day owes nothing for before.
            var first = await history.Read(asset, quantity, default, end, null, 1, cancel);
            if (first.Count == 0) expected = 0;
            else if (first[0].Reading.At > start) expected = DayCount.Spans(until - first[0].Reading.At, interval);
        }
        return new SeriesDay(quantity, DayShares.Of(count, expected), marks);
    }

    private async Task<(DayCount, IReadOnlyDictionary<Quality, int>)> Count(AssetKey asset, Quantity quantity, DateOnly day, Instant start, TimeSpan interval, CancellationToken cancel)
    {
        var readings = await history.Read(asset, quantity, start, calendar.StartOf(day.AddDays(1)), null, MostReadings, cancel);
        var sensor = readings.Where(k => SeriesMemory.IsSensor(k.Reading.Provenance)).ToArray();
        var marks = sensor.Select(k => k.Reading.Quality.Reason()).Where(q => q != Quality.Good).CountBy(q => q).ToDictionary(p => p.Key, p => p.Value);
        var count = DayCount.Of(sensor, start, interval, rules);
        if (sensor.Length > 0) marker.RestoreDay(asset, quantity, day, sensor[^1].Reading.At, count, marks);
        return (count, marks);
    }
}
