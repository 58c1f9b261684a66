namespace DigitalTwin.Domain.Hydraulics.Routing;

/// <summary>How much water a node takes up between two depths, and how fast at the last of them.</summary>
/// <remarks>
/// Below the crown the surface is that of tank and joining pipes. Above it a closed system stores nothing; so that the step across the crown stays
/// smooth, the last free surface fades as exp(−15·(y − y_c)/y_c) (SWMM 5 Reference Manual, vol. II, §3.3.5), and a film of <see cref="Slot"/> keeps
/// the equations regular where a whole part is pressurised. Above the rim the surface is <see cref="Rim"/>, on which overflow is collected and
/// taken off after the step: the head stays at the rim and the balance is exact.
/// </remarks>
internal sealed class NodeVolumes(HydraulicModel model, RoutingOptions options)
{
    private const double Slot = 0.01; // m²
    private const double Rim = 1e5; // m²
    internal const double Fading = 15;

    private readonly double[] _rim = [.. Enumerable.Range(0, model.NodeCount).Select(i => model.FullDepth[i] + (CanPond(model, options, i) ? 0 : model.SurchargeDepth[i]))];

    /// <summary>m³ taken up from <paramref name="from"/> to <paramref name="to"/>, and m² at <paramref name="to"/>.</summary>
    /// <param name="surface">Free surface of joining pipes over the step, m².</param>
    /// <param name="last">Free surface when it was last free, m².</param>
    public double Change(int node, double from, double to, double surface, double last, out double slope)
    {
        if (model.Storage[node] is { } tank)
        {
            slope = tank.Area(to) + surface;
            var change = tank.Volume(to) - tank.Volume(from) + surface * (to - from);
            if (slope < options.LeastSurface)
            {
                change += (options.LeastSurface - slope) * (to - from);
                slope = options.LeastSurface;
            }
            return change + OverRim(node, from, to, ref slope);
        }
        surface = Math.Max(surface, options.LeastSurface);
        var crown = model.CrownDepth[node];
        if (crown <= 0 || (from <= crown && to <= crown))
        {
            slope = surface;
            return surface * (to - from) + OverRim(node, from, to, ref slope);
        }
        last = Math.Max(last, options.LeastSurface);
        slope = to > crown ? Slot + last * Math.Exp(-Fading * (to - crown) / crown) : surface;
        return surface * (Math.Min(to, crown) - Math.Min(from, crown)) + Surcharge(to, crown, last) - Surcharge(from, crown, last) + OverRim(node, from, to, ref slope);
    }

    /// <summary>Brings a head that came above the rim back to it; the volume that left, m³.</summary>
    /// <param name="received">What the step brought the node, m³: the rim's surface is so wide that a hair of head above it says nothing.</param>
    public double TakeOverflow(int node, double from, double received, double surface, double last, ref double depth)
    {
        if (depth <= _rim[node] || CanPond(model, options, node)) return 0;
        depth = _rim[node];
        return Math.Max(0, received - Change(node, from, depth, surface, last, out _));
    }

    /// <summary>m³ at a node: its tank, its pipes' halves, in a manhole at least the water that stands in it, and what stands above crown and rim.</summary>
    /// <param name="halves">Of the pipes, m³.</param>
    public double Standing(int node, double depth, double halves, double last)
    {
        var over = CanPond(model, options, node) ? model.PondedArea[node] * Math.Max(0, depth - _rim[node]) : 0;
        if (model.Storage[node] is { } tank) return tank.Volume(depth) + halves + over;
        var crown = model.CrownDepth[node];
        var free = crown <= 0 ? depth : Math.Min(depth, crown);
        return Math.Max(halves, options.LeastSurface * free) + over + (crown <= 0 ? 0 : Surcharge(depth, crown, Math.Max(last, options.LeastSurface)));
    }

    public bool IsFree(int node, double depth) => model.Storage[node] is not null || model.CrownDepth[node] <= 0 || depth <= model.CrownDepth[node];

    private static double Surcharge(double depth, double crown, double last) =>
        depth <= crown ? 0 : last * crown / Fading * (1 - Math.Exp(-Fading * (depth - crown) / crown)) + Slot * (depth - crown);

    private double OverRim(int node, double from, double to, ref double slope)
    {
        var rim = _rim[node];
        if (to <= rim && from <= rim) return 0;
        var area = CanPond(model, options, node) ? model.PondedArea[node] : Rim;
        if (to > rim) slope += area;
        return area * (Math.Max(to, rim) - Math.Max(from, rim));
    }

    private static bool CanPond(HydraulicModel model, RoutingOptions options, int node) => options.AllowsPonding && model.PondedArea[node] > 0;
}
