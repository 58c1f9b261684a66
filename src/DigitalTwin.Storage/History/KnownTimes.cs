namespace DigitalTwin.Storage.History;

/// <summary>When each row of a partition was known: rows of one batch share it, so one entry a batch. One writer, many readers.</summary>
internal sealed class KnownTimes
{
    private Entry[] _entries = new Entry[64];
    private int _count;

    /// <summary>Says when the rows from <paramref name="row"/> on were known.</summary>
    public void Add(int row, long knownAt)
    {
        if (_count > 0 && _entries[_count - 1].KnownAt == knownAt) return;
        if (_count == _entries.Length)
        {
            var grown = new Entry[2 * _count];
            _entries.CopyTo(grown, 0);
            Volatile.Write(ref _entries, grown);
        }
        _entries[_count] = new Entry(row, knownAt);
        Volatile.Write(ref _count, _count + 1);
    }

    /// <summary>How many entries there are; each tells of the rows from its first to that of the next.</summary>
    public int Count => Volatile.Read(ref _count);

    public Entry this[int entry] => Volatile.Read(ref _entries)[entry];

    public long Of(int row) => this[EntryOf(row)].KnownAt;

    /// <summary>The entry that tells of a row.</summary>
    public int EntryOf(int row)
    {
        var (low, high) = (0, Volatile.Read(ref _count) - 1);
        var entries = Volatile.Read(ref _entries);
        while (low < high)
        {
            var middle = (low + high + 1) >>> 1;
            if (entries[middle].FirstRow <= row) low = middle;
            else high = middle - 1;
        }
        return low;
    }

    public readonly record struct Entry(int FirstRow, long KnownAt);
}
