namespace DigitalTwin.Simulation.City.Sewers;

internal static class PressureMains
{
    private static readonly int[] Diameters = [100, 150, 200, 250, 300, 400, 500, 600, 700, 800, 1000, 1200, 1400];
    private const double DesignVelocity = 1.0;

    /// <summary>Diameter in mm for a peak flow in m³/s.</summary>
    public static int DiameterFor(double flow)
    {
        var wanted = 1000 * Math.Sqrt(4 * flow / (Math.PI * DesignVelocity));
        return Diameters.FirstOrDefault(d => d >= wanted, Diameters[^1]);
    }
}
