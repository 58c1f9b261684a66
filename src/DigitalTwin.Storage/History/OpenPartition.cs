using System.Runtime.InteropServices;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Storage.Known;
using DigitalTwin.Storage.Segments;

namespace DigitalTwin.Storage.History;

/// <summary>Readings in the order appended that are not packed into segments yet, in memory, chained by series. On disk they are log blocks.</summary>
/// <remarks>One thread writes; readers see a row once the head of its series' chain names it, and rows never change. Cost: 28 B a reading, 4 B a series.</remarks>
internal sealed class OpenPartition(long id, DateTimeOffset openedAt)
{
    private const int PageBits = 16;
    private const int PageRows = 1 << PageBits;
    private const int InPage = PageRows - 1;
    private const int HeadPageBits = 14;
    private const int HeadPageRows = 1 << HeadPageBits;

    private Row[][] _rows = [];
    /// <summary>By series number: its last row + 1; 0 for none.</summary>
    private int[]?[] _heads = [];
    private readonly KnownTimes _known = new();
    private int _count;

    public long Id { get; } = id;
    public DateTimeOffset OpenedAt { get; } = openedAt;
    public int Count => Volatile.Read(ref _count);
    public long FirstAt { get; private set; } = long.MaxValue;
    public long LastAt { get; private set; } = long.MinValue;

    public void Add(int series, in Reading reading, Instant knownAt)
    {
        var index = _count;
        if (index >> PageBits == _rows.Length) Volatile.Write(ref _rows, [.. _rows, GC.AllocateUninitializedArray<Row>(PageRows)]);
        _known.Add(index, knownAt.UnixMilliseconds);
        ref var head = ref HeadFor(series);
        _rows[index >> PageBits][index & InPage] = new Row(reading, series, head);
        FirstAt = Math.Min(FirstAt, reading.At.UnixMilliseconds);
        LastAt = Math.Max(LastAt, reading.At.UnixMilliseconds);
        Volatile.Write(ref head, index + 1);
        Volatile.Write(ref _count, index + 1);
    }

    /// <summary>Adds the series' points that lie in the window to <paramref name="found"/>, in the order appended.</summary>
    public void Collect(int series, in SeriesWindow window, List<SeriesPoint> found)
    {
        var start = found.Count;
        for (var next = Head(series); next != 0;)
        {
            var row = Volatile.Read(ref _rows)[(next - 1) >> PageBits][(next - 1) & InPage];
            if (window.Holds(row.At) && _known.Of(next - 1) is var known && known <= window.AsOf) found.Add(row.ToPoint(known));
            next = row.Previous;
        }
        CollectionsMarshal.AsSpan(found)[start..].Reverse();
    }

    /// <summary>The series' newest point (by <c>at</c>, then known, then appended) with <c>at ≤ at</c> that was known by then; null where there is none.</summary>
    public SeriesPoint? Last(int series, long at, long asOf)
    {
        SeriesPoint? last = null;
        var repeats = false; // Whether all versions since the one found only repeat it.
        for (var next = Head(series); next != 0;)
        {
            var row = Volatile.Read(ref _rows)[(next - 1) >> PageBits][(next - 1) & InPage];
            if (row.At <= at && (last is null || row.At >= last.Value.At) && _known.Of(next - 1) is var known && known <= asOf)
            {
                var point = row.ToPoint(known);
                if (last is not { } found || point.At > found.At || point.KnownAt > found.KnownAt) (last, repeats) = (point, true);
                else if (repeats && point.Repeats(found)) last = point;
                else repeats = false;
            }
            next = row.Previous;
        }
        return last;
    }

    /// <summary>Folds in, in the order appended, the rows with <c>at ≤ at</c> that were known by then.</summary>
    public void Fold(MomentFold fold, long at, long asOf)
    {
        var count = Count;
        var entries = _known.Count; // After the rows: a row's entry is there before it.
        for (var entry = 0; entry < entries; entry++)
        {
            var (row, known) = _known[entry];
            if (known > asOf) continue;
            var end = entry + 1 < entries ? Math.Min(count, _known[entry + 1].FirstRow) : count;
            for (; row < end; row++)
            {
                ref readonly var stored = ref Volatile.Read(ref _rows)[row >> PageBits][row & InPage];
                if (stored.At <= at) fold.Add(stored.Series, stored.ToPoint(known));
            }
        }
    }

    /// <summary>Adds the rows that became known after one time and by another, in the order appended.</summary>
    public void Collect(long knownAfter, long knownBy, LatestTable latest, List<KnownReading> found)
    {
        var count = Count;
        var entries = _known.Count; // After the rows, as in a fold.
        for (var entry = 0; entry < entries; entry++)
        {
            var (row, known) = _known[entry];
            if (known <= knownAfter || known > knownBy) continue;
            var end = entry + 1 < entries ? Math.Min(count, _known[entry + 1].FirstRow) : count;
            for (; row < end; row++)
            {
                ref readonly var stored = ref Volatile.Read(ref _rows)[row >> PageBits][row & InPage];
                var (asset, quantity) = latest.SeriesOf(stored.Series);
                found.Add(stored.ToPoint(known).ToReading(asset, quantity));
            }
        }
    }

    public int Series(int row) => _rows[row >> PageBits][row & InPage].Series;

    /// <summary>The rows from <paramref name="start"/> on, as many as there is room for.</summary>
    public void CopyTo(Span<KnownRow> rows, int start, LatestTable latest)
    {
        var (entry, known, until) = (_known.EntryOf(start), 0L, start);
        for (var i = 0; i < rows.Length; i++)
        {
            var row = start + i;
            if (row >= until)
            {
                known = _known[entry].KnownAt;
                until = ++entry < _known.Count ? _known[entry].FirstRow : int.MaxValue;
            }
            ref readonly var stored = ref _rows[row >> PageBits][row & InPage];
            var (asset, quantity) = latest.SeriesOf(stored.Series);
            rows[i] = new KnownRow(new SeriesKey(asset, quantity), stored.ToPoint(known));
        }
    }

    public SeriesPoint Point(int row) => _rows[row >> PageBits][row & InPage].ToPoint(_known.Of(row));

    private int Head(int series)
    {
        var heads = Volatile.Read(ref _heads);
        var page = series >> HeadPageBits;
        return page < heads.Length && heads[page] is { } entries ? Volatile.Read(ref entries[series & (HeadPageRows - 1)]) : 0;
    }

    private ref int HeadFor(int series)
    {
        var page = series >> HeadPageBits;
        if (page >= _heads.Length)
        {
            var grown = new int[]?[Math.Max(page + 1, 2 * _heads.Length)];
            _heads.CopyTo(grown, 0);
            Volatile.Write(ref _heads, grown);
        }
        if (_heads[page] is null) Volatile.Write(ref _heads[page], new int[HeadPageRows]);
        return ref _heads[page]![series & (HeadPageRows - 1)];
    }

    [StructLayout(LayoutKind.Sequential, Pack = 4)]
    private readonly struct Row(in Reading reading, int series, int previous)
    {
        public readonly long At = reading.At.UnixMilliseconds;
        public readonly double Value = reading.Value;
        public readonly int Series = series;
        public readonly int Previous = previous;
        public readonly Quality Quality = reading.Quality;
        public readonly Provenance Provenance = reading.Provenance;

        public SeriesPoint ToPoint(long knownAt) => new(At, knownAt, Value, Quality, Provenance);
    }
}
