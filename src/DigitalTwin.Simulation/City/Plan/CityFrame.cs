using DigitalTwin.Domain.Networks;

namespace DigitalTwin.Simulation.City.Plan;

/// <summary>Bends plan coordinates (u across, v along the river, m) into the ground's, so that streets follow the meandering river and each other.</summary>
/// <remarks>The bending keeps order (its gradient stays below 1), so lines that do not cross in plan do not cross on the ground.</remarks>
internal sealed class CityFrame(ulong seed, double radius)
{
    // In the basin of Changzhi, where the fictional city is set.
    private const double OriginLongitude = 113.08;
    private const double OriginLatitude = 36.22;
    private const double MetresPerDegree = 111_195;
    private const double Rotation = 0.21;
    private static readonly double LongitudeScale = MetresPerDegree * Math.Cos(OriginLatitude * Math.PI / 180);

    private readonly double _meander = 0.11 * Math.Min(radius, 4000);
    private readonly double _meanderLength = 1.25 * Math.Min(radius, 4000);
    private readonly double _phase = 2 * Math.PI * SeededRandom.UnitOf(seed, 11);
    private readonly SmoothNoise _east = new(SeededRandom.Mix(seed ^ 0x00E1), 0.75 * Math.Min(radius, 4000));
    private readonly SmoothNoise _north = new(SeededRandom.Mix(seed ^ 0x0901), 0.75 * Math.Min(radius, 4000));

    /// <summary>Metres east and north of the origin.</summary>
    public (double X, double Y) ToGround(double u, double v)
    {
        var bend = _meander * (Math.Sin(2 * Math.PI * v / _meanderLength + _phase) + 0.45 * Math.Sin(2 * Math.PI * v / (0.43 * _meanderLength) + 2 * _phase));
        var near = u / (0.42 * Math.Min(radius, 4000));
        var amplitude = 0.052 * Math.Min(radius, 4000);
        var x = u + bend * Math.Exp(-near * near) + amplitude * _east.At(u, v);
        var y = v + amplitude * _north.At(u, v);
        return (x * Math.Cos(Rotation) - y * Math.Sin(Rotation), x * Math.Sin(Rotation) + y * Math.Cos(Rotation));
    }

    public static Position ToPosition(double x, double y) => new(
        Math.Round(OriginLongitude + x / LongitudeScale, 7),
        Math.Round(OriginLatitude + y / MetresPerDegree, 7));

    public Position Locate(double u, double v)
    {
        var (x, y) = ToGround(u, v);
        return ToPosition(x, y);
    }
}
