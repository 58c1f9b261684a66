namespace DigitalTwin.Domain.Networks.Topology;

/// <summary>Pipes between the same two nodes along the same way, and pipes from a node to itself.</summary>
internal static class Duplicates
{
    public static void Run(Work work)
    {
        var between = new Dictionary<(WorkNode, WorkNode), List<WorkPipe>>();
        var kept = new List<WorkPipe>(work.Pipes.Count);
        foreach (var pipe in work.Pipes)
        {
            if (pipe.From == pipe.To)
            {
                work.Findings.Add(FindingKind.Collapsed, Severity.Low, "", [pipe.Id, pipe.From!.Id], pipe.Path[0],
                    new($"两端都在 {pipe.From.Id}，长 {pipe.Drawn:0.0} m", $"Both ends are {pipe.From.Id}; {pipe.Drawn:0.0} m long"));
                Keep(work, pipe, "两端为同一点", "Both ends are one point");
                continue;
            }
            var key = string.CompareOrdinal(pipe.From!.Id, pipe.To!.Id) < 0 ? (pipe.From, pipe.To) : (pipe.To, pipe.From);
            if (!between.TryGetValue(key, out var there)) between[key] = there = [];
            var twin = work.Mending == Mending.AsDrawn ? null : there.FirstOrDefault(p => IsSameWay(p, pipe, work.Options.SnapMetres));
            var alike = twin is not null && twin.Class == pipe.Class && (twin.Section == pipe.Section || pipe.Section == CrossSection.None);
            if (twin is not null && work.Findings.Add(FindingKind.DuplicatePipe, alike ? Severity.Low : Severity.Middle, "", [pipe.Id, twin.Id], pipe.Middle,
                alike ? new($"与 {twin.Id} 重复", $"Lies on {twin.Id} and is alike") : new($"与 {twin.Id} 位置相同，但类别或管径不同", $"Lies on {twin.Id} but differs in class or diameter"),
                new($"去掉，保留 {twin.Id}", $"Leave it out, keep {twin.Id}"), auto: alike))
            {
                Keep(work, pipe, $"与 {twin.Id} 重复", $"Duplicate of {twin.Id}");
                continue;
            }
            there.Add(pipe);
            kept.Add(pipe);
        }
        work.Pipes = kept;
    }

    private static void Keep(Work work, WorkPipe pipe, string zh, string en) =>
        work.Keep(pipe.Id, pipe.Line?.Source ?? default, work.Plane.Back(pipe.Path[0]), zh, en);

    private static bool IsSameWay(WorkPipe a, WorkPipe b, double snap)
    {
        var reach = Math.Max(2 * snap, 0.1);
        return Math.Abs(a.Drawn - b.Drawn) <= reach + 0.02 * a.Drawn && Enumerable.Range(0, b.Path.Length - 1).All(i => Near(a, (b.Path[i] + b.Path[i + 1]) * 0.5) <= reach);

        static double Near(WorkPipe pipe, Spot at) => Enumerable.Range(0, pipe.Path.Length - 1).Min(i => SegmentGrid.Foot(pipe, i, at).Metres);
    }
}
