namespace DigitalTwin.Domain.Hydraulics.Routing;

/// <summary>Flow through pumps, orifices, weirs and outlets, with its slopes, found by a small difference of each head.</summary>
/// <param name="lines">What is found, behind those of the conduits.</param>
internal sealed class DeviceFlows(HydraulicModel model, LinkLine[] lines)
{
    private const double Difference = 1e-4; // m
    private const double SmallFall = 0.02; // m
    private const double Thin = Pipe.Thin;

    /// <summary>Makes a device's line anew.</summary>
    /// <param name="available">Of its first node: inflow now, m³/s; a pump cannot take more from a node that has run dry.</param>
    /// <param name="surface">Of its first node: what pipes lend it, m². A well without tank and joining water has nothing to draw on but its inflow.</param>
    public void Evaluate(int i, double[] depth, double setting, double available, double surface, double dt)
    {
        var d = model.Devices[i];
        ref var line = ref lines[model.ConduitCount + i];
        double y1 = Math.Max(0, depth[d.From]), y2 = Math.Max(0, depth[d.To]), h1 = model.Invert[d.From] + y1, h2 = model.Invert[d.To] + y2;
        line = default;
        if (setting <= 0 || (h1 >= h2 ? y1 : y2) <= Thin && d.Kind != DeviceKind.Pump) return;
        if (d.Kind == DeviceKind.Pump)
        {
            Pump(ref line, d, setting, y1, h1, h2, Math.Max(0, available), surface, dt);
            return;
        }
        var flow = Through(d, setting, h1, h2);
        line.Flow = flow;
        line.SlopeFrom = Math.Max(0, (Through(d, setting, h1 + Difference, h2) - flow) / Difference);
        line.SlopeTo = Math.Max(0, (flow - Through(d, setting, h1, h2 + Difference)) / Difference);
        // Between two waters of nearly one height the flow rises ever more steeply towards nothing; the chord leads there, the tangent past it.
        var fall = Math.Abs(h1 - h2);
        if (fall < SmallFall && line.SlopeTo > 0 && Math.Abs(flow) / Math.Max(fall, Difference) is var chord) (line.SlopeFrom, line.SlopeTo) = (Math.Max(line.SlopeFrom, chord), Math.Max(line.SlopeTo, chord));
        if (d.Kind == DeviceKind.Orifice) Surfaces(ref line, d, setting, h1, h2);
    }

    private double Through(Device d, double setting, double h1, double h2)
    {
        var forward = h1 >= h2;
        if (d.HasFlapGate && !forward) return 0;
        if (!forward && model.Role[d.To] == NodeRole.Outfall && model.OutfallGate[d.To]) return 0;
        var q = RegulatorLaw.Flow(d, setting, Math.Max(h1, h2), Math.Min(h1, h2), forward);
        return forward ? q : -q;
    }

    private void Pump(ref LinkLine line, Device d, double setting, double depth, double h1, double h2, double inflow, double surface, double dt)
    {
        double q, slope1 = 0, slope2 = 0;
        switch (d.PumpCurve)
        {
            case PumpCurveKind.Ideal: (line.Flow, line.SlopeFrom, line.SlopeTo) = (inflow, 0, 0); return;
            case PumpCurveKind.Volume: q = Interpolation.Step(d.Curve!, model.Storage[d.From]?.Volume(depth) ?? 0); break;
            case PumpCurveKind.DepthSteps: q = Interpolation.Step(d.Curve!, depth); break;
            case PumpCurveKind.Head:
                q = Interpolation.At(d.Curve!, Math.Max(0, h2 - h1));
                slope1 = slope2 = Math.Max(0, (q - Interpolation.At(d.Curve!, Math.Max(0, h2 - h1 + Difference))) / Difference);
                break;
            default:
                q = Interpolation.At(d.Curve!, depth);
                slope1 = Math.Max(0, (Interpolation.At(d.Curve!, depth + Difference) - q) / Difference);
                break;
        }
        q = Math.Max(0, q) * setting;
        // A drowned well is fed by all that drowns it.
        var most = depth > model.CrownDepth[d.From] && model.Storage[d.From] is null ? q : inflow + (model.Storage[d.From]?.Volume(depth) ?? depth * surface) / dt;
        (line.Flow, line.SlopeFrom, line.SlopeTo) = q > most ? (most, 0, 0) : (q, slope1 * setting, slope2 * setting);
    }

    /// <summary>An orifice stands for a short pipe of 61 m (200 ft) at least, whose surface belongs to its ends (SWMM 5 Reference Manual, vol. II, §3.3.7).</summary>
    private void Surfaces(ref LinkLine line, Device d, double setting, double h1, double h2)
    {
        const double EquivalentLength = 60.96;
        var depth = Math.Clamp(Math.Max(h1, h2) - d.Crest, 0, d.Height * setting);
        var half = d.Width * RelativeWidth(d, depth) * EquivalentLength / 2;
        if (model.Role[d.From] == NodeRole.Junction && !(d.Crest > h2 && h2 > h1)) line.SurfaceFrom = half;
        if (model.Role[d.To] == NodeRole.Junction && !(d.Crest > h2 && h1 >= h2)) line.SurfaceTo = half;
    }

    private static double RelativeWidth(Device d, double depth)
    {
        var k = Math.Clamp((int)(depth / d.Height * Sections.SectionTable.Intervals), 0, Sections.SectionTable.Intervals);
        return d.Opening!.Rows[k * Sections.SectionTable.Columns + 1] * d.Height / d.Width;
    }
}
