using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using DigitalTwin.Domain.Hydraulics.Sections;

namespace DigitalTwin.Domain.Hydraulics.Routing;

/// <summary>Flow in each conduit as a linear function of the heads at its ends, from the momentum equation of gradually varied unsteady flow.</summary>
/// <remarks>
/// Saint-Venant's momentum equation in the link–node form of SWMM 5 Reference Manual, vol. II (Rossman 2017, EPA/600/R-17/111), §3.2–3.3:
/// (1 + losses)·Q + a·|Q|·Q = Q_old + inertia − Δt·g·A·(H₂ − H₁)/L, a = Δt·g·n²/(R^(4/3)·A). Where SWMM iterates on |Q| of the last trial, the
/// quadratic is solved here, and the flow is handed on with its slopes ∂Q/∂H₁ ≥ 0 and −∂Q/∂H₂ ≥ 0 so that heads can be found for all nodes at once.
/// Flow classes, inertial damping, upstream weighting and the limit to uniform flow follow §3.3.3–3.3.6 of the manual.
/// </remarks>
/// <param name="lines">What is found, by conduit; of the last iteration the flow is read.</param>
internal sealed class ConduitFlows(HydraulicModel model, RoutingOptions options, LinkLine[] lines)
{
    private const double Thin = Pipe.Thin;
    private const double ThinArea = 9.29e-6; // m², likewise 0.0001 ft².
    private const double FastestVelocity = 15.24; // m/s
    private const double G = HydraulicModelBuilder.Gravity;

    private readonly double[] _rows = [.. model.Sections.SelectMany(s => s.Rows)];
    private readonly Pipe[] _pipes = [.. Enumerable.Range(0, model.ConduitCount).Select(i => new Pipe(model, options, i))];

    /// <summary>Of one barrel half-way, m².</summary>
    public double[] MidArea { get; } = new double[model.ConduitCount];
    /// <summary>At either end, of one barrel, m².</summary>
    public double[] FromArea { get; } = new double[model.ConduitCount];
    public double[] ToArea { get; } = new double[model.ConduitCount];

    private enum Reach : byte { Subcritical, FromCritical, ToCritical, FromDry, ToDry, Dry }

    public ref readonly Pipe this[int i] => ref _pipes[i];

    /// <summary>Makes a conduit's line anew.</summary>
    /// <param name="depth">Of nodes, in this iteration, m.</param>
    /// <param name="old">Flows and areas at the start of the step.</param>
    public void Evaluate(int i, double[] depth, RoutingState old, double dt)
    {
        ref readonly var p = ref _pipes[i];
        ref var line = ref lines[i];
        double z1 = p.FromInvert, z2 = p.ToInvert, length = p.Length, height = p.Height, barrels = p.Barrels, depth1 = depth[p.From], depth2 = depth[p.To];
        double head1 = p.FromBed + Math.Max(0, depth1), head2 = p.ToBed + Math.Max(0, depth2);
        double h1 = Math.Max(head1, z1), h2 = Math.Max(head2, z2);
        double y1 = Math.Clamp(h1 - z1, Thin, height), y2 = Math.Clamp(h2 - z2, Thin, height);
        var q = line.Flow / barrels;
        bool free1 = head1 > z1, free2 = head2 > z2; // Whether the flow feels the node's head.
        var reach = Classify(in p, q, depth1, depth2, head1, head2, y1, y2, out var controlled, out var share);
        if (reach == Reach.FromCritical) (y1, h1, free1) = (controlled, z1 + controlled, false);
        else if (reach == Reach.ToCritical) (y2, h2, free2) = (controlled, z2 + controlled, false);
        else if (reach == Reach.FromDry) y1 = Thin;
        else if (reach == Reach.ToDry) y2 = Thin;

        var middle = (y1 + y2) / 2;
        Vector256<double> at1 = Look(in p, y1, out var rise), at2 = Look(in p, y2, out _), atMid = Look(in p, middle, out _);
        double a1 = at1[0], a2 = at2[0], aMid = atMid[0], wMid = atMid[1];
        MidArea[i] = aMid;
        (FromArea[i], ToArea[i]) = (a1, a2);
        Surfaces(ref line, in p, reach, at1[1], wMid, at2[1], share);
        if (p.Has(PipeTraits.FromFades) && head1 > z1 + height) line.SurfaceFrom *= Fade(head1 - z1 - height, height);
        if (p.Has(PipeTraits.ToFades) && head2 > z2 + height) line.SurfaceTo *= Fade(head2 - z2 - height, height);
        (line.SlopeFrom, line.SlopeTo) = (0, 0);
        if (reach >= Reach.FromDry || aMid <= ThinArea)
        {
            MidArea[i] = (a1 + a2) / 2;
            line.Flow = 0;
            return;
        }

        bool isFull = y1 >= height && y2 >= height, isClosed = p.Has(PipeTraits.IsClosed);
        var v = Math.Clamp(q / aMid, -FastestVelocity, FastestVelocity);
        var froude = height - middle <= Thin && isClosed ? 0 : Math.Abs(v) / Math.Sqrt(G * aMid / wMid);
        var sigma = froude <= 0.5 ? 1 : froude >= 1 ? 0 : 2 * (1 - froude);
        var rho = !isFull && q > 0 && h1 >= h2 ? sigma : 1;
        double area = a1 + (aMid - a1) * rho, r43 = at1[2] + (atMid[2] - at1[2]) * rho;
        if (options.Damping == InertialDamping.None) sigma = 1;
        else if (options.Damping == InertialDamping.Full) sigma = 0;
        if (isFull && isClosed) sigma = 0;

        var pull = dt * G * area / length;
        var drive = old.Flow[i] / barrels - pull * (h2 - h1);
        if (sigma > 0) drive += sigma * v * (2 * (aMid - Math.Max(old.MidArea[i], ThinArea)) + dt * v * (a2 - a1) / length);
        var linear = 1.0;
        if (p.Has(PipeTraits.HasLosses)) linear += dt / 2 / length * Math.Abs(q) * (p.EntryLoss / Math.Max(a1, ThinArea) + p.ExitLoss / Math.Max(a2, ThinArea) + p.MeanLoss / Math.Max(aMid, ThinArea));
        var friction = dt * p.Friction / (r43 * aMid);
        var root = Math.Sqrt(linear * linear + 4 * friction * Math.Abs(drive));
        var flow = 2 * drive / (linear + root);
        var slope = pull / root;
        double slope1 = free1 ? slope : 0, slope2 = free2 ? slope : 0, uniform = at1[3];

        if (flow > 0 && y1 < height && reach == Reach.Subcritical && uniform < flow && IsUniformLimited(in p, flow, y1, y2, a1, at1[1]))
            (flow, slope1, slope2) = (uniform, free1 ? rise : 0, 0);
        else if (free1 && flow > 0 && rho < 1 && uniform > 0)
        {
            // In fast flow the area follows the upper depth, and with it the flow: without this slope steep pipes would bound the step.
            slope1 = Math.Max(slope1, (1 - rho) * flow * rise / uniform);
        }
        if (p.FlowLimit > 0 && Math.Abs(flow) > p.FlowLimit) (flow, slope1, slope2) = (Math.Sign(flow) * p.FlowLimit, 0, 0);
        if (p.Has(flow > 0 ? PipeTraits.ShutsForward : PipeTraits.ShutsBackward) || (flow > 0 ? depth1 <= Thin : depth2 <= Thin && !p.Has(PipeTraits.ToIsEnd))) line.Flow = 0;
        else (line.Flow, line.SlopeFrom, line.SlopeTo) = (flow * barrels, slope1 * barrels, slope2 * barrels);
    }

    /// <summary>Kinds of reach by which end is wet and which end falls free (manual, table 3-1).</summary>
    private static Reach Classify(in Pipe p, double q, double depth1, double depth2, double head1, double head2, double y1, double y2, out double controlled, out double share)
    {
        (controlled, share) = (0, 1);
        if (y1 >= p.Height && y2 >= p.Height) return Reach.Subcritical;
        bool wet1 = y1 > Thin, wet2 = y2 > Thin;
        if (!wet1 && !wet2) return Reach.Dry;
        if (wet1 && wet2)
        {
            if (q < 0 ? !p.FallsFrom(depth1) : !p.FallsTo(depth2)) return Reach.Subcritical;
            double normal = p.NormalDepth(q), critical = p.CriticalDepth(q), least = Math.Min(normal, critical), most = Math.Max(normal, critical);
            if (q < 0)
            {
                if (y1 >= least) return Reach.Subcritical;
                controlled = Math.Max(least, Thin);
                return Reach.FromCritical;
            }
            if (y2 < least)
            {
                controlled = Math.Max(least, Thin);
                return Reach.ToCritical;
            }
            if (y2 < most) share = most - least < Thin ? 0 : (most - y2) / (most - least);
            return Reach.Subcritical;
        }
        if (wet2 ? head2 < p.FromInvert : head1 < p.ToInvert) return wet2 ? Reach.FromDry : Reach.ToDry;
        if (wet2 ? !p.FallsFrom(depth1) : !p.FallsTo(depth2)) return Reach.Subcritical;
        controlled = Math.Max(Math.Min(p.NormalDepth(q), p.CriticalDepth(q)), Thin);
        return wet2 ? Reach.FromCritical : Reach.ToCritical;
    }

    private static void Surfaces(ref LinkLine line, in Pipe p, Reach reach, double w1, double wMid, double w2, double share)
    {
        var quarter = p.Length / 4 * p.Barrels;
        (line.SurfaceFrom, line.SurfaceTo) = reach switch
        {
            Reach.Subcritical => ((w1 + wMid) * quarter, (wMid + w2) * quarter * share),
            Reach.FromCritical => (0, (wMid + w2) * quarter * 2),
            Reach.ToCritical => ((w1 + wMid) * quarter * 2, 0),
            Reach.FromDry => (p.Has(PipeTraits.FromOffset) ? 0 : (w1 + wMid) * quarter, (wMid + w2) * quarter),
            Reach.ToDry => ((w1 + wMid) * quarter, p.Has(PipeTraits.ToOffset) ? 0 : (wMid + w2) * quarter),
            _ => (Thin * p.Length / 2, Thin * p.Length / 2),
        };
    }

    /// <summary>Where the water surface is flatter than the pipe or the flow is fast, the pipe cannot carry more than uniform flow (manual, §3.3.6).</summary>
    private static bool IsUniformLimited(in Pipe p, double flow, double y1, double y2, double a1, double w1)
    {
        if (y1 < y2) return true;
        if (p.Has(PipeTraits.FromIsEnd | PipeTraits.ToIsEnd) || y2 <= Thin || a1 <= ThinArea) return false;
        var v = flow / a1;
        return v * v >= G * a1 / w1;
    }

    /// <summary>Area, surface width, R^(4/3) and uniform flow at a depth, and how fast uniform flow rises with it, m²/s.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector256<double> Look(in Pipe p, double y, out double rise)
    {
        var t = y * p.PerDepth;
        var k = Math.Min((int)t, SectionTable.Intervals);
        ref var row = ref MemoryMarshal.GetReference(_rows.AsSpan(p.Row + k * SectionTable.Columns, 2 * SectionTable.Columns));
        var low = Vector256.LoadUnsafe(ref row);
        var step = Vector256.LoadUnsafe(ref row, SectionTable.Columns) - low;
        rise = Math.Max(0, p.Uniform * step[3] * p.PerDepth);
        return (low + step * (t - k)) * p.Scale;
    }

    private static double Fade(double drowned, double height) => Math.Exp(-NodeVolumes.Fading * drowned / height);
}
