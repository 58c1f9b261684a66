namespace DigitalTwin.Domain.Query.Execution;

/// <summary>Keeps the rows that come first by rank, then by key, of all that are offered: a heap with the last of them on top.</summary>
internal sealed class TopRows(int limit)
{
    private readonly (double Rank, int Key, int Row)[] _heap = new (double, int, int)[limit];
    private int _count;

    public bool IsFull => _count == limit;

    /// <summary>Ranks from here on up need not be offered; infinite while there is room.</summary>
    public double Worst => IsFull ? _heap[0].Rank : double.PositiveInfinity;

    public void Offer(double rank, int key, int row)
    {
        if (!IsFull)
        {
            _heap[_count] = (rank, key, row);
            Up(_count++);
        }
        else if (IsBefore(rank, key, _heap[0].Rank, _heap[0].Key))
        {
            _heap[0] = (rank, key, row);
            Down();
        }
    }

    public (double Rank, int Key, int Row)[] Sorted()
    {
        var rows = _heap[.._count];
        Array.Sort(rows, (a, b) => a.Rank.CompareTo(b.Rank) is not 0 and var c ? c : a.Key.CompareTo(b.Key));
        return rows;
    }

    public static bool IsBefore(double rank, int key, double otherRank, int otherKey) => rank < otherRank || rank == otherRank && key < otherKey;

    private void Up(int i)
    {
        for (var parent = (i - 1) / 2; i > 0 && IsBefore(_heap[parent].Rank, _heap[parent].Key, _heap[i].Rank, _heap[i].Key); parent = (i - 1) / 2)
        {
            (_heap[i], _heap[parent]) = (_heap[parent], _heap[i]);
            i = parent;
        }
    }

    private void Down()
    {
        for (var i = 0; ;)
        {
            var last = i;
            for (var child = 2 * i + 1; child <= 2 * i + 2 && child < _count; child++)
                if (IsBefore(_heap[last].Rank, _heap[last].Key, _heap[child].Rank, _heap[child].Key)) last = child;
            if (last == i) return;
            (_heap[i], _heap[last]) = (_heap[last], _heap[i]);
            i = last;
        }
    }
}
