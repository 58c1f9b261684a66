namespace DigitalTwin.Domain.Networks.Topology;

/// <summary>Ways on which water would come back to where it was: strongly connected nodes (Tarjan), found without recursion.</summary>
internal static class Cycles
{
    public static void Run(Work work)
    {
        if (work.Mending == Mending.AsDrawn) return;
        var outOf = new List<WorkPipe>[work.Nodes.Count];
        for (var i = 0; i < outOf.Length; i++) outOf[i] = new(1);
        // Pressure mains and reclaimed water run in rings by design.
        foreach (var pipe in work.Pipes)
            if (!pipe.IsPressurised) outOf[pipe.From!.Index].Add(pipe);
        var part = Components(outOf);
        foreach (var ring in work.Pipes.Where(p => !p.IsPressurised && p.From != p.To && part[p.From!.Index] == part[p.To!.Index]).GroupBy(p => part[p.From!.Index]).OrderBy(g => g.Key))
        {
            var pipes = ring.OrderBy(p => p.Id, StringComparer.Ordinal).ToArray();
            // The pipe of which least is known is the likeliest to be wrong.
            var weak = pipes.Where(p => p.Kind == Assets.AssetKind.PipeSegment).MinBy(p => Flow.Fall(p) is var f && double.IsNaN(f) ? double.NegativeInfinity : f);
            var first = weak ?? pipes[0];
            if (work.Findings.Add(FindingKind.Cycle, Severity.Middle, "", [first.Id, .. pipes.Where(p => p != first).Take(20).Select(p => p.Id)], first.Middle,
                new($"{pipes.Length} 条管首尾相接成环", $"{pipes.Length} pipes lead round in a ring"),
                weak is null ? null : new($"掉转 {weak.Id}", $"Turn {weak.Id}")) && weak is not null) weak.Turn();
        }
    }

    private static int[] Components(List<WorkPipe>[] outOf)
    {
        var n = outOf.Length;
        var (order, low, part) = (new int[n], new int[n], new int[n]);
        var (stack, onStack) = (new Stack<int>(), new bool[n]);
        var (count, parts) = (0, 0);
        var calls = new Stack<(int Node, int Next)>();
        for (var root = 0; root < n; root++)
        {
            if (order[root] != 0) continue;
            calls.Push((root, 0));
            while (calls.TryPop(out var call))
            {
                var (v, next) = call;
                if (next == 0)
                {
                    order[v] = low[v] = ++count;
                    stack.Push(v);
                    onStack[v] = true;
                }
                else low[v] = Math.Min(low[v], low[outOf[v][next - 1].To!.Index]);
                var descended = false;
                for (; next < outOf[v].Count; next++)
                {
                    var w = outOf[v][next].To!.Index;
                    if (order[w] == 0)
                    {
                        calls.Push((v, next + 1));
                        calls.Push((w, 0));
                        descended = true;
                        break;
                    }
                    if (onStack[w]) low[v] = Math.Min(low[v], order[w]);
                }
                if (descended || low[v] != order[v]) continue;
                int u;
                do
                {
                    u = stack.Pop();
                    onStack[u] = false;
                    part[u] = parts;
                } while (u != v);
                parts++;
            }
        }
        return part;
    }
}
