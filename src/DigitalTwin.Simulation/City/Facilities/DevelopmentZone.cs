using DigitalTwin.Simulation.City.Plan;

namespace DigitalTwin.Simulation.City.Facilities;

/// <summary>The parts of the city where industry sits: out to the north-east and the north-west, upstream of most of the town.</summary>
internal static class DevelopmentZone
{
    public static bool Contains(CityOutline outline, double u, double v) =>
        outline.Reach(u, v) is > 0.5 and < 0.97 && outline.Angle(u, v) is (> 0.25 and < 1.1) or (> 2.2 and < 2.7);
}
