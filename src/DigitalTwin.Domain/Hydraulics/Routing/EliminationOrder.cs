namespace DigitalTwin.Domain.Hydraulics.Routing;

/// <summary>The order in which unknown heads are eliminated, and where every number of the matrix lies, found once for a network.</summary>
/// <remarks>
/// Minimum degree (George &amp; Liu 1989, SIAM Review 31:1): sewers are nearly trees, so hardly any number is added and a solution costs little more than
/// reading the matrix. The order is then that of the elimination tree from its leaves up, each subtree without a gap (postorder), so that a change in a few
/// rows reaches only the rows on their way to the root, and a quiet subtree is passed over at once.
/// </remarks>
internal sealed class EliminationOrder
{
    private readonly Dictionary<long, int> _place = [];

    /// <param name="isUnknown">False for nodes whose head is given.</param>
    public EliminationOrder(int nodes, IEnumerable<(int A, int B)> links, Func<int, bool> isUnknown)
    {
        var (pivots, near) = Eliminate(nodes, links, isUnknown);
        Number(nodes, pivots, near);
        Claim();
    }

    /// <summary>Unknown heads.</summary>
    public int Rows => Nodes.Length;
    /// <summary>Node of each row.</summary>
    public int[] Nodes { get; private set; } = [];
    /// <summary>Row of each node; <see cref="Rows"/> where its head is given.</summary>
    public int[] RowOf { get; private set; } = [];
    /// <summary>Of each row, where its later neighbours begin in <see cref="Others"/>.</summary>
    public int[] Starts { get; private set; } = [];
    /// <summary>Rows, ascending.</summary>
    public int[] Others { get; private set; } = [];
    /// <summary>Row that feels a row's elimination first; −1 at a root.</summary>
    public int[] Parent { get; private set; } = [];
    /// <summary>First row of the subtree that ends with each row.</summary>
    public int[] First { get; private set; } = [];
    /// <summary>Places of a[row, other] and a[other, row], beside <see cref="Others"/>.</summary>
    public int[] Upper { get; private set; } = [];
    public int[] Lower { get; private set; } = [];
    /// <summary>For each row, pair by pair, the place of a[other, other′] that its elimination changes; −1 − row for the diagonal.</summary>
    public int[] Changed { get; private set; } = [];
    /// <summary>Of each row, where its pairs begin in <see cref="Changed"/>.</summary>
    public int[] Pairs { get; private set; } = [];
    /// <summary>Numbers off the diagonal.</summary>
    public int Places => _place.Count;

    /// <summary>Where a[row, column] of two nodes lies; <see cref="Places"/>, one past the last, where either head is given.</summary>
    public int PlaceOf(int node, int other) => _place.GetValueOrDefault(Key(RowOf[node], RowOf[other]), Places);

    /// <summary>Where links stand in the matrix.</summary>
    public LinkPlace[] Place(IReadOnlyList<(int From, int To)> links) =>
        [.. links.Select(l => new LinkPlace(l.From, l.To, RowOf[l.From], RowOf[l.To], PlaceOf(l.From, l.To), PlaceOf(l.To, l.From)))];

    private static long Key(int row, int column) => ((long)row << 32) | (uint)column;

    private static (List<int> Pivots, List<int[]> Near) Eliminate(int nodes, IEnumerable<(int A, int B)> links, Func<int, bool> isUnknown)
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
        var (pivots, all) = (new List<int>(), new List<int[]>());
        while (queue.TryDequeue(out var node, out var priority))
        {
            if (done[node] || priority.Degree != neighbours[node].Count) continue; // An older entry; the right one waits further on.
            done[node] = true;
            int[] near = [.. neighbours[node]];
            pivots.Add(node);
            all.Add(near);
            foreach (var a in near)
            {
                neighbours[a].Remove(node);
                foreach (var b in near)
                    if (a != b) neighbours[a].Add(b);
            }
            foreach (var a in near) queue.Enqueue(a, (neighbours[a].Count, a));
        }
        return (pivots, all);
    }

    /// <summary>Gives each row its number in postorder of the elimination tree.</summary>
    private void Number(int nodes, List<int> pivots, List<int[]> near)
    {
        var count = pivots.Count;
        var at = new int[nodes];
        for (var p = 0; p < count; p++) at[pivots[p]] = p;
        var parent = near.Select(n => n.Length == 0 ? -1 : n.Min(x => at[x])).ToArray();
        // A subtree's size is known before its parent's, for parents come later in the order of elimination.
        var size = new int[count];
        for (var p = 0; p < count; p++)
        {
            size[p]++;
            if (parent[p] >= 0) size[parent[p]] += size[p];
        }
        var (row, next, free) = (new int[count], new int[count], count);
        for (var p = count - 1; p >= 0; p--)
        {
            ref var last = ref parent[p] >= 0 ? ref next[parent[p]] : ref free;
            row[p] = last - 1;
            last -= size[p];
            next[p] = row[p];
        }
        (Nodes, Parent, First, Starts, Pairs) = (new int[count], new int[count], new int[count], new int[count + 1], new int[count + 1]);
        RowOf = [.. Enumerable.Repeat(count, nodes)];
        for (var p = 0; p < count; p++)
        {
            (Nodes[row[p]], RowOf[pivots[p]]) = (pivots[p], row[p]);
            Parent[row[p]] = parent[p] < 0 ? -1 : row[parent[p]];
            First[row[p]] = row[p] - size[p] + 1;
            Starts[row[p] + 1] = near[p].Length;
            Pairs[row[p] + 1] = near[p].Length * near[p].Length;
        }
        for (var r = 0; r < count; r++) (Starts[r + 1], Pairs[r + 1]) = (Starts[r] + Starts[r + 1], Pairs[r] + Pairs[r + 1]);
        Others = new int[Starts[count]];
        for (var p = 0; p < count; p++) near[p].Select(n => RowOf[n]).Order().ToArray().CopyTo(Others, Starts[row[p]]);
    }

    private void Claim()
    {
        (Upper, Lower, Changed) = (new int[Others.Length], new int[Others.Length], new int[Pairs[^1]]);
        var c = 0;
        for (var r = 0; r < Rows; r++)
        {
            for (var i = Starts[r]; i < Starts[r + 1]; i++) (Upper[i], Lower[i]) = (Claim(r, Others[i]), Claim(Others[i], r));
            for (var i = Starts[r]; i < Starts[r + 1]; i++)
                for (var j = Starts[r]; j < Starts[r + 1]; j++)
                    Changed[c++] = i == j ? -1 - Others[i] : Claim(Others[i], Others[j]);
        }
    }

    private int Claim(int row, int column)
    {
        if (_place.TryGetValue(Key(row, column), out var place)) return place;
        return _place[Key(row, column)] = _place.Count;
    }
}
