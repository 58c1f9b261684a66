using DigitalTwin.Simulation.Hydraulics;

namespace DigitalTwin.Simulation.Process;

/// <summary>Depth and conveyance of a circular pipe by how full it is, as tables: the step looks them up some million times a second.</summary>
internal static class PipeTable
{
    private const int Steps = 512;
    private static readonly double[] Depth = new double[Steps + 2];
    private static readonly double[] Flow = new double[Steps + 2];

    static PipeTable()
    {
        for (var i = 0; i <= Steps; i++)
        {
            Depth[i] = DepthAt((double)i / Steps);
            // Flow is held at that of the full pipe where it would pass it: the real hump near the crown is not stable.
            Flow[i] = Math.Min(1, PartialFlow.FlowRatio(Depth[i]));
        }
        (Depth[Steps + 1], Flow[Steps + 1]) = (Depth[Steps], Flow[Steps]);
    }

    /// <summary>h/D at A/Af.</summary>
    public static double DepthOf(double fill)
    {
        var x = Math.Clamp(fill, 0, 1) * Steps;
        var i = (int)x;
        return Depth[i] + (x - i) * (Depth[i + 1] - Depth[i]);
    }

    /// <summary>h/D, Q/Qf and their slopes by A/Af, 0–1.</summary>
    public static void LookUp(double fill, out double depth, out double flow, out double depthSlope, out double flowSlope)
    {
        var x = fill * Steps;
        var i = Math.Min((int)x, Steps - 1);
        (depthSlope, flowSlope) = ((Depth[i + 1] - Depth[i]) * Steps, (Flow[i + 1] - Flow[i]) * Steps);
        depth = Depth[i] + (x - i) / Steps * depthSlope;
        flow = Flow[i] + (x - i) / Steps * flowSlope;
    }

    /// <summary>A/Af at h/D.</summary>
    public static double FillOf(double depth)
    {
        if (depth >= 1) return 1;
        var i = Array.BinarySearch(Depth, 0, Steps + 1, Math.Max(0, depth));
        if (i >= 0) return (double)i / Steps;
        i = ~i - 1;
        return (i + (depth - Depth[i]) / (Depth[i + 1] - Depth[i])) / Steps;
    }

    /// <summary>A/Af at which a pipe carries a share of its full flow; 1 where that is 1 or more.</summary>
    public static double FillForFlow(double flow)
    {
        if (flow >= 1) return 1;
        var i = Array.FindIndex(Flow, f => f > flow) - 1;
        return i < 0 ? 0 : (i + (flow - Flow[i]) / (Flow[i + 1] - Flow[i])) / Steps;
    }

    private static double DepthAt(double fill)
    {
        var (low, high) = (0.0, 1.0);
        for (var i = 0; i < 60; i++)
        {
            var middle = (low + high) / 2;
            if (PartialFlow.AreaRatio(middle) < fill) low = middle;
            else high = middle;
        }
        return (low + high) / 2;
    }
}
