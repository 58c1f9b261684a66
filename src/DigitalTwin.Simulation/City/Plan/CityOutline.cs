namespace DigitalTwin.Simulation.City.Plan;

/// <summary>The built-up area in plan coordinates: an uneven oval along the river, densest at its centre.</summary>
/// <remarks>u is the distance east of the river's centre line and v the distance north along it, both in m; see <see cref="CityFrame"/>.</remarks>
internal sealed class CityOutline(ulong seed, double radius)
{
    private const double AcrossRiver = 0.88;
    private const double AlongRiver = 1.16;
    private readonly SmoothNoise _edge = new(SeededRandom.Mix(seed ^ 0x0071), 0.9);

    public double Radius => radius;

    /// <summary>Half the width left free for the river and its banks, m.</summary>
    public double RiverCorridor => Math.Clamp(0.05 * radius, 45, 170);

    /// <summary>0 at the centre, 1 at the city's edge, more outside.</summary>
    public double Reach(double u, double v) => Math.Sqrt(Square(u / (AcrossRiver * radius)) + Square(v / (AlongRiver * radius))) / EdgeAt(Angle(u, v));

    public double Angle(double u, double v) => Math.Atan2(v / AlongRiver, u / AcrossRiver);

    /// <summary>The point at an angle and reach.</summary>
    public (double U, double V) At(double angle, double reach)
    {
        var r = radius * reach * EdgeAt(angle);
        return (r * AcrossRiver * Math.Cos(angle), r * AlongRiver * Math.Sin(angle));
    }

    /// <summary>How far out the streets can lie, m.</summary>
    public double MostU => 1.25 * AcrossRiver * radius;
    public double MostV => 1.25 * AlongRiver * radius;

    private double EdgeAt(double angle) => 1 + 0.17 * _edge.At(1.9 * Math.Cos(angle), 1.9 * Math.Sin(angle));

    private static double Square(double x) => x * x;
}
