namespace DigitalTwin.Domain.Networks.Topology;

/// <summary>Which way water takes from each node to the nearest end of the system, cheapest first (Dijkstra from plants and outfalls).</summary>
internal sealed class Flow
{
    /// <summary>Differences below this are the survey's error, m.</summary>
    public const double Level = 0.005;
    private const double PerRise = 500, ForRising = 200, AgainstDrawing = 3, AgainstDevice = 5000;

    private readonly double[] _cost;
    private readonly WorkPipe?[] _via;

    public Flow(Work work, List<WorkPipe>[] around)
    {
        _cost = new double[work.Nodes.Count];
        _via = new WorkPipe?[work.Nodes.Count];
        Array.Fill(_cost, double.PositiveInfinity);
        var queue = new PriorityQueue<int, double>();
        foreach (var end in work.Nodes)
            if (end.IsTerminal) queue.Enqueue(end.Index, _cost[end.Index] = 0);
        while (queue.TryDequeue(out var node, out var cost))
        {
            if (cost > _cost[node]) continue;
            foreach (var pipe in around[node])
            {
                var isDrawn = pipe.To!.Index == node;
                var other = isDrawn ? pipe.From!.Index : pipe.To.Index;
                var through = cost + Cost(pipe, isDrawn);
                if (through >= _cost[other]) continue;
                (_cost[other], _via[other]) = (through, pipe);
                queue.Enqueue(other, through);
            }
        }
    }

    /// <summary>The pipe by which water leaves the node on its best way; null at an end and where there is no way.</summary>
    public WorkPipe? Via(WorkNode node) => _via[node.Index];

    public double Cost(WorkNode node) => _cost[node.Index];

    /// <summary>By how much the pipe falls in the direction drawn, m; NaN where unknown or of no meaning.</summary>
    public static double Fall(WorkPipe pipe) => pipe.IsPressurised || pipe.Kind != Assets.AssetKind.PipeSegment ? double.NaN : pipe.Upper - pipe.Lower;

    private static double Cost(WorkPipe pipe, bool asDrawn)
    {
        var length = Math.Max(pipe.Drawn, 0.1);
        if (pipe.Kind != Assets.AssetKind.PipeSegment) return asDrawn ? length : length + AgainstDevice;
        var fall = Fall(pipe);
        if (Math.Abs(fall) > Level)
        {
            var rise = asDrawn ? -fall : fall;
            return rise > 0 ? length + ForRising + PerRise * rise : length;
        }
        if (Math.Abs(pipe.Slope) > 1e-5) return pipe.Slope > 0 == asDrawn ? length : length * AgainstDrawing + ForRising;
        return asDrawn ? length : length * AgainstDrawing;
    }
}
