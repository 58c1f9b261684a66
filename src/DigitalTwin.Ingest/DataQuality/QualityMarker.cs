using System.Runtime.InteropServices;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.DataQuality;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Ingest.Json;

namespace DigitalTwin.Ingest.DataQuality;

/// <summary>Marks readings on their way to the disk, and counts the day of each series. Safe from any thread.</summary>
/// <remarks>
/// The mark is stored with its reading, so everyone sees the same one and a replay gives it again. What a series is measured against is a fold of
/// history: after a restart, or after something late came in between, it is folded anew from the last hours before the next reading is judged.
/// One lock for all: a batch of 1,000 holds it for some 100 µs.
/// </remarks>
public sealed class QualityMarker(IHistory history, SeriesCheck check, QualityRules rules, ISeriesSettings settings, CityCalendar calendar, CityClock clock, TimeProvider time)
{
    /// <summary>Batches of one series that cross each other; after so many, it is judged by what is known.</summary>
    private const int MostRecalls = 8;

    private readonly Lock _gate = new();
    private readonly SeriesTable _series = new();
    private MovedToo? _neighbourMoved;

    /// <summary>Raised with asset and local day when that day is over for one of its series, and when something came late for it; from the thread that takes it in.</summary>
    public event Action<AssetKey, DateOnly>? DayChanged;

    /// <summary>Marks a batch in place. Then exactly one of <see cref="Stored"/> and <see cref="Forget"/> must follow.</summary>
    /// <returns>What came late, for <see cref="Stored"/>; null for nothing.</returns>
    public async ValueTask<IReadOnlyList<LateReading>?> Mark(ReadingBuffer readings, Instant knownAt)
    {
        var context = Context(knownAt);
        List<LateReading>? late = null;
        var next = MarkWhile(readings, 0, context, null, ref late);
        for (var tries = 0; next < readings.Count; tries++)
        {
            // Only what is unknown or late waits for history; and for a batch that came between, once more.
            var past = await PastReadings.Recall(history, Missing(readings, next));
            lock (_gate) Restore(past);
            next = MarkWhile(readings, next, context, tries < MostRecalls ? past : past.Final(), ref late);
        }
        return late;
    }

    /// <summary>The batch is on disk. Series that something late came for are folded anew before their next reading.</summary>
    public void Stored(IReadOnlyList<LateReading>? late)
    {
        if (late is null) return;
        var closed = new HashSet<(AssetKey, DateOnly)>();
        lock (_gate)
        {
            foreach (var (asset, quantity, at, ended) in late)
            {
                if (ended)
                {
                    closed.Add((asset, calendar.DayOf(at)));
                    continue;
                }
                ref var slot = ref _series[_series.Get(asset, quantity)];
                if (at >= SeriesMemory.WindowStart(slot.Memory.Newest)) slot.IsKnown = false;
                var day = calendar.DayOf(at);
                if (day == slot.LocalDay) slot.IsDayKnown = false;
                else closed.Add((asset, day));
            }
        }
        foreach (var (asset, day) in closed) DayChanged?.Invoke(asset, day);
    }

    /// <summary>The batch is not on disk, so nothing may be measured against it.</summary>
    public void Forget(ReadingBuffer readings)
    {
        lock (_gate)
        {
            foreach (ref readonly var reading in readings.Span)
            {
                var number = _series.Find(reading.Asset, reading.Quantity);
                if (number >= 0) (_series[number].IsKnown, _series[number].IsDayKnown) = (false, false);
            }
        }
    }

    /// <summary>How the series of an asset stand, with the count of the newest day where it needs no history.</summary>
    public IReadOnlyList<SeriesStanding> Standing(AssetKey asset)
    {
        lock (_gate)
        {
            var found = new List<SeriesStanding>();
            foreach (var number in _series.Of(asset))
            {
                ref var slot = ref _series[number];
                if (!slot.IsKnown) continue;
                found.Add(new SeriesStanding(new Quantity(slot.Quantity), slot.Memory, slot.IsDayKnown ? slot.LocalDay : null, slot.Day, slot.Marks is null ? [] : new Dictionary<Quality, int>(slot.Marks)));
            }
            return found;
        }
    }

    /// <summary>Takes the count of a day that history gave, if nothing newer was counted; from then on it goes on by itself.</summary>
    public void RestoreDay(AssetKey asset, Quantity quantity, DateOnly day, Instant newest, DayCount count, IReadOnlyDictionary<Quality, int> marks)
    {
        lock (_gate)
        {
            if (_series.Find(asset, quantity) is not (>= 0 and var number)) return;
            ref var slot = ref _series[number];
            // A reading between counting and here is on its way to the disk or on it; then the next question counts once more.
            if (!slot.IsKnown || slot.IsDayKnown || slot.LocalDay != day || slot.Memory.Newest != newest) return;
            (slot.Day, slot.Marks, slot.IsDayKnown) = (count, marks.Count > 0 ? new Dictionary<Quality, int>(marks) : null, true);
        }
    }

    private CheckContext Context(Instant knownAt)
    {
        var wall = Instant.From(time.GetUtcNow());
        var city = clock.Read();
        return new CheckContext(knownAt, city.Now > wall ? city.Now : wall, city.Rate, default);
    }

    private int MarkWhile(ReadingBuffer readings, int next, in CheckContext context, PastReadings? past, ref List<LateReading>? late)
    {
        lock (_gate)
        {
            while (next < readings.Count && TryMark(readings, next, context, past, ref late)) next++;
            return next;
        }
    }

    private bool TryMark(ReadingBuffer readings, int index, in CheckContext context, PastReadings? past, ref List<LateReading>? late)
    {
        ref readonly var reading = ref readings.Span[index];
        ref var slot = ref _series[_series.Get(reading.Asset, reading.Quantity)];
        var isLate = IsLate(slot, reading);
        if ((!slot.IsKnown || isLate) && past is null) return false;
        if (!slot.IsKnown && !past!.IsFinal) return false;
        if (slot.SettingsVersion != settings.Version) Refresh(ref slot, reading);
        // What is sent again keeps the mark it has, so that it is the same reading.
        if (isLate && past!.MarkOf(reading) is { } mark)
        {
            readings.Mark(index, mark);
            return true;
        }
        if (isLate) (late ??= []).Add(new LateReading(reading.Asset, reading.Quantity, reading.At));
        readings.Mark(index, check.Judge(slot.Memory, reading, slot.Limits, context with { Interval = slot.Interval }, _neighbourMoved ??= NeighbourMoved));
        if (Take(ref slot, readings.Span[index], context.KnownAt) is { } last) (late ??= []).Add(new LateReading(reading.Asset, reading.Quantity, last, EndsDay: true));
        return true;
    }

    private static bool IsLate(in SeriesSlot slot, in Reading reading) => reading.At <= slot.Memory.Newest && SeriesMemory.IsSensor(reading.Provenance);

    private List<SeriesAsked> Missing(ReadingBuffer readings, int from)
    {
        var asked = new Dictionary<(AssetKey, Quantity), SeriesAsked>();
        lock (_gate)
        {
            foreach (ref readonly var reading in readings.Span[from..])
            {
                ref var slot = ref _series[_series.Get(reading.Asset, reading.Quantity)];
                var isKnown = slot.IsKnown;
                if (isKnown && !IsLate(slot, reading)) continue;
                ref var ask = ref CollectionsMarshal.GetValueRefOrAddDefault(asked, (reading.Asset, reading.Quantity), out var exists);
                ask = exists ? ask.With(reading.At) : new SeriesAsked(reading.Asset, reading.Quantity, !isKnown, reading.At, reading.At);
            }
        }
        return [.. asked.Values];
    }

    private void Restore(PastReadings past)
    {
        foreach (var (asked, window) in past.Windows)
        {
            ref var slot = ref _series[_series.Get(asked.Asset, asked.Quantity)];
            if (slot.IsKnown) continue;
            slot.Memory = SeriesMemory.Empty;
            foreach (var known in window) slot.Memory.Fold(known.Reading, known.KnownAt);
            slot.IsKnown = true;
            if (slot.Memory.IsEmpty) continue;
            var day = calendar.DayOf(slot.Memory.Newest);
            (slot.IsDayKnown, slot.LocalDay) = (slot.IsDayKnown && slot.LocalDay == day, day);
        }
    }

    private bool NeighbourMoved(in Reading reading, bool rises)
    {
        foreach (var neighbour in settings.NeighboursOf(reading.Asset))
            if (_series.Find(neighbour, reading.Quantity) is >= 0 and var number && check.Moved(_series[number].Memory, reading.At, rises)) return true;
        return false;
    }

    private void Refresh(ref SeriesSlot slot, in Reading reading)
    {
        var interval = settings.IntervalOf(reading.Asset, reading.Quantity);
        if (interval != slot.Interval) slot.IsDayKnown = false;
        (slot.Interval, slot.Limits, slot.SettingsVersion) = (interval, settings.LimitsOf(reading.Asset, reading.Quantity), settings.Version);
    }

    /// <returns>Time of the last reading of the day that ends with this one; null where none does.</returns>
    private Instant? Take(ref SeriesSlot slot, in Reading reading, Instant knownAt)
    {
        var before = slot.Memory.Newest;
        var isNew = reading.At > before;
        slot.Memory.Fold(reading, knownAt);
        if (!isNew || !SeriesMemory.IsSensor(reading.Provenance)) return null;
        var day = calendar.DayOf(reading.At);
        var ends = day != slot.LocalDay && before != default;
        if (day != slot.LocalDay) (slot.LocalDay, slot.Day, slot.Marks, slot.IsDayKnown) = (day, default, null, true);
        if (slot.IsDayKnown)
        {
            slot.Day.Add(DayCount.Span(reading.At, calendar.StartOf(day), slot.Interval), rules.ValidityOf(reading.Quality));
            if (reading.Quality.Reason() is not Quality.Good and var reason) CollectionsMarshal.GetValueRefOrAddDefault(slot.Marks ??= [], reason, out _)++;
        }
        return ends ? before : null;
    }
}

/// <summary>A reading for a time before the newest of its series; or, where <paramref name="EndsDay"/>, the last one of a day that is over for it.</summary>
public readonly record struct LateReading(AssetKey Asset, Quantity Quantity, Instant At, bool EndsDay = false);
