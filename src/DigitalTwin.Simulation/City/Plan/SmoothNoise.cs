namespace DigitalTwin.Simulation.City.Plan;

/// <summary>Value noise between −1 and 1 with continuous slope, one feature per <paramref name="wavelength"/> metres.</summary>
internal sealed class SmoothNoise(ulong seed, double wavelength)
{
    public double At(double x, double y)
    {
        x /= wavelength;
        y /= wavelength;
        var (i, j) = ((long)Math.Floor(x), (long)Math.Floor(y));
        var (s, t) = (Ease(x - i), Ease(y - j));
        var low = Corner(i, j) * (1 - s) + Corner(i + 1, j) * s;
        var high = Corner(i, j + 1) * (1 - s) + Corner(i + 1, j + 1) * s;
        return low * (1 - t) + high * t;
    }

    private double Corner(long i, long j) => 2 * SeededRandom.UnitOf(seed, i, j) - 1;

    private static double Ease(double t) => t * t * t * (t * (6 * t - 15) + 10);
}
