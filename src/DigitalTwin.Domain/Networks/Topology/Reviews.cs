using DigitalTwin.Domain.Assets;

namespace DigitalTwin.Domain.Networks.Topology;

/// <summary>What a network that is put together shows when one follows the water: misjoined pipes, diameters that shrink, ends that end nothing.</summary>
internal static class Reviews
{
    /// <summary>Smaller by more than this share counts; catalogues of pipes differ by less.</summary>
    private const double Shrinks = 0.05;

    public static void Run(Work work)
    {
        if (work.Mending == Mending.AsDrawn) return;
        var around = Directing.Around(work);
        foreach (var pipe in work.Pipes)
        {
            var after = around[pipe.To!.Index].Where(p => p.From == pipe.To).ToArray();
            var before = around[pipe.From!.Index].Where(p => p.To == pipe.From).ToArray();
            Misjoined(work, pipe, before, after, around);
            Shrinking(work, pipe, after, around);
        }
        foreach (var node in work.Nodes) DeadEnd(work, node, around[node.Index]);
    }

    private static void Misjoined(Work work, WorkPipe pipe, WorkPipe[] before, WorkPipe[] after, List<WorkPipe>[] around)
    {
        if (pipe.Class == PipeClass.Sewer && pipe.To!.Kind == AssetKind.Outfall && pipe.To.Class != PipeClass.Combined && !IsEffluent(work, pipe, around))
            work.Findings.Add(FindingKind.Misjoined, Severity.High, "outfall", [pipe.Id, pipe.To.Id], pipe.To.At,
                new($"污水管直接通向排口 {pipe.To.Id}（污水直排）", $"A sewer leads straight to outfall {pipe.To.Id}"));
        if (after.Length == 0) return;
        var next = after[0];
        var wrong = (pipe.Class, next.Class) switch
        {
            (PipeClass.Sewer, PipeClass.Storm) => ("污水管接入雨水管", "A sewer runs into a storm drain", Severity.High),
            (PipeClass.Combined, PipeClass.Storm) => ("合流管接入雨水管", "A combined sewer runs into a storm drain", Severity.High),
            (PipeClass.Storm, PipeClass.Sewer) => ("雨水管接入污水管", "A storm drain runs into a sewer", Severity.Middle),
            _ => default,
        };
        if (wrong.Item1 is null || after.Any(a => a.Class != next.Class || a.Kind is AssetKind.Weir or AssetKind.Orifice)) return;
        var beyond = around[next.To!.Index].Where(p => p.From == next.To).ToArray();
        // One pipe that alone is of another class between its neighbours was probably entered wrongly.
        var (relabel, to) = before.Length > 0 && before.All(b => b.Class == next.Class) ? (pipe, next.Class)
            : beyond.Length > 0 && beyond.All(b => b.Class == pipe.Class) && after.Length == 1 ? (next, pipe.Class) : (null, default);
        var told = to switch { PipeClass.Sewer => ("污水", "sewer"), PipeClass.Storm => ("雨水", "storm drain"), _ => ("合流", "combined sewer") };
        if (work.Findings.Add(FindingKind.Misjoined, wrong.Item3, "", [pipe.Id, next.Id], pipe.To!.At,
            new($"{wrong.Item1} {next.Id}（错接混接，需现场核查）", $"{wrong.Item2}, {next.Id}; to be checked on site"),
            relabel is null ? null : new($"{relabel.Id} 上下游均为{told.Item1}管，改其类别", $"{relabel.Id} lies between pipes that are {told.Item2}s: change its class")) && relabel is not null) relabel.Class = to;
    }

    /// <summary>What comes out of a plant has been treated.</summary>
    private static bool IsEffluent(Work work, WorkPipe pipe, List<WorkPipe>[] around)
    {
        var (node, most) = (pipe.From!, 100);
        while (!node.IsPlant && most-- > 0)
        {
            var into = around[node.Index].Where(p => p.To == node).ToArray();
            if (into.Length != 1) return false;
            node = into[0].From!;
        }
        return node.IsPlant;
    }

    private static void Shrinking(Work work, WorkPipe pipe, WorkPipe[] after, List<WorkPipe>[] around)
    {
        if (pipe.Kind != AssetKind.PipeSegment || pipe.IsPressurised || pipe.Section.Shape != SectionShape.Circular || after.Length == 0 || after.Any(a => a.Kind != AssetKind.PipeSegment || a.IsPressurised || a.Section.Height <= 0)) return;
        var widest = after.MaxBy(a => a.Section.Height)!;
        // Several pipes that share the flow may each be smaller.
        if (after.Length > 1 || widest.Section.Shape != SectionShape.Circular || widest.Section.Height >= pipe.Section.Height * (1 - Shrinks)) return;
        var beyond = around[widest.To!.Index].Where(p => p.From == widest.To && p.Section.Height > 0).ToArray();
        var isOdd = beyond.Length > 0 && beyond.All(b => b.Section.Height >= pipe.Section.Height * (1 - Shrinks));
        if (work.Findings.Add(FindingKind.DiameterShrinks, Severity.Middle, "", [widest.Id, pipe.Id], pipe.To!.At,
            new($"管径由 {pipe.Section.Height * 1000:0} 缩为 {widest.Section.Height * 1000:0} mm", $"The diameter shrinks from {pipe.Section.Height * 1000:0} to {widest.Section.Height * 1000:0} mm"),
            isOdd ? new($"上下游均不小于 {pipe.Section.Height * 1000:0} mm，改 {widest.Id} 的管径", $"Its neighbours are {pipe.Section.Height * 1000:0} mm or more: change that of {widest.Id}") : null)) widest.Section = pipe.Section;
    }

    private static void DeadEnd(Work work, WorkNode node, List<WorkPipe> around)
    {
        if (node.IsTerminal || around.Count == 0 || node.Kind is AssetKind.StorageTank or AssetKind.ReuseIntake || around.Any(p => p.From == node) || around.Any(p => p.IsPressurised)) return;
        work.Findings.Add(FindingKind.DanglingEnd, Severity.High, "sink", [node.Id, .. around.Select(p => p.Id)], node.At,
            new("水流到此为止：没有下游管", "Water ends here: no pipe leads on"));
    }
}
