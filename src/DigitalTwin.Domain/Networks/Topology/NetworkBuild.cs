using DigitalTwin.Domain.Assets;

namespace DigitalTwin.Domain.Networks.Topology;

/// <summary>The network of what was put together. What was made, split, turned or estimated says so in its attributes.</summary>
internal static class NetworkBuild
{
    /// <summary>Where no invert is known, a pipe is taken to fall by this: about the least slope of a small sewer (ratio).</summary>
    private const double UsualSlope = 0.002;

    public static Network Of(Work work)
    {
        var survey = work.Survey;
        Devices(work);
        var around = Directing.Around(work);
        var estimated = FillInverts(work, around);
        return new Network
        {
            Name = survey.Name, Title = survey.Title, SourceCrs = survey.SourceCrs,
            Nodes = [.. work.Nodes.Select(n => Node(work, n, estimated[n.Index]))],
            Links = [.. work.Pipes.Select(p => Link(work, p))],
            Points = survey.Gauges, Regions = survey.Regions,
        };
    }

    /// <summary>A pump, valve or weir that was drawn as a point becomes a link: from the point to a second one at the same place, from which its outgoing pipes lead on.</summary>
    private static void Devices(Work work)
    {
        var around = Directing.Around(work);
        for (var i = work.Nodes.Count - 1; i >= 0; i--)
        {
            var node = work.Nodes[i];
            if (!node.Kind.IsLink()) continue;
            var leaving = around[i].Where(p => p.From == node).ToArray();
            var kind = node.Kind;
            node.Kind = AssetKind.Manhole;
            if (leaving.Length == 0 || leaving.Length == around[i].Count) continue; // Stands at an end: nothing passes through it.
            var well = new WorkNode { Id = work.Claim($"{node.Id}~in"), At = node.At, Kind = AssetKind.Manhole, Class = node.Class, Invert = node.Invert, Point = node.Point };
            var outlet = new WorkNode { Id = work.Claim($"{node.Id}~out"), At = node.At, Kind = AssetKind.Manhole, Class = node.Class, Invert = node.Invert };
            foreach (var pipe in leaving) pipe.From = outlet;
            foreach (var pipe in around[i].Where(p => p.To == node)) pipe.To = well;
            work.Nodes[i] = well;
            work.Nodes.Add(outlet);
            work.Pipes.Add(new WorkPipe { Id = node.Id, Path = [node.At, node.At], From = well, To = outlet, Kind = kind, Class = node.Class, IsPressurised = kind == AssetKind.PumpStation });
        }
    }

    private static bool[] FillInverts(Work work, List<WorkPipe>[] around)
    {
        var estimated = new bool[work.Nodes.Count];
        foreach (var node in work.Nodes)
            if (double.IsNaN(node.Invert))
                foreach (var pipe in around[node.Index])
                    if ((pipe.From == node ? pipe.FromInvert : pipe.ToInvert) is var e && !double.IsNaN(e)) node.Invert = double.IsNaN(node.Invert) ? e : Math.Min(node.Invert, e);
        var queue = new Queue<WorkNode>(work.Nodes.Where(n => !double.IsNaN(n.Invert)));
        if (queue.Count == 0) return estimated;
        while (queue.TryDequeue(out var node))
            foreach (var pipe in around[node.Index])
            {
                var isUpper = pipe.To == node;
                var other = isUpper ? pipe.From! : pipe.To!;
                if (!double.IsNaN(other.Invert)) continue;
                other.Invert = node.Invert + (isUpper ? 1 : -1) * UsualSlope * pipe.Drawn;
                estimated[other.Index] = true;
                queue.Enqueue(other);
            }
        return estimated;
    }

    private static NetworkNode Node(Work work, WorkNode node, bool isEstimated)
    {
        var point = node.Point;
        var attributes = point?.Attributes ?? NoAttributes.Instance;
        if (point is null || isEstimated)
        {
            var more = new Dictionary<string, string>(attributes);
            if (point is null) more["Origin"] = "made";
            if (isEstimated) more["InvertElevation"] = "estimated";
            attributes = more;
        }
        var depth = point is null ? double.NaN : !double.IsNaN(point.Depth) ? point.Depth : point.Ground - node.Invert;
        return new NetworkNode
        {
            LocalId = node.Id, Kind = node.Kind, Name = point?.Name, Position = point?.Position ?? work.Plane.Back(node.At), InvertElevation = double.IsNaN(node.Invert) ? 0 : node.Invert,
            FullDepth = depth > 0 ? depth : 0, DesignFlow = point?.DesignFlow ?? 0, Attributes = attributes,
        };
    }

    private static NetworkLink Link(Work work, WorkPipe pipe)
    {
        var line = pipe.Line;
        var attributes = line?.Attributes ?? NoAttributes.Instance;
        var isPart = line is not null && pipe.Id != line.LocalId;
        if (line is null && pipe.Kind == AssetKind.PipeSegment || isPart || pipe.IsTurned)
        {
            var more = new Dictionary<string, string>(attributes);
            if (line is null) more["Origin"] = "inferred";
            if (isPart) more["Line"] = line!.LocalId;
            if (pipe.IsTurned) more["Direction"] = "turned";
            attributes = more;
        }
        var drawn = pipe.Drawn;
        // A length that is far from what was drawn is of another pipe, or in another unit.
        var given = pipe.GivenLength;
        var isPipe = pipe.Kind == AssetKind.PipeSegment;
        return new NetworkLink
        {
            LocalId = pipe.Id, Kind = pipe.Kind, From = pipe.From!.Index, To = pipe.To!.Index, Name = line?.Name, Class = pipe.Class, Section = pipe.Section,
            Length = !isPipe ? 0 : given >= 0.5 * drawn && given <= 2 * drawn + 1 ? given : Math.Max(drawn, 0.01), Roughness = line?.Roughness ?? 0.013,
            FromOffset = Offset(pipe.FromInvert, pipe.From.Invert), ToOffset = Offset(pipe.ToInvert, pipe.To.Invert), IsPressurised = pipe.IsPressurised, DesignFlow = line?.DesignFlow ?? 0,
            Vertices = [.. pipe.Path[1..^1].Select(work.Plane.Back)], Attributes = attributes,
        };
    }

    private static double Offset(double pipe, double node) => pipe > node ? pipe - node : 0;
}
