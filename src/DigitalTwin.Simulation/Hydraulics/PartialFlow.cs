namespace DigitalTwin.Simulation.Hydraulics;

/// <summary>A circular pipe that is not full, as ratios to the full one: depth h/D, area A/Af, flow Q/Qf (Manning).</summary>
internal static class PartialFlow
{
    /// <summary>A/Af at a depth ratio, 0–1.</summary>
    public static double AreaRatio(double depthRatio)
    {
        var theta = Angle(depthRatio);
        return (theta - Math.Sin(theta)) / (2 * Math.PI);
    }

    /// <summary>Q/Qf at a depth ratio, 0–1; reaches 1.076 at 0.94.</summary>
    public static double FlowRatio(double depthRatio)
    {
        var theta = Angle(depthRatio);
        if (theta <= 0) return 0;
        var area = theta - Math.Sin(theta);
        return Math.Pow(area, 5.0 / 3) / (2 * Math.PI * Math.Pow(theta, 2.0 / 3));
    }

    /// <summary>Manning's flow of a full circular pipe at a slope of 1, m³/s; times √slope for another.</summary>
    public static double FullConveyance(double diameter, double roughness) =>
        Math.PI / 4 * diameter * diameter * Math.Pow(diameter / 4, 2.0 / 3) / roughness;

    private static double Angle(double depthRatio) => 2 * Math.Acos(1 - 2 * Math.Clamp(depthRatio, 0, 1));
}
