using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.DataQuality;
using DigitalTwin.Domain.Devices;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Ingest.DataQuality;
using DigitalTwin.Ingest.Devices;

namespace DigitalTwin.Host.DataQuality;

/// <summary>A source with its trouble and its day so far.</summary>
public sealed record SourceStanding(QualitySource Source, DayShares Today, IReadOnlyDictionary<Quality, int> Marks, IReadOnlyList<Trouble> Trouble);

/// <summary>All sources of readings by how much trouble they are.</summary>
public sealed class QualityList(IRegistry registry, IDeviceRegistry devices, DeviceActivity activity, IHistory history, QualityMarker marker, QualityRules rules, ISeriesSettings settings,
    DayCounter counter, DayBook book, CityCalendar calendar, CityClock clock)
{
    /// <summary>Series whose day is counted from history for one answer, so that the first question after a restart is answered too; others follow with the next.</summary>
    private const int MostCounted = 2_000;

    /// <summary>The gravest first. Those that <paramref name="wanted"/> leaves out cost nothing.</summary>
    public async Task<IReadOnlyList<SourceStanding>> All(Func<QualitySource, bool> wanted, CancellationToken cancel)
    {
        var (now, left) = (clock.Now, MostCounted);
        var found = new List<SourceStanding>();
        foreach (var source in Sources().Where(wanted))
        {
            var (today, marks) = (default(DayShares), new Dictionary<Quality, int>());
            foreach (var asset in source.Assets)
            {
                var isCounted = marker.Standing(asset.Key) is { Count: > 0 } standing && standing.All(s => s.LocalDay == calendar.DayOf(now));
                if (!isCounted && left-- <= 0) continue;
                var day = await counter.Of(asset.Key, calendar.DayOf(now), now, cancel);
                today += day.Shares;
                foreach (var (mark, count) in day.Series.SelectMany(s => s.Marks)) marks[mark] = marks.GetValueOrDefault(mark) + count;
            }
            var isSkewed = source.Assets.Any(a => history.Latest(a.Key).Any(k => k.Reading.Quality.Finding() == Quality.ClockSkew));
            found.Add(new SourceStanding(source, today, marks, source.TroubleOf(now, today, marks, isSkewed)));
        }
        return [.. found.OrderByDescending(s => s.Trouble.Sum(t => 1 << (8 - (int)t))).ThenBy(s => double.IsNaN(s.Today.Effective) ? 2 : s.Today.Effective).ThenBy(s => s.Source.Key, StringComparer.Ordinal)];
    }

    /// <summary>Shares and marks of each day from <paramref name="first"/> to <paramref name="last"/>, as in the book, else counted now.</summary>
    public async Task<IReadOnlyList<(DateOnly Day, DayShares Shares, IReadOnlyDictionary<Quality, int> Marks)>> Days(QualitySource source, DateOnly first, DateOnly last, IReadOnlyDictionary<(AssetKey, DateOnly), AssetDay> written, CancellationToken cancel)
    {
        var now = clock.Now;
        var found = new List<(DateOnly, DayShares, IReadOnlyDictionary<Quality, int>)>();
        for (var day = first; day <= last; day = day.AddDays(1))
        {
            var (shares, marks) = (default(DayShares), new Dictionary<Quality, int>());
            foreach (var asset in source.Assets)
            {
                var counted = day < calendar.DayOf(now) && written.TryGetValue((asset.Key, day), out var kept) ? kept : await counter.Of(asset.Key, day, now, cancel);
                shares += counted.Shares;
                foreach (var (mark, count) in counted.Series.SelectMany(s => s.Marks)) marks[mark] = marks.GetValueOrDefault(mark) + count;
            }
            found.Add((day, shares, marks));
        }
        return found;
    }

    public Task<IReadOnlyDictionary<(AssetKey, DateOnly), AssetDay>> Written(DateOnly first, DateOnly last, CancellationToken cancel) => book.Read(first, last, cancel);

    private IEnumerable<QualitySource> Sources()
    {
        var spokenFor = new HashSet<AssetKey>();
        foreach (var device in devices.All.Select(d => d.Device))
        {
            AssetEntry[] assets = [.. device.Channels.Select(c => c.Asset).Append(device.Asset).OfType<AssetId>().Distinct().Select(registry.Find).OfType<AssetEntry>()];
            spokenFor.UnionWith(assets.Select(a => a.Key));
            yield return Source(device.Id, device, assets);
        }
        foreach (var key in history.LatestOfAll().Where(k => SeriesMemory.IsSensor(k.Reading.Provenance)).Select(k => k.Reading.Asset).Distinct())
            if (!spokenFor.Contains(key) && registry.Find(key) is { } asset) yield return Source(asset.Id.Value, null, [asset]);
    }

    private QualitySource Source(string key, Device? device, AssetEntry[] assets)
    {
        var newest = assets.SelectMany(a => history.Latest(a.Key)).Where(k => SeriesMemory.IsSensor(k.Reading.Provenance)).Select(k => (Instant?)k.Reading.At).Max();
        var steady = assets.SelectMany(a => marker.Standing(a.Key)).Where(s => s.Memory.IsLagSteady(rules.Clock.SteadyReadings)).ToArray();
        var interval = device?.Interval ?? (assets.Length > 0 ? settings.IntervalOf(assets[0].Key, default) : TimeSpan.Zero);
        return new QualitySource(key, device, assets, interval, newest, steady.Length > 0 ? steady[0].Memory.NewestLag : null, device is null ? null : activity.Find(device.Id));
    }
}
