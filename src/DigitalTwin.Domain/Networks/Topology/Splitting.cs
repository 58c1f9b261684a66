namespace DigitalTwin.Domain.Networks.Topology;

/// <summary>Splits pipes at the manholes that lie on them, and looks for crossings without one.</summary>
internal static class Splitting
{
    /// <summary>Two pipes whose bottoms differ by more than this at a crossing pass over each other, m.</summary>
    private const double Clears = 0.5;

    public static void Run(Work work)
    {
        var segments = new SegmentGrid(SegmentCell);
        foreach (var pipe in work.Pipes) segments.Add(pipe);
        var cuts = new Dictionary<WorkPipe, List<(OnPipe On, WorkNode Node)>>();
        foreach (var node in work.Nodes) AtManhole(work, node, segments, cuts);
        if (work.Mending != Mending.AsDrawn) Crossings(work, segments, cuts);
        if (cuts.Count > 0) work.Pipes = [.. work.Pipes.SelectMany(p => cuts.TryGetValue(p, out var at) ? Split(work, p, at) : [p])];
    }

    /// <summary>About the length of a piece between two manholes, m.</summary>
    internal const double SegmentCell = 25;

    private static void AtManhole(Work work, WorkNode node, SegmentGrid segments, Dictionary<WorkPipe, List<(OnPipe, WorkNode)>> cuts)
    {
        var snap = work.Options.SnapMetres;
        foreach (var on in segments.Near(node.At, snap))
        {
            var pipe = on.Pipe;
            if (pipe.From == node || pipe.To == node || pipe.NamesItsEnds || on.Foot.To(pipe.Path[0]) <= snap || on.Foot.To(pipe.Path[^1]) <= snap) continue;
            var isMade = node.Point is null;
            var clash = Ends.Clash(node.Class, pipe.Class);
            if (isMade || work.Findings.Add(FindingKind.PipeThroughManhole, clash ? Severity.Middle : Severity.Low, node.Id, [pipe.Id, node.Id], node.At,
                clash ? new($"管线穿过另一类管网的井 {node.Id}", $"Runs through {node.Id}, a manhole of another kind of network") : new($"管线穿过检查井 {node.Id} 而未断开", $"Runs through manhole {node.Id} unbroken"),
                new($"在 {node.Id} 处断开", $"Split it at {node.Id}"), auto: !clash, metres: on.Metres))
                (cuts.TryGetValue(pipe, out var list) ? list : cuts[pipe] = []).Add((on, node));
        }
    }

    private static void Crossings(Work work, SegmentGrid segments, Dictionary<WorkPipe, List<(OnPipe On, WorkNode Node)>> cuts)
    {
        var snap = Math.Max(work.Options.SnapMetres, 0.1);
        var seen = new HashSet<(string, string)>();
        foreach (var (a, b) in segments.Pairs())
        {
            if (a.Pipe.From == b.Pipe.From || a.Pipe.From == b.Pipe.To || a.Pipe.To == b.Pipe.From || a.Pipe.To == b.Pipe.To) continue;
            if (Ends.Clash(a.Pipe.Class, b.Pipe.Class) || a.Pipe.IsPressurised != b.Pipe.IsPressurised) continue;
            if (Cross(a.Pipe, a.Segment, b.Pipe, b.Segment) is not { } x) continue;
            if (new[] { a.Pipe.Path[0], a.Pipe.Path[^1], b.Pipe.Path[0], b.Pipe.Path[^1] }.Any(end => end.To(x.At) <= snap)) continue;
            var order = string.CompareOrdinal(a.Pipe.Id, b.Pipe.Id) < 0;
            var (one, other) = order ? (a.Pipe, b.Pipe) : (b.Pipe, a.Pipe);
            if (cuts.GetValueOrDefault(one) is { } known && known.Any(c => c.Node.At.To(x.At) <= 2 * snap) || !seen.Add((one.Id, other.Id))) continue;
            var apart = Math.Abs(Bottom(a.Pipe, a.Segment, x.AlongA) - Bottom(b.Pipe, b.Segment, x.AlongB));
            if (apart > Clears) continue;
            if (!work.Findings.Add(FindingKind.CrossingWithoutManhole, Severity.Low, other.Id, [one.Id, other.Id], x.At,
                double.IsNaN(apart) ? new("两管相交，没有检查井，标高不明", "Two pipes cross without a manhole; how deep they lie is unknown") : new($"两管相交，没有检查井，标高差 {apart:0.00} m", $"Two pipes cross without a manhole, {apart:0.00} m apart in height"),
                new("在交点设井并连接", "Join them at a manhole made there"))) continue;
            var node = work.Make($"{one.Id}~x", x.At);
            foreach (var (pipe, segment) in new[] { a, b })
                (cuts.TryGetValue(pipe, out var list) ? list : cuts[pipe] = []).Add((SegmentGrid.Foot(pipe, segment, x.At), node));
        }
    }

    private static (Spot At, double AlongA, double AlongB)? Cross(WorkPipe a, int i, WorkPipe b, int j)
    {
        var (p, r, q, s) = (a.Path[i], a.Path[i + 1] - a.Path[i], b.Path[j], b.Path[j + 1] - b.Path[j]);
        var cross = r.X * s.Y - r.Y * s.X;
        if (Math.Abs(cross) < 1e-12) return null;
        var d = q - p;
        double t = (d.X * s.Y - d.Y * s.X) / cross, u = (d.X * r.Y - d.Y * r.X) / cross;
        return t is > 0 and < 1 && u is > 0 and < 1 ? (p + r * t, t, u) : null;
    }

    private static double Bottom(WorkPipe pipe, int segment, double along)
    {
        var before = pipe.Path[segment].To(pipe.Path[segment + 1]) * along;
        for (var i = 0; i < segment; i++) before += pipe.Path[i].To(pipe.Path[i + 1]);
        return pipe.Upper + (pipe.Lower - pipe.Upper) * before / pipe.Drawn;
    }

    private static IEnumerable<WorkPipe> Split(Work work, WorkPipe pipe, List<(OnPipe On, WorkNode Node)> cuts)
    {
        cuts.Sort((a, b) => (a.On.Segment + a.On.Along).CompareTo(b.On.Segment + b.On.Along));
        var whole = pipe.Drawn;
        var (upper, lower) = (pipe.FromInvert, pipe.ToInvert);
        var (from, path, done, n) = (pipe.From, new List<Spot> { pipe.Path[0] }, 0.0, 1);
        var segment = 0;
        foreach (var (on, node) in cuts.Append((new OnPipe(pipe, pipe.Path.Length - 2, 1, pipe.Path[^1], 0), pipe.To!)))
        {
            for (; segment < on.Segment; segment++) path.Add(pipe.Path[segment + 1]);
            if (path[^1].To(node.At) > 1e-9) path.Add(node.At);
            if (path.Count < 2) path.Add(node.At);
            var part = new WorkPipe
            {
                Id = work.Claim($"{pipe.Id}-{n++}"), Line = pipe.Line, Path = [.. path], From = from, To = node, Kind = pipe.Kind, Class = pipe.Class, Section = pipe.Section,
                Slope = pipe.Slope, IsPressurised = pipe.IsPressurised, FromInvert = upper + (lower - upper) * done / whole,
            };
            if (done == 0) part.FromInvert = upper;
            done = node == pipe.To ? whole : Math.Min(whole, done + part.Drawn);
            part.ToInvert = node == pipe.To ? lower : upper + (lower - upper) * done / whole;
            part.GivenLength = pipe.GivenLength * (part.Drawn / whole);
            yield return part;
            (from, path) = (node, [node.At]);
        }
    }
}
