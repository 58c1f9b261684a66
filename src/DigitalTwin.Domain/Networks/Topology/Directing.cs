using DigitalTwin.Domain.Assets;

namespace DigitalTwin.Domain.Networks.Topology;

/// <summary>Says which way each pipe flows: by its inverts, else its slope, else towards the end of the system, else as drawn; and where that goes uphill.</summary>
internal static class Directing
{
    /// <summary>A rise that a level would not show in a survey, m.</summary>
    private const double NoRise = 0.02;

    public static void Run(Work work)
    {
        if (work.Mending == Mending.AsDrawn) return;
        var around = Around(work);
        var flow = new Flow(work, around);
        // Judged for all before any is turned: what a way costs must not depend on their order.
        var judged = work.Pipes.Select(p => (Pipe: p, Way: Judge(p, flow))).ToArray();
        foreach (var (pipe, (asDrawn, zh, en)) in judged)
        {
            if (!asDrawn && !work.Findings.Add(FindingKind.Turned, Severity.Low, "", [pipe.Id], pipe.Middle,
                new($"绘制方向与水流相反（{zh}）", $"Drawn against the flow ({en})"), new("掉转方向", "Turn it"), auto: true)) continue;
            if (!asDrawn) pipe.Turn();
            Uphill(work, pipe, around);
        }
    }

    internal static List<WorkPipe>[] Around(Work work)
    {
        for (var i = 0; i < work.Nodes.Count; i++) work.Nodes[i].Index = i;
        var around = new List<WorkPipe>[work.Nodes.Count];
        for (var i = 0; i < around.Length; i++) around[i] = new(2);
        foreach (var pipe in work.Pipes)
        {
            around[pipe.From!.Index].Add(pipe);
            around[pipe.To!.Index].Add(pipe);
        }
        return around;
    }

    private static (bool AsDrawn, string Zh, string En) Judge(WorkPipe pipe, Flow flow)
    {
        if (pipe.Kind != AssetKind.PipeSegment) return (true, "", "");
        var (from, to) = (pipe.From!, pipe.To!);
        var fall = Flow.Fall(pipe);
        var byInverts = Math.Abs(fall) > Flow.Level;
        var bySlope = !byInverts && !pipe.IsPressurised && Math.Abs(pipe.Slope) > 1e-5;
        // A pipe that is the only good way out keeps it, even uphill.
        bool? only = flow.Via(from) == pipe ? true : flow.Via(to) == pipe ? false : null;
        if (byInverts && (only is null || only == fall > 0)) return (fall > 0, "按管底标高", "by its inverts");
        if (bySlope && (only is null || only == pipe.Slope > 0)) return (pipe.Slope > 0, "按坡度", "by its slope");
        if (only is { } way) return (way, "按去往处理厂或排口的方向", "towards the plant or outfall");
        var (a, b) = (flow.Cost(from), flow.Cost(to));
        return double.IsInfinity(a) || double.IsInfinity(b) || Math.Abs(a - b) < 1e-6 ? (true, "", "") : (a > b, "按去往处理厂或排口的方向", "towards the plant or outfall");
    }

    private static void Uphill(Work work, WorkPipe pipe, List<WorkPipe>[] around)
    {
        var rise = -Flow.Fall(pipe);
        if (!(rise > NoRise)) return;
        var severity = rise > Math.Max(0.1, pipe.Section.Height / 2) ? Severity.High : Severity.Middle;
        var reason = new Told($"沿水流方向升高 {rise:0.00} m（{pipe.Upper:0.00} → {pipe.Lower:0.00}）", $"Rises {rise:0.00} m along the flow ({pipe.Upper:0.00} → {pipe.Lower:0.00})");
        var swap = !double.IsNaN(pipe.FromInvert) && !double.IsNaN(pipe.ToInvert) && FitsSwapped(pipe, around);
        if (work.Findings.Add(FindingKind.Uphill, severity, "", [pipe.Id], pipe.Middle, reason, swap ? new("两端标高填反，互换", "Its two inverts were entered the wrong way round: swap them") : null, metres: rise))
            (pipe.FromInvert, pipe.ToInvert) = (pipe.ToInvert, pipe.FromInvert);
    }

    /// <summary>Whether, with its inverts exchanged, what flows in lies above it and what flows out below.</summary>
    private static bool FitsSwapped(WorkPipe pipe, List<WorkPipe>[] around)
    {
        var (upper, lower) = (pipe.ToInvert, pipe.FromInvert);
        var into = around[pipe.From!.Index].Where(p => p != pipe).Select(p => p.To == pipe.From ? p.Lower : p.Upper).ToArray();
        var outOf = around[pipe.To!.Index].Where(p => p != pipe).Select(p => p.From == pipe.To ? p.Upper : p.Lower).ToArray();
        return into.Length + outOf.Length > 0 && into.All(e => !(e < upper - NoRise)) && outOf.All(e => !(e > lower + NoRise));
    }
}
