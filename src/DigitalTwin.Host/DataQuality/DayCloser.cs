using System.Collections.Concurrent;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Host.Background;
using DigitalTwin.Ingest.DataQuality;

namespace DigitalTwin.Host.DataQuality;

/// <summary>Writes days into the book when they are over for an asset, and again when something came late for them.</summary>
internal sealed class DayCloser(QualityMarker marker, DayCounter counter, DayBook book, IHistory history, CityCalendar calendar, CityClock clock, TimeProvider time, ILogger<DayCloser> log) : BackgroundService
{
    /// <summary>Asset-days that may wait; over it they are not written, and are counted from history when asked for.</summary>
    private const int MostWaiting = 1_000_000;
    private const int MostARound = 5_000;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);
    /// <summary>The series of an asset end their day within this of wall time, so that they are written once.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(20);

    private readonly ConcurrentDictionary<(AssetKey Asset, DateOnly Day), long> _waiting = new();

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        marker.DayChanged += Note;
        return base.StartAsync(cancellationToken);
    }

    public override Task StopAsync(CancellationToken cancellationToken)
    {
        marker.DayChanged -= Note;
        return base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await NoteLeftOver(stoppingToken);
        await Rounds.Run(time, Pause, log, "Days could not be written into the book of data quality", Close, stoppingToken);
    }

    private void Note(AssetKey asset, DateOnly day)
    {
        if (_waiting.Count < MostWaiting) _waiting[(asset, day)] = time.GetTimestamp();
    }

    /// <summary>After a crash: days that were over and not written yet.</summary>
    private async Task NoteLeftOver(CancellationToken stop)
    {
        var today = calendar.DayOf(clock.Now);
        var newest = history.LatestOfAll().GroupBy(k => k.Reading.Asset).Select(g => (Asset: g.Key, Day: calendar.DayOf(g.Max(k => k.Reading.At)))).ToArray();
        if (newest.Length == 0) return;
        var written = await book.Read(newest.Min(n => n.Day).AddDays(-1), today, stop);
        foreach (var (asset, last) in newest)
            foreach (var day in (DateOnly[])[last.AddDays(-1), last])
                if (day < today && !written.ContainsKey((asset, day))) Note(asset, day);
    }

    private async Task Close(CancellationToken stop)
    {
        var due = _waiting.Where(w => time.GetElapsedTime(w.Value) >= Settling).Take(MostARound).ToArray();
        foreach (var day in due.GroupBy(w => w.Key.Day))
        {
            var counted = new List<AssetDay>();
            foreach (var (key, _) in day)
                if (await counter.Of(key.Asset, key.Day, clock.Now, stop) is { Series.Count: > 0 } one && one.Shares.Received > 0) counted.Add(one);
            await book.Write(day.Key, counted);
            foreach (var noted in day) _waiting.TryRemove(noted); // Unless it was noted again meanwhile.
        }
    }
}
