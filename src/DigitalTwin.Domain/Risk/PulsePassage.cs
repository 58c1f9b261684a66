namespace DigitalTwin.Domain.Risk;

/// <summary>How a box-shaped pulse passes a place after dispersing: when it is first felt, when it peaks, and how much of the undispersed height is left.</summary>
/// <param name="PeakShare">Peak over the height without dispersion, 0–1.</param>
public readonly record struct PulsePassage(double FirstSeconds, double PeakSeconds, double PeakShare)
{
    /// <summary>First means this share of the place's own peak.</summary>
    public const double FirstShare = 0.05;

    /// <param name="mean">Mean travel time, s.</param>
    /// <param name="variance">Of the travel time, s².</param>
    /// <param name="duration">Of the pulse, s.</param>
    public static PulsePassage Of(double mean, double variance, double duration)
    {
        if (!(mean > 0) || !(variance > 1e-6)) return new PulsePassage(Math.Max(0, mean), Math.Max(0, mean) + duration, 1);
        var shape = mean * mean / variance;
        var scale = variance / mean;
        double Height(double t) => GammaDistribution.Cumulative(shape, t / scale) - GammaDistribution.Cumulative(shape, (t - duration) / scale);
        // The height is single-peaked: it rises while F' at t exceeds F' a duration ago. Golden section between the mode and the mode plus the duration.
        var mode = Math.Max(0, (shape - 1) * scale);
        double low = mode, high = mode + duration;
        const double golden = 0.6180339887498949;
        double a = high - golden * (high - low), b = low + golden * (high - low);
        double atA = Height(a), atB = Height(b);
        while (high - low > 0.5)
        {
            if (atA < atB) (low, a, atA, b, atB) = (a, b, atB, a + golden * (high - a), Height(a + golden * (high - a)));
            else (high, b, atB, a, atA) = (b, a, atA, b - golden * (b - low), Height(b - golden * (b - low)));
        }
        var peakAt = (low + high) / 2;
        var peak = Height(peakAt);
        double before = 0, after = peakAt;
        while (after - before > 0.5)
        {
            var middle = (before + after) / 2;
            if (Height(middle) < FirstShare * peak) before = middle; else after = middle;
        }
        return new PulsePassage((before + after) / 2, peakAt, peak);
    }
}

/// <summary>Cumulative gamma distribution with unit scale: regularised lower incomplete gamma P(a, x).</summary>
internal static class GammaDistribution
{
    /// <summary>By series below a + 1 and by continued fraction above (Abramowitz and Stegun 6.5.29, 6.5.31), to 1e-10.</summary>
    public static double Cumulative(double shape, double x)
    {
        if (!(x > 0)) return 0;
        var front = Math.Exp(shape * Math.Log(x) - x - LogGamma(shape));
        if (x < shape + 1)
        {
            double term = 1 / shape, sum = term;
            for (var n = 1; n < 10_000 && term > sum * 1e-10; n++) sum += term *= x / (shape + n);
            return Math.Min(1, sum * front);
        }
        double b = x + 1 - shape, c = 1e300, d = 1 / b, h = d;
        for (var n = 1; n < 10_000; n++)
        {
            var an = -n * (n - shape);
            b += 2;
            d = 1 / Guard(an * d + b);
            c = Guard(b + an / c);
            var step = d * c;
            h *= step;
            if (Math.Abs(step - 1) < 1e-10) break;
        }
        return Math.Max(0, 1 - front * h);
    }

    private static double Guard(double value) => Math.Abs(value) < 1e-300 ? 1e-300 : value;

    /// <summary>Stirling's series after shifting the argument above 10; good to 1e-12.</summary>
    private static double LogGamma(double x)
    {
        double shift = 0;
        while (x < 10) shift += Math.Log(x++);
        var y = 1 / (x * x);
        return (x - 0.5) * Math.Log(x) - x + 0.9189385332046727 + (1.0 / 12 - y * (1.0 / 360 - y * (1.0 / 1260 - y / 1680))) / x - shift;
    }
}
