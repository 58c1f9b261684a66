using DigitalTwin.Domain.Networks;

namespace DigitalTwin.Domain.Hydraulics.Routing;

internal static class Interpolation
{
    /// <summary>On straight lines between a curve's points; the end values hold outside.</summary>
    public static double At(Curve curve, double x)
    {
        var (xs, ys) = (curve.X, curve.Y);
        if (x <= xs[0]) return ys[0];
        for (var i = 1; i < xs.Count; i++)
            if (x <= xs[i]) return xs[i] > xs[i - 1] ? ys[i - 1] + (x - xs[i - 1]) / (xs[i] - xs[i - 1]) * (ys[i] - ys[i - 1]) : ys[i];
        return ys[^1];
    }

    /// <summary>The y of the first point whose x is not below: steps of a staged pump.</summary>
    public static double Step(Curve curve, double x)
    {
        for (var i = 0; i < curve.X.Count; i++)
            if (x <= curve.X[i]) return curve.Y[i];
        return curve.Y[^1];
    }
}
