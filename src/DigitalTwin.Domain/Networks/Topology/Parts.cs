namespace DigitalTwin.Domain.Networks.Topology;

/// <summary>Looks for plants that no sewer touches and for parts that end nowhere, and proposes the pipe that is missing.</summary>
internal static class Parts
{
    public static void Run(Work work)
    {
        Index(work);
        var degree = new int[work.Nodes.Count];
        foreach (var pipe in work.Pipes)
        {
            degree[pipe.From!.Index]++;
            degree[pipe.To!.Index]++;
        }
        var grid = new SpotGrid<WorkNode>(50);
        foreach (var node in work.Nodes)
            if (degree[node.Index] > 0) grid.Add(node.At, node);
        var promised = new List<WorkNode>();
        foreach (var end in work.Nodes.Where(n => n.IsTerminal && degree[n.Index] == 0).ToArray())
            if (JoinPlant(work, end, grid, degree) is { } node) promised.Add(node);
        Isolated(work, degree);
        if (work.Mending != Mending.AsDrawn) Bridge(work, degree, promised);
    }

    private static void Index(Work work)
    {
        for (var i = 0; i < work.Nodes.Count; i++) work.Nodes[i].Index = i;
    }

    /// <returns>The node that would drain to the plant, whether or not that was decided yet: its part needs no other proposal.</returns>
    private static WorkNode? JoinPlant(Work work, WorkNode end, SpotGrid<WorkNode> grid, int[] degree)
    {
        // The end of a sewer counts as nearer than a manhole in its course.
        var near = grid.Within(end.At, work.Options.PlantMetres).OrderBy(n => n.Metres * (degree[n.Item.Index] == 1 ? 1 : 2)).FirstOrDefault();
        var what = end.IsPlant ? ("处理厂", "plant") : ("排口", "outfall");
        if (near.Item is null)
        {
            work.Findings.Add(FindingKind.PlantNotJoined, Severity.Middle, "", [end.Id], end.At,
                new($"{what.Item1}未与任何管线相连，{work.Options.PlantMetres:0} m 内没有管端", $"No pipe touches this {what.Item2}, and none ends within {work.Options.PlantMetres:0} m"));
            return null;
        }
        if (work.Findings.Add(FindingKind.PlantNotJoined, Severity.High, "", [end.Id, near.Item.Id], end.At,
            new($"{what.Item1}未与任何管线相连；最近的井 {near.Item.Id} 在 {near.Metres:0} m 处", $"No pipe touches this {what.Item2}; the nearest manhole, {near.Item.Id}, lies {near.Metres:0} m away"),
            new($"推断一条进水管 {near.Item.Id} → {end.Id}", $"Infer an inlet {near.Item.Id} → {end.Id}"), to: near.Item.At, metres: near.Metres))
        {
            Infer(work, near.Item, end, $"{end.Id}~inlet");
            degree[near.Item.Index]++;
            degree[end.Index]++;
        }
        return near.Item;
    }

    private static void Isolated(Work work, int[] degree)
    {
        foreach (var node in work.Nodes)
            if (degree[node.Index] == 0 && !node.IsTerminal)
                work.Findings.Add(FindingKind.IsolatedPoint, Severity.Low, "", [node.Id], node.At, new("没有管线与它相连", "No pipe touches it"));
    }

    /// <summary>From what is served outwards, the nearest part first, so that a chain of lost pipes is proposed pipe by pipe.</summary>
    private static void Bridge(Work work, int[] degree, List<WorkNode> promised)
    {
        var parts = new UnionFind(work.Nodes.Count);
        foreach (var pipe in work.Pipes) parts.Join(pipe.From!.Index, pipe.To!.Index);
        var served = new HashSet<int>(work.Nodes.Where(n => n.IsTerminal && degree[n.Index] > 0).Concat(promised).Select(n => parts.Root(n.Index)));
        var members = work.Nodes.Where(n => degree[n.Index] > 0).GroupBy(n => parts.Root(n.Index)).ToDictionary(g => g.Key, g => g.ToArray());
        var waiting = new SpotGrid<WorkNode>(Math.Max(work.Options.BridgeMetres, 1));
        var unserved = members.Keys.Where(root => !served.Contains(root)).ToHashSet();
        if (unserved.Count == 0) return;
        foreach (var root in unserved)
            foreach (var node in members[root]) waiting.Add(node.At, node);
        var queue = new PriorityQueue<(WorkNode From, WorkNode To), double>();
        foreach (var root in served) Offer(root);
        while (queue.TryDequeue(out var pair, out _))
        {
            var root = parts.Root(pair.From.Index);
            if (!unserved.Remove(root)) continue;
            Report(work, members[root], pair);
            Offer(root);
        }
        foreach (var root in unserved.Order().ToArray()) Report(work, members[root], null);

        void Offer(int root)
        {
            foreach (var node in members[root])
                foreach (var (other, metres) in waiting.Within(node.At, work.Options.BridgeMetres))
                    if (unserved.Contains(parts.Root(other.Index)) && !Ends.Clash(node.Class, other.Class)) queue.Enqueue((other, node), metres);
        }
    }

    private static void Report(Work work, WorkNode[] members, (WorkNode From, WorkNode To)? bridge)
    {
        var first = members.MinBy(n => n.Id, StringComparer.Ordinal)!;
        var severity = members.Length > 5 ? Severity.High : Severity.Middle;
        var reason = new Told($"{members.Length} 个点的片区没有通往处理厂或排口的路", $"A part of {members.Length} nodes has no way to a plant or outfall");
        if (bridge is not { } b)
        {
            work.Findings.Add(FindingKind.NoOutfall, severity, "", [first.Id], first.At, reason);
            return;
        }
        var metres = b.From.At.To(b.To.At);
        if (work.Findings.Add(FindingKind.NoOutfall, severity, "", [first.Id, b.From.Id, b.To.Id], b.From.At,
            new($"{reason.Zh}；{b.From.Id} 与 {b.To.Id} 相距 {metres:0} m", $"{reason.En}; {b.From.Id} lies {metres:0} m from {b.To.Id}"),
            new($"推断一条缺失的管 {b.From.Id} → {b.To.Id}", $"Infer a missing pipe {b.From.Id} → {b.To.Id}"), to: b.To.At, metres: metres)) Infer(work, b.From, b.To, $"{b.From.Id}~gap");
    }

    private static void Infer(Work work, WorkNode from, WorkNode to, string id) =>
        work.Pipes.Add(new WorkPipe { Id = work.Claim(id), Path = [from.At, to.At], From = from, To = to, Class = from.Class == PipeClass.Unknown ? to.Class : from.Class });
}

internal sealed class UnionFind(int count)
{
    private readonly int[] _parent = [.. Enumerable.Range(0, count)];

    public int Root(int i)
    {
        while (_parent[i] != i) i = _parent[i] = _parent[_parent[i]];
        return i;
    }

    public void Join(int a, int b) => _parent[Root(a)] = Root(b);
}
