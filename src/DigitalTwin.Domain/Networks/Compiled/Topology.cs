namespace DigitalTwin.Domain.Networks.Compiled;

/// <summary>Puts the nodes of a directed graph into an order in which water flows forward, loops included.</summary>
/// <remarks>
/// Strongly connected parts by Tarjan's algorithm (SIAM J. Comput. 1, 1972), iterative since a trunk sewer would overflow the stack.
/// They come out in reverse topological order; reversed, a chain of pipes lies next to itself in memory.
/// Inside a loop, nodes farther from its exit come first, so that from each of them some link leads forward: what leads back is the loop's closing link.
/// </remarks>
internal sealed class Topology
{
    private readonly int _count;
    private readonly int[] _from, _to, _start, _out;

    /// <summary>New position → old index.</summary>
    public int[] Order { get; }
    /// <summary>By new position.</summary>
    public bool[] InLoop { get; }

    /// <param name="isBorder">Old index → whether water may end there although links go on.</param>
    public Topology(int count, int[] from, int[] to, Func<int, bool> isBorder)
    {
        (_count, _from, _to) = (count, from, to);
        (_start, _out) = Adjacency.Of(count, from);
        Order = new int[count];
        InLoop = new bool[count];
        var part = StronglyConnectedParts(out var partStart, out var members);
        // Tarjan emits a part only after all that lies downstream of it: read the parts backwards.
        var next = 0;
        for (var p = partStart.Count - 2; p >= 0; p--)
        {
            var those = members.AsSpan(partStart[p], partStart[p + 1] - partStart[p]);
            var loop = those.Length > 1 || HasSelfLoop(those[0]);
            if (those.Length > 1) SortTowardsExit(those, part, isBorder);
            foreach (var node in those)
            {
                InLoop[next] = loop;
                Order[next++] = node;
            }
        }
    }

    private bool HasSelfLoop(int node)
    {
        for (var k = _start[node]; k < _start[node + 1]; k++)
            if (_to[_out[k]] == node) return true;
        return false;
    }

    private int[] StronglyConnectedParts(out List<int> partStart, out int[] members)
    {
        var part = new int[_count];
        Array.Fill(part, -1);
        var number = new int[_count];
        var low = new int[_count];
        var cursor = new int[_count];
        var open = new int[_count];
        var path = new int[_count];
        members = new int[_count];
        partStart = [0];
        int counter = 0, openCount = 0, memberCount = 0;
        var hasInflow = new bool[_count];
        foreach (var t in _to) hasInflow[t] = true;
        // Start at the heads of sewers, then at whatever is left (pure loops).
        for (var pass = 0; pass < 2; pass++)
            for (var root = 0; root < _count; root++)
            {
                if (number[root] != 0 || (pass == 0 && hasInflow[root])) continue;
                var depth = 0;
                Enter(root);
                path[depth++] = root;
                while (depth > 0)
                {
                    var node = path[depth - 1];
                    if (cursor[node] < _start[node + 1])
                    {
                        var next = _to[_out[cursor[node]++]];
                        if (number[next] == 0)
                        {
                            Enter(next);
                            path[depth++] = next;
                        }
                        else if (part[next] < 0) low[node] = Math.Min(low[node], number[next]);
                        continue;
                    }
                    depth--;
                    if (depth > 0) low[path[depth - 1]] = Math.Min(low[path[depth - 1]], low[node]);
                    if (low[node] != number[node]) continue;
                    int member;
                    do
                    {
                        member = open[--openCount];
                        part[member] = partStart.Count - 1;
                        members[memberCount++] = member;
                    } while (member != node);
                    partStart.Add(memberCount);
                }
            }
        return part;

        void Enter(int node)
        {
            number[node] = low[node] = ++counter;
            cursor[node] = _start[node];
            open[openCount++] = node;
        }
    }

    private void SortTowardsExit(Span<int> members, int[] part, Func<int, bool> isBorder)
    {
        var home = part[members[0]];
        var distance = new Dictionary<int, int>(members.Length);
        var queue = new Queue<int>();
        members.Sort();
        foreach (var node in members)
            if (isBorder(node) || LeavesPart(node, part, home))
            {
                distance[node] = 0;
                queue.Enqueue(node);
            }
        if (queue.Count == 0) // Nothing leaves: the member that the source names first stands for the sink.
        {
            distance[members[0]] = 0;
            queue.Enqueue(members[0]);
        }
        var upstream = new Dictionary<int, List<int>>(members.Length);
        foreach (var node in members)
            for (var k = _start[node]; k < _start[node + 1]; k++)
                if (part[_to[_out[k]]] == home)
                {
                    if (!upstream.TryGetValue(_to[_out[k]], out var list)) upstream[_to[_out[k]]] = list = [];
                    list.Add(node);
                }
        while (queue.TryDequeue(out var node))
            foreach (var above in upstream[node])
                if (distance.TryAdd(above, distance[node] + 1)) queue.Enqueue(above);
        members.Sort((a, b) => distance[b] != distance[a] ? distance[b].CompareTo(distance[a]) : a.CompareTo(b));
    }

    private bool LeavesPart(int node, int[] part, int home)
    {
        for (var k = _start[node]; k < _start[node + 1]; k++)
            if (part[_to[_out[k]]] != home) return true;
        return false;
    }
}

/// <summary>Compressed adjacency: items grouped by the node that <c>at</c> names, in their own order.</summary>
internal static class Adjacency
{
    public static (int[] Start, int[] Items) Of(int nodeCount, int[] at)
    {
        var start = new int[nodeCount + 1];
        foreach (var node in at) start[node + 1]++;
        for (var i = 0; i < nodeCount; i++) start[i + 1] += start[i];
        var fill = start.AsSpan(0, nodeCount).ToArray();
        var items = new int[at.Length];
        for (var i = 0; i < at.Length; i++) items[fill[at[i]]++] = i;
        return (start, items);
    }
}
