namespace DigitalTwin.Domain.Risk;

/// <summary>How a box-shaped pulse passes a place after dispersing, in water that thins it more or less as time goes on.</summary>
/// <param name="LastSeconds">When it has fallen to <see cref="FirstShare"/> of its peak again.</param>
/// <param name="Peak">mg/L.</param>
public readonly record struct PulsePassage(double FirstSeconds, double PeakSeconds, double LastSeconds, double Peak)
{
    /// <summary>First means this share of the place's own peak.</summary>
    public const double FirstShare = 0.05;
    private const int Steps = 48;

    /// <param name="mean">Mean travel time of what was released first, s.</param>
    /// <param name="variance">Of the travel time, s².</param>
    /// <param name="duration">Of the pulse as it passes, s.</param>
    /// <param name="height">Concentration of the undispersed pulse at a time, mg/L.</param>
    public static PulsePassage Of(double mean, double variance, double duration, Func<double, double> height)
    {
        if (!(mean > 0) || !(variance > 1e-6)) return Undispersed(Math.Max(0, mean), duration, height);
        var shape = mean * mean / variance;
        var scale = variance / mean;
        double At(double t) => t <= 0 ? 0 : height(t) * (GammaDistribution.Cumulative(shape, t / scale) - GammaDistribution.Cumulative(shape, (t - duration) / scale));
        // The rise of the front and the fall of the tail lie within some deviations of the box; between, the water alone decides.
        var deviation = Math.Sqrt(variance);
        double low = Math.Max(0, mean - 4 * deviation), high = mean + duration + 4 * deviation;
        var (peakAt, peak) = Highest(At, low, high, Steps);
        (peakAt, peak) = Highest(At, Math.Max(0, peakAt - (high - low) / Steps), peakAt + (high - low) / Steps, Steps / 4);
        double before = 0, after = peakAt;
        while (after - before > 0.5)
        {
            var middle = (before + after) / 2;
            if (At(middle) < FirstShare * peak) before = middle; else after = middle;
        }
        double present = peakAt, gone = high + 8 * deviation;
        while (gone - present > 1)
        {
            var middle = (present + gone) / 2;
            if (At(middle) < FirstShare * peak) gone = middle; else present = middle;
        }
        return new PulsePassage((before + after) / 2, peakAt, (present + gone) / 2, peak);
    }

    private static PulsePassage Undispersed(double mean, double duration, Func<double, double> height)
    {
        var (peakAt, peak) = Highest(height, mean, mean + duration, Steps / 2);
        return new PulsePassage(mean, peakAt, mean + duration, peak);
    }

    /// <summary>The first of the highest of evenly spaced samples.</summary>
    private static (double At, double Value) Highest(Func<double, double> of, double low, double high, int steps)
    {
        var (at, best) = (low, double.NegativeInfinity);
        for (var i = 0; i <= steps; i++)
        {
            var t = low + (high - low) * i / steps;
            if (of(t) is var value && value > best * (best > 0 ? 1 + 1e-6 : 1)) (at, best) = (t, value);
        }
        return (at, best);
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
