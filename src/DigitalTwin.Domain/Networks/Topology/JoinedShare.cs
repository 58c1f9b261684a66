namespace DigitalTwin.Domain.Networks.Topology;

/// <summary>How much of a network hangs together. Shares are of the number of pipes.</summary>
/// <param name="Systems">Parts that touch each other nowhere.</param>
/// <param name="Largest">In the largest of them.</param>
/// <param name="ReachPlant">In systems that hold a treatment plant.</param>
/// <param name="FlowToPlant">Of which water gets to a plant along the directions of the pipes.</param>
/// <param name="FlowToEnd">To a plant or an outfall.</param>
public sealed record JoinedShare(int Pipes, double LengthKm, int Systems, double Largest, double ReachPlant, double FlowToPlant, double FlowToEnd)
{
    internal static JoinedShare Of(Work work)
    {
        var around = Directing.Around(work);
        var parts = new UnionFind(work.Nodes.Count);
        foreach (var pipe in work.Pipes) parts.Join(pipe.From!.Index, pipe.To!.Index);
        var sizes = work.Pipes.CountBy(p => parts.Root(p.From!.Index)).ToDictionary();
        var withPlant = work.Nodes.Where(n => n.IsPlant).Select(n => parts.Root(n.Index)).ToHashSet();
        var total = Math.Max(1, work.Pipes.Count);
        var toPlant = Upstream(work, around, n => n.IsPlant);
        var toEnd = Upstream(work, around, n => n.IsTerminal);
        return new JoinedShare(work.Pipes.Count, work.Pipes.Sum(p => p.Drawn) / 1000, sizes.Count, (double)sizes.Values.DefaultIfEmpty().Max() / total,
            (double)sizes.Where(s => withPlant.Contains(s.Key)).Sum(s => s.Value) / total,
            (double)work.Pipes.Count(p => toPlant[p.To!.Index]) / total, (double)work.Pipes.Count(p => toEnd[p.To!.Index]) / total);
    }

    private static bool[] Upstream(Work work, List<WorkPipe>[] around, Func<WorkNode, bool> isEnd)
    {
        var seen = new bool[work.Nodes.Count];
        var queue = new Queue<WorkNode>(work.Nodes.Where(isEnd));
        foreach (var node in queue) seen[node.Index] = true;
        while (queue.TryDequeue(out var node))
            foreach (var pipe in around[node.Index])
                if (pipe.To == node && !seen[pipe.From!.Index])
                {
                    seen[pipe.From.Index] = true;
                    queue.Enqueue(pipe.From);
                }
        return seen;
    }
}
