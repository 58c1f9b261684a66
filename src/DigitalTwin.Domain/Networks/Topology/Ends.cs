namespace DigitalTwin.Domain.Networks.Topology;

/// <summary>Joins the ends of pipes: to the point they name, to the point they lie at, to each other, to the pipe they lie on; proposes what lies farther.</summary>
internal sealed class Ends(Work work, SpotGrid<WorkNode> grid, Dictionary<string, WorkNode> named, SegmentGrid segments)
{
    private readonly List<(WorkPipe Pipe, bool First)> _open = [];

    public void Join()
    {
        foreach (var pipe in work.Pipes)
        {
            Find(pipe, first: true);
            Find(pipe, first: false);
        }
        // What lies on a pipe is joined before ends are gathered to manholes that are made: a lateral's joint is on the pipe, not beside it.
        var still = _open.Where(e => !OnAPipe(e.Pipe, e.First)).ToList();
        still = [.. still.Where(e => !Far(e.Pipe, e.First))];
        Gather(still);
        // Only now: until then every end is looked for on the lines as they were drawn.
        foreach (var pipe in work.Pipes) (pipe.Path[0], pipe.Path[^1]) = (pipe.From!.At, pipe.To!.At);
    }

    private void Find(WorkPipe pipe, bool first)
    {
        var at = At(pipe, first);
        if ((first ? pipe.Line!.From : pipe.Line!.To) is { } name && named.TryGetValue(name, out var known))
        {
            var metres = known.At.To(at);
            if (metres <= work.Options.SearchMetres || work.Findings.Add(FindingKind.NamedEndFar, Severity.Middle, Which(first), [pipe.Id, known.Id], at,
                new($"登记的端点 {known.Id} 距线端 {metres:0.0} m", $"Names {known.Id} as its end, which lies {metres:0.0} m away"),
                new($"按编号连到 {known.Id}", $"Join to {known.Id} by its name"), auto: true, known.At, metres))
            {
                Set(pipe, first, known);
                return;
            }
        }
        var snap = work.Options.SnapMetres;
        var (best, distance) = Nearest(at, snap, pipe, first);
        if (best is null) { _open.Add((pipe, first)); return; }
        if (distance <= Work.Exact || work.Findings.Add(FindingKind.SnappedEnd, Severity.Low, Which(first), [pipe.Id, best.Id], at,
            new($"线端距 {best.Id} {distance:0.00} m，在容差 {snap} m 内", $"Ends {distance:0.00} m from {best.Id}, within the tolerance of {snap} m"),
            new($"连到 {best.Id}", $"Join to {best.Id}"), auto: true, best.At, distance)) Set(pipe, first, best);
        else _open.Add((pipe, first));
    }

    /// <summary>The nearest point; of those as near to a centimetre, one of the pipe's own class. Not the one at its other end.</summary>
    private (WorkNode?, double) Nearest(Spot at, double within, WorkPipe pipe, bool first)
    {
        var other = first ? pipe.To : pipe.From;
        (WorkNode? Node, double Metres) best = (null, double.PositiveInfinity);
        foreach (var (node, metres) in grid.Within(at, within))
        {
            if (node == other) continue;
            var mismatched = Clash(node.Class, pipe.Class);
            if (metres + (mismatched ? Work.Exact : 0) < best.Metres) best = (node, metres);
        }
        return best;
    }

    private bool OnAPipe(WorkPipe pipe, bool first)
    {
        var at = At(pipe, first);
        var snap = work.Options.SnapMetres;
        var on = segments.Near(at, snap).Where(o => o.Pipe != pipe && IsInside(o, snap)).OrderBy(o => o.Metres).FirstOrDefault();
        if (on.Pipe is null) return false;
        if (!work.Findings.Add(FindingKind.EndJoinedToPipe, Severity.Low, Which(first), [pipe.Id, on.Pipe.Id], at,
            new($"线端落在 {on.Pipe.Id} 上（{on.Metres:0.00} m），该处无检查井", $"Ends on {on.Pipe.Id} ({on.Metres:0.00} m), where there is no manhole"),
            new($"在 {on.Pipe.Id} 上设井并连接", $"Join to {on.Pipe.Id} at a manhole made there"), auto: true, on.Foot, on.Metres)) return false;
        Set(pipe, first, MadeAt(on.Foot, pipe, first));
        return true;
    }

    /// <summary>Within the search distance, what lies ahead counts as nearer than what lies beside or behind.</summary>
    private bool Far(WorkPipe pipe, bool first)
    {
        var search = work.Options.SearchMetres;
        if (search <= work.Options.SnapMetres) return false;
        var at = At(pipe, first);
        var ahead = Ahead(pipe, first);
        var own = first ? pipe.To : pipe.From;
        (double Cost, WorkNode? Node, OnPipe On) best = (double.PositiveInfinity, null, default);
        foreach (var (node, metres) in grid.Within(at, search))
            if (node != own && !Clash(node.Class, pipe.Class) && Cost(node.At, metres) is var cost && cost < best.Cost) best = (cost, node, default);
        foreach (var on in segments.Near(at, search))
            if (on.Pipe != pipe && !Clash(on.Pipe.Class, pipe.Class) && IsInside(on, work.Options.SnapMetres) && Cost(on.Foot, on.Metres) * 1.5 is var cost && cost < best.Cost) best = (cost, null, on);
        if (best.Node is null && best.On.Pipe is null) return false;
        var (to, name, distance) = best.Node is { } n ? (n.At, n.Id, n.At.To(at)) : (best.On.Foot, best.On.Pipe.Id, best.On.Metres);
        if (!work.Findings.Add(FindingKind.DanglingEnd, Severity.Middle, Which(first), [pipe.Id, name], at,
            new($"线端未连接任何点；{distance:0.0} m 处有 {name}", $"Ends at nothing; {name} lies {distance:0.0} m away"),
            new($"延长到 {name}", $"Extend it to {name}"), auto: false, to, distance)) return false;
        Set(pipe, first, best.Node ?? MadeAt(best.On.Foot, pipe, first));
        return true;

        double Cost(Spot place, double metres) => metres < 0.001 ? 0 : metres * (2 - (place - at).Dot(ahead) / metres);
    }

    /// <summary>Ends within the tolerance of each other meet in a manhole that is made for them.</summary>
    private void Gather(List<(WorkPipe Pipe, bool First)> ends)
    {
        var made = new SpotGrid<WorkNode>(Math.Max(work.Options.SnapMetres, 0.05));
        var meets = new Dictionary<WorkNode, List<WorkPipe>>();
        foreach (var (pipe, first) in ends)
        {
            var at = At(pipe, first);
            var other = first ? pipe.To : pipe.From;
            var near = made.Within(at, Math.Max(work.Options.SnapMetres, Work.Exact)).Where(n => n.Item != other).OrderBy(n => n.Metres).Select(n => n.Item).FirstOrDefault();
            if (near is null)
            {
                near = MadeAt(at, pipe, first);
                made.Add(at, near);
                meets[near] = [];
            }
            meets[near].Add(pipe);
            Set(pipe, first, near);
        }
        foreach (var (node, pipes) in meets)
            if (pipes.Count > 1)
                work.Findings.Add(FindingKind.MissingManhole, Severity.Low, "", [node.Id, .. pipes.Select(p => p.Id)], node.At,
                    new($"{pipes.Count} 条管线在此相接，但没有检查井", $"{pipes.Count} lines meet here, where there is no manhole"), new($"设井 {node.Id}", $"Make manhole {node.Id}"), auto: true);
    }

    private WorkNode MadeAt(Spot at, WorkPipe pipe, bool first)
    {
        var node = work.Make($"{pipe.Id}~{Which(first)}", at);
        grid.Add(at, node);
        return node;
    }

    private bool IsInside(OnPipe on, double margin) => on.Foot.To(on.Pipe.Path[0]) > margin && on.Foot.To(on.Pipe.Path[^1]) > margin;

    internal static bool Clash(PipeClass a, PipeClass b) => (a, b) is (PipeClass.Sewer, PipeClass.Storm) or (PipeClass.Storm, PipeClass.Sewer)
        || (a == PipeClass.Reclaimed) != (b == PipeClass.Reclaimed) && a != PipeClass.Unknown && b != PipeClass.Unknown;

    private static string Which(bool first) => first ? "start" : "end";

    private static Spot At(WorkPipe pipe, bool first) => first ? pipe.Path[0] : pipe.Path[^1];

    private static Spot Ahead(WorkPipe pipe, bool first)
    {
        var d = first ? pipe.Path[0] - pipe.Path[1] : pipe.Path[^1] - pipe.Path[^2];
        return d.Length > 0 ? d * (1 / d.Length) : default;
    }

    private static void Set(WorkPipe pipe, bool first, WorkNode node)
    {
        if (first) pipe.From = node;
        else pipe.To = node;
    }
}
