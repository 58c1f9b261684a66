using DigitalTwin.Domain.Networks;

namespace DigitalTwin.Gis.Coordinates;

/// <summary>
/// The shifted coordinates of Chinese commercial base maps. A display matter only: nothing is stored in them.
/// Constants as published by open implementations (Krasovsky 1940 axis 6378245 m, e² 0.00669342162296594323).
/// </summary>
public static class Gcj02
{
    private const double Axis = 6378245.0;
    private const double EccentricitySquared = 0.00669342162296594323;

    /// <summary>Outside the box 72.004–137.8347° E, 0.8293–55.8271° N there is no shift.</summary>
    public static Position FromWgs84(Position p)
    {
        if (p.Longitude < 72.004 || p.Longitude > 137.8347 || p.Latitude < 0.8293 || p.Latitude > 55.8271) return p;
        double x = p.Longitude - 105, y = p.Latitude - 35;
        var phi = p.Latitude / 180 * Math.PI;
        var magic = 1 - EccentricitySquared * Math.Sin(phi) * Math.Sin(phi);
        var root = Math.Sqrt(magic);
        var north = ShiftNorth(x, y) * 180 / (Axis * (1 - EccentricitySquared) / (magic * root) * Math.PI);
        var east = ShiftEast(x, y) * 180 / (Axis / root * Math.Cos(phi) * Math.PI);
        return new Position(p.Longitude + east, p.Latitude + north);
    }

    /// <summary>By fixed-point iteration, to 1e-9° (0.1 mm).</summary>
    public static Position ToWgs84(Position shifted)
    {
        var guess = shifted;
        for (var i = 0; i < 30; i++)
        {
            var there = FromWgs84(guess);
            double dx = shifted.Longitude - there.Longitude, dy = shifted.Latitude - there.Latitude;
            guess = new Position(guess.Longitude + dx, guess.Latitude + dy);
            if (Math.Abs(dx) < 1e-9 && Math.Abs(dy) < 1e-9) break;
        }
        return guess;
    }

    private static double ShiftNorth(double x, double y) =>
        -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * Math.Sqrt(Math.Abs(x)) + Waves(x)
        + (20 * Math.Sin(y * Math.PI) + 40 * Math.Sin(y / 3 * Math.PI)) * 2 / 3
        + (160 * Math.Sin(y / 12 * Math.PI) + 320 * Math.Sin(y * Math.PI / 30)) * 2 / 3;

    private static double ShiftEast(double x, double y) =>
        300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * Math.Sqrt(Math.Abs(x)) + Waves(x)
        + (20 * Math.Sin(x * Math.PI) + 40 * Math.Sin(x / 3 * Math.PI)) * 2 / 3
        + (150 * Math.Sin(x / 12 * Math.PI) + 300 * Math.Sin(x / 30 * Math.PI)) * 2 / 3;

    private static double Waves(double x) => (20 * Math.Sin(6 * x * Math.PI) + 20 * Math.Sin(2 * x * Math.PI)) * 2 / 3;
}
