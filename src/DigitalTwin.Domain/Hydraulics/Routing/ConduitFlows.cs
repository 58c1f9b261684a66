using System.Runtime.CompilerServices;
using DigitalTwin.Domain.Hydraulics.Sections;

namespace DigitalTwin.Domain.Hydraulics.Routing;

/// <summary>Flow in each conduit as a linear function of the heads at its ends, from the momentum equation of gradually varied unsteady flow.</summary>
/// <remarks>
/// Saint-Venant's momentum equation in the link–node form of SWMM 5 Reference Manual, vol. II (Rossman 2017, EPA/600/R-17/111), §3.2–3.3:
/// (1 + losses)·Q + a·|Q|·Q = Q_old + inertia − Δt·g·A·(H₂ − H₁)/L, a = Δt·g·n²/(R^(4/3)·A). Where SWMM iterates on |Q| of the last trial, the
/// quadratic is solved here, and the flow is handed on with its slopes ∂Q/∂H₁ ≥ 0 and −∂Q/∂H₂ ≥ 0 so that heads can be found for all nodes at once.
/// Flow classes, inertial damping, upstream weighting and the limit to uniform flow follow §3.3.3–3.3.6 of the manual.
/// </remarks>
internal sealed class ConduitFlows(HydraulicModel model, RoutingOptions options)
{
    internal const double Thin = 3.048e-5; // m, a film: SWMM's 0.0001 ft.
    private const double ThinArea = 9.29e-6; // m², likewise 0.0001 ft².
    private const double FastestVelocity = 15.24; // m/s
    private const double G = HydraulicModelBuilder.Gravity;

    private readonly double[] _rows = Concatenate(model);
    private readonly int[] _offset = [.. model.Section.Select(s => s * (SectionTable.Intervals + 2) * SectionTable.Columns)];
    private readonly double[] _perDepth = [.. model.Height.Select(h => SectionTable.Intervals / h)];
    private readonly double[] _h2 = [.. model.Height.Select(h => h * h)];
    private readonly double[] _h43 = [.. model.Height.Select(h => Math.Pow(h, 4.0 / 3))];
    private readonly double[] _uniform = [.. model.UniformFactor.Zip(model.Height, (u, h) => u * Math.Pow(h, 8.0 / 3))];
    private readonly double[] _uniformMost = [.. Enumerable.Range(0, model.ConduitCount).Select(i => model.UniformFactor[i] * Math.Pow(model.Height[i], 8.0 / 3) * model.Sections[model.Section[i]].GreatestSectionFactor)];
    private readonly double[] _criticalMost = [.. Enumerable.Range(0, model.ConduitCount).Select(i => Math.Sqrt(G) * Math.Pow(model.Height[i], 2.5) * model.Sections[model.Section[i]].GreatestCriticalFactor)];
    private readonly bool[] _fromOffset = [.. Enumerable.Range(0, model.ConduitCount).Select(i => model.FromInvert[i] > model.Invert[model.From[i]] + 1e-9)];
    private readonly bool[] _toOffset = [.. Enumerable.Range(0, model.ConduitCount).Select(i => model.ToInvert[i] > model.Invert[model.To[i]] + 1e-9)];
    private readonly bool[] _fadesFrom = [.. Enumerable.Range(0, model.ConduitCount).Select(i => Fades(model, options, i, model.From[i], model.FromInvert[i]))];
    private readonly bool[] _fadesTo = [.. Enumerable.Range(0, model.ConduitCount).Select(i => Fades(model, options, i, model.To[i], model.ToInvert[i]))];
    private readonly bool[] _hasEnd = [.. Enumerable.Range(0, model.ConduitCount).Select(i => model.Role[model.From[i]] == NodeRole.Outfall || model.Role[model.To[i]] == NodeRole.Outfall)];
    private readonly bool[] _hasLosses = [.. Enumerable.Range(0, model.ConduitCount).Select(i => model.EntryLoss[i] + model.ExitLoss[i] + model.MeanLoss[i] > 0)];

    /// <summary>All barrels, m³/s, at the heads that were given.</summary>
    public double[] Flow { get; } = new double[model.ConduitCount];
    /// <summary>∂Q/∂H at the upper end and −∂Q/∂H at the lower, m²/s.</summary>
    public double[] SlopeFrom { get; } = new double[model.ConduitCount];
    public double[] SlopeTo { get; } = new double[model.ConduitCount];
    /// <summary>Plan area that the conduit lends to its end nodes, m².</summary>
    public double[] SurfaceFrom { get; } = new double[model.ConduitCount];
    public double[] SurfaceTo { get; } = new double[model.ConduitCount];
    /// <summary>Of one barrel half-way, m².</summary>
    public double[] MidArea { get; } = new double[model.ConduitCount];
    /// <summary>Mean of both ends' areas, of one barrel, m².</summary>
    public double[] MeanArea { get; } = new double[model.ConduitCount];
    public double[] Froude { get; } = new double[model.ConduitCount];

    private enum Reach : byte { Subcritical, FromCritical, ToCritical, FromDry, ToDry, Dry }

    /// <param name="depth">Of nodes, in this iteration, m.</param>
    /// <param name="old">Flows and areas at the start of the step.</param>
    /// <param name="last">Flows of the last iteration, all barrels.</param>
    public void Evaluate(double[] depth, RoutingState old, double[] last, double dt)
    {
        for (var i = 0; i < model.ConduitCount; i++) Evaluate(i, depth, old.Flow[i], old.MidArea[i], last[i], dt);
    }

    /// <summary>As <see cref="Evaluate(double[], RoutingState, double[], double)"/>, but a conduit between heads that hardly moved keeps its line.</summary>
    /// <param name="moved">By how much each head moved since the last time, m.</param>
    /// <param name="still">What counts as hardly, m.</param>
    public void Refresh(double[] depth, RoutingState old, double[] last, double[] moved, double still, double dt)
    {
        for (var i = 0; i < model.ConduitCount; i++)
        {
            if (Math.Abs(moved[model.From[i]]) < still && Math.Abs(moved[model.To[i]]) < still) Flow[i] = last[i];
            else Evaluate(i, depth, old.Flow[i], old.MidArea[i], last[i], dt);
        }
    }

    private void Evaluate(int i, double[] depth, double oldFlow, double oldArea, double lastFlow, double dt)
    {
        var (from, to, length, height) = (model.From[i], model.To[i], model.Length[i], model.Height[i]);
        double z1 = model.FromInvert[i], z2 = model.ToInvert[i], barrels = model.Barrels[i];
        double head1 = model.Invert[from] + Math.Max(0, depth[from]), head2 = model.Invert[to] + Math.Max(0, depth[to]);
        double h1 = Math.Max(head1, z1), h2 = Math.Max(head2, z2);
        double y1 = Math.Clamp(h1 - z1, Thin, height), y2 = Math.Clamp(h2 - z2, Thin, height);
        var q = lastFlow / barrels;
        bool free1 = head1 > z1, free2 = head2 > z2; // Whether the flow feels the node's head.
        var reach = Classify(i, q, depth, head1, head2, y1, y2, height, out var controlled, out var share);
        if (reach == Reach.FromCritical) (y1, h1, free1) = (controlled, z1 + controlled, false);
        else if (reach == Reach.ToCritical) (y2, h2, free2) = (controlled, z2 + controlled, false);
        else if (reach == Reach.FromDry) y1 = Thin;
        else if (reach == Reach.ToDry) y2 = Thin;

        var middle = (y1 + y2) / 2;
        Look(i, y1, out var a1, out var w1, out var r1);
        Look(i, y2, out var a2, out var w2, out _);
        Look(i, middle, out var aMid, out var wMid, out var rMid);
        MidArea[i] = aMid;
        MeanArea[i] = (a1 + a2) / 2;
        Surfaces(i, reach, length, w1, wMid, w2, share, barrels);
        if (_fadesFrom[i] && head1 > z1 + height) SurfaceFrom[i] *= Fade(head1 - z1 - height, height);
        if (_fadesTo[i] && head2 > z2 + height) SurfaceTo[i] *= Fade(head2 - z2 - height, height);
        if (reach >= Reach.FromDry || aMid <= ThinArea)
        {
            MidArea[i] = MeanArea[i];
            (Flow[i], SlopeFrom[i], SlopeTo[i], Froude[i]) = (0, 0, 0, 0);
            return;
        }

        var isFull = y1 >= height && y2 >= height;
        var v = Math.Clamp(q / aMid, -FastestVelocity, FastestVelocity);
        var froude = height - middle <= Thin && model.Sections[model.Section[i]].IsClosed ? 0 : Math.Abs(v) / Math.Sqrt(G * aMid / wMid);
        Froude[i] = froude;
        var sigma = froude <= 0.5 ? 1 : froude >= 1 ? 0 : 2 * (1 - froude);
        var rho = !isFull && q > 0 && h1 >= h2 ? sigma : 1;
        double area = a1 + (aMid - a1) * rho, r43 = r1 + (rMid - r1) * rho;
        if (options.Damping == InertialDamping.None) sigma = 1;
        else if (options.Damping == InertialDamping.Full) sigma = 0;
        if (isFull && model.Sections[model.Section[i]].IsClosed) sigma = 0;

        var drive = oldFlow / barrels - dt * G * area * (h2 - h1) / length;
        if (sigma > 0) drive += sigma * v * (2 * (aMid - Math.Max(oldArea, ThinArea)) + dt * v * (a2 - a1) / length);
        var linear = 1.0;
        if (_hasLosses[i]) linear += dt / 2 / length * Math.Abs(q) * (model.EntryLoss[i] / Math.Max(a1, ThinArea) + model.ExitLoss[i] / Math.Max(a2, ThinArea) + model.MeanLoss[i] / Math.Max(aMid, ThinArea));
        var friction = dt * model.Friction[i] / (r43 * aMid);
        var root = Math.Sqrt(linear * linear + 4 * friction * Math.Abs(drive));
        var flow = 2 * drive / (linear + root);
        var slope = dt * G * area / length / root;
        double slope1 = free1 ? slope : 0, slope2 = free2 ? slope : 0;

        if (flow > 0 && y1 < height && reach == Reach.Subcritical && IsUniformLimited(i, flow, y1, y2, a1, w1) && UniformFlow(i, y1, out var rise) is var uniform && uniform < flow)
            (flow, slope1, slope2) = (uniform, free1 ? rise : 0, 0);
        else if (free1 && flow > 0 && rho < 1)
        {
            // In fast flow the area follows the upper depth, and with it the flow: without this slope steep pipes would bound the step.
            var s = UniformFlow(i, y1, out var steep);
            if (s > 0) slope1 = Math.Max(slope1, (1 - rho) * flow * steep / s);
        }
        var limit = model.FlowLimit[i];
        if (limit > 0 && Math.Abs(flow) > limit) (flow, slope1, slope2) = (Math.Sign(flow) * limit, 0, 0);
        if (IsShut(i, flow, from, to) || (flow > 0 ? depth[from] <= Thin : depth[to] <= Thin && model.Role[to] != NodeRole.Outfall))
            (flow, slope1, slope2) = (0, 0, 0);
        (Flow[i], SlopeFrom[i], SlopeTo[i]) = (flow * barrels, slope1 * barrels, slope2 * barrels);
    }

    /// <summary>Depth of uniform flow, m.</summary>
    public double NormalDepth(int i, double flow) => Inverse(model.Sections[model.Section[i]].NormalDepth, Math.Abs(flow), _uniformMost[i]) * model.Height[i];

    /// <summary>Depth of critical flow, m.</summary>
    public double CriticalDepth(int i, double flow) => Inverse(model.Sections[model.Section[i]].CriticalDepth, Math.Abs(flow), _criticalMost[i]) * model.Height[i];

    /// <summary>Kinds of reach by which end is wet and which end falls free (manual, table 3-1).</summary>
    private Reach Classify(int i, double q, double[] depth, double head1, double head2, double y1, double y2, double height, out double controlled, out double share)
    {
        (controlled, share) = (0, 1);
        if (y1 >= height && y2 >= height) return Reach.Subcritical;
        bool wet1 = y1 > Thin, wet2 = y2 > Thin;
        if (!wet1 && !wet2) return Reach.Dry;
        if (wet1 && wet2)
        {
            if (q < 0 ? !FallsFrom(i, depth) : !FallsTo(i, depth)) return Reach.Subcritical;
            double normal = NormalDepth(i, q), critical = CriticalDepth(i, q), least = Math.Min(normal, critical), most = Math.Max(normal, critical);
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
        if (wet2)
        {
            if (head2 < model.FromInvert[i]) return Reach.FromDry;
            if (!FallsFrom(i, depth)) return Reach.Subcritical;
            controlled = Math.Max(Math.Min(NormalDepth(i, q), CriticalDepth(i, q)), Thin);
            return Reach.FromCritical;
        }
        if (head1 < model.ToInvert[i]) return Reach.ToDry;
        if (!FallsTo(i, depth)) return Reach.Subcritical;
        controlled = Math.Max(Math.Min(NormalDepth(i, q), CriticalDepth(i, q)), Thin);
        return Reach.ToCritical;
    }

    private bool FallsFrom(int i, double[] depth) => _fromOffset[i] && (model.Role[model.From[i]] != NodeRole.Outfall || model.FromInvert[i] - model.Invert[model.From[i]] > depth[model.From[i]]);

    private bool FallsTo(int i, double[] depth) => _toOffset[i] && (model.Role[model.To[i]] != NodeRole.Outfall || model.ToInvert[i] - model.Invert[model.To[i]] > depth[model.To[i]]);

    private void Surfaces(int i, Reach reach, double length, double w1, double wMid, double w2, double share, double barrels)
    {
        var quarter = length / 4 * barrels;
        (SurfaceFrom[i], SurfaceTo[i]) = reach switch
        {
            Reach.Subcritical => ((w1 + wMid) * quarter, (wMid + w2) * quarter * share),
            Reach.FromCritical => (0, (wMid + w2) * quarter * 2),
            Reach.ToCritical => ((w1 + wMid) * quarter * 2, 0),
            Reach.FromDry => (_fromOffset[i] ? 0 : (w1 + wMid) * quarter, (wMid + w2) * quarter),
            Reach.ToDry => ((w1 + wMid) * quarter, _toOffset[i] ? 0 : (wMid + w2) * quarter),
            _ => (Thin * length / 2, Thin * length / 2),
        };
    }

    /// <summary>Where the water surface is flatter than the pipe or the flow is fast, the pipe cannot carry more than uniform flow (manual, §3.3.6).</summary>
    private bool IsUniformLimited(int i, double flow, double y1, double y2, double a1, double w1)
    {
        if (y1 < y2) return true;
        if (_hasEnd[i] || y2 <= Thin || a1 <= ThinArea) return false;
        var v = flow / a1;
        return v * v >= G * a1 / w1;
    }

    private double UniformFlow(int i, double y, out double rise)
    {
        var t = y * _perDepth[i];
        var k = Math.Min((int)t, SectionTable.Intervals);
        var at = _offset[i] + k * SectionTable.Columns + 3;
        double low = _rows[at], high = _rows[at + SectionTable.Columns];
        rise = Math.Max(0, _uniform[i] * (high - low) * _perDepth[i]);
        return _uniform[i] * (low + (t - k) * (high - low));
    }

    private bool IsShut(int i, double flow, int from, int to) =>
        (model.FlapGate[i] && flow * model.Direction[i] < 0) || (flow < 0 && model.OutfallGate[to] && model.Role[to] == NodeRole.Outfall) || (flow > 0 && model.OutfallGate[from] && model.Role[from] == NodeRole.Outfall);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Look(int i, double y, out double area, out double width, out double r43)
    {
        var t = y * _perDepth[i];
        var k = Math.Min((int)t, SectionTable.Intervals);
        var f = t - k;
        var row = _rows.AsSpan(_offset[i] + k * SectionTable.Columns, 2 * SectionTable.Columns);
        area = (row[0] + f * (row[4] - row[0])) * _h2[i];
        width = (row[1] + f * (row[5] - row[1])) * model.Height[i];
        r43 = (row[2] + f * (row[6] - row[2])) * _h43[i];
    }

    private static double Inverse(double[] depths, double flow, double most)
    {
        if (!(flow > 0)) return 0;
        var t = Math.Sqrt(Math.Min(1, flow / most)) * SectionTable.InverseIntervals;
        var k = (int)t;
        return depths[k] + (t - k) * (depths[k + 1] - depths[k]);
    }

    /// <summary>A drowned end has no surface to lend. Where the whole node drowns with it, <see cref="NodeVolumes"/> sees to that.</summary>
    private static bool Fades(HydraulicModel model, RoutingOptions options, int i, int node, double invert) =>
        model.Sections[model.Section[i]].IsClosed && (model.Role[node] == NodeRole.Storage ? !options.DrownedEndsWidenTanks : model.CrownDepth[node] > invert + model.Height[i] - model.Invert[node] + 1e-3);

    private static double Fade(double drowned, double height) => Math.Exp(-NodeVolumes.Fading * drowned / height);

    private static double[] Concatenate(HydraulicModel model) => [.. model.Sections.SelectMany(s => s.Rows)];
}
