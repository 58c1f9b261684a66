namespace DigitalTwin.Domain.Hydraulics.Routing;

/// <summary>The order in which unknown heads are eliminated, and where every number of the matrix lies, found once for a network.</summary>
/// <remarks>Minimum degree (George &amp; Liu 1989, SIAM Review 31:1): sewers are nearly trees, so hardly any number is added and a solution costs little more than reading the matrix.</remarks>
internal sealed class EliminationOrder
{
    private readonly Dictionary<long, int> _place = [];

    /// <param name="isUnknown">False for nodes whose head is given.</param>
    public EliminationOrder(int nodes, IEnumerable<(int A, int B)> links, Func<int, bool> isUnknown)
    {
        var neighbours = new HashSet<int>[nodes];
        for (var i = 0; i < nodes; i++) neighbours[i] = [];
        foreach (var (a, b) in links)
        {
            if (a == b || !isUnknown(a) || !isUnknown(b)) continue;
            neighbours[a].Add(b);
            neighbours[b].Add(a);
        }
        var queue = new PriorityQueue<int, (int Degree, int Node)>();
        for (var i = 0; i < nodes; i++)
            if (isUnknown(i)) queue.Enqueue(i, (neighbours[i].Count, i));
        var done = new bool[nodes];
        var (pivots, starts, others) = (new List<int>(), new List<int> { 0 }, new List<int>());
        while (queue.TryDequeue(out var node, out var priority))
        {
            if (done[node] || priority.Degree != neighbours[node].Count) continue; // An older entry; the right one waits further on.
            done[node] = true;
            pivots.Add(node);
            var near = neighbours[node].Order().ToArray();
            others.AddRange(near);
            starts.Add(others.Count);
            foreach (var a in near)
            {
                neighbours[a].Remove(node);
                foreach (var b in near)
                    if (a != b) neighbours[a].Add(b);
            }
            foreach (var a in near) queue.Enqueue(a, (neighbours[a].Count, a));
        }
        (Pivots, Starts, Others) = ([.. pivots], [.. starts], [.. others]);
        Number();
    }

    /// <summary>Nodes in the order of elimination.</summary>
    public int[] Pivots { get; }
    /// <summary>Of each pivot, where its remaining neighbours begin in <see cref="Others"/>.</summary>
    public int[] Starts { get; }
    public int[] Others { get; }
    /// <summary>Places of a[pivot, other] and a[other, pivot], beside <see cref="Others"/>.</summary>
    public int[] Upper { get; private set; } = [];
    public int[] Lower { get; private set; } = [];
    /// <summary>For each pivot, row by row, the place of a[other, other′] that its elimination changes; −1 − node for the diagonal.</summary>
    public int[] Changed { get; private set; } = [];
    /// <summary>Numbers off the diagonal.</summary>
    public int Places => _place.Count;

    /// <summary>Where a[row, column] lies, row ≠ column; −1 where either head is given.</summary>
    public int PlaceOf(int row, int column) => _place.GetValueOrDefault(Key(row, column), -1);

    private static long Key(int row, int column) => ((long)row << 32) | (uint)column;

    private int Claim(int row, int column)
    {
        if (_place.TryGetValue(Key(row, column), out var place)) return place;
        return _place[Key(row, column)] = _place.Count;
    }

    private void Number()
    {
        var (upper, lower, changed) = (new int[Others.Length], new int[Others.Length], new List<int>());
        for (var p = 0; p < Pivots.Length; p++)
        {
            for (var i = Starts[p]; i < Starts[p + 1]; i++)
            {
                upper[i] = Claim(Pivots[p], Others[i]);
                lower[i] = Claim(Others[i], Pivots[p]);
            }
            for (var i = Starts[p]; i < Starts[p + 1]; i++)
                for (var j = Starts[p]; j < Starts[p + 1]; j++)
                    changed.Add(i == j ? -1 - Others[i] : Claim(Others[i], Others[j]));
        }
        (Upper, Lower, Changed) = (upper, lower, [.. changed]);
    }
}
