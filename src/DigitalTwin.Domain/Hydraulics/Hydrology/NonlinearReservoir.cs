namespace DigitalTwin.Domain.Hydraulics.Hydrology;

/// <summary>Water on a surface that runs off as uniform sheet flow: dx/dt = i − α·x^(5/3), x above depression storage.</summary>
/// <remarks>SWMM 5 Reference Manual, vol. I (Rossman and Huber 2016, EPA/600/R-15/162A), §3.2–3.3, α = W·√S/(A·n). Recession without inflow is exact; else Runge–Kutta of order 4 in steps short of the surface's own time.</remarks>
public static class NonlinearReservoir
{
    private const double Relaxed = 40; // After that many of its own times a surface is at its equilibrium.

    /// <param name="depth">m, with depression storage.</param>
    /// <param name="inflow">Rain and run-on less losses, m/s; may be below 0.</param>
    /// <param name="store">Depression storage, m.</param>
    /// <returns>Depth after <paramref name="dt"/> s, 0 or more.</returns>
    public static double Advance(double depth, double inflow, double alpha, double store, double dt)
    {
        if (depth + inflow * dt <= store) return Math.Max(0, depth + inflow * dt);
        if (depth < store)
        {
            dt -= (store - depth) / inflow;
            depth = store;
        }
        var x = depth - store;
        if (alpha <= 0) return depth + inflow * dt;
        if (inflow == 0) return store + (x <= 0 ? 0 : Math.Pow(Math.Pow(x, -2.0 / 3) + alpha * dt * 2 / 3, -1.5));
        var settled = inflow > 0 ? Math.Pow(inflow / alpha, 0.6) : 0;
        var ownTimes = 5.0 / 3 * alpha * Math.Pow(Math.Max(x, settled), 2.0 / 3) * dt;
        if (ownTimes > Relaxed && inflow > 0) return store + settled;
        var parts = Math.Max(1, (int)Math.Ceiling(Math.Min(ownTimes, Relaxed)));
        var h = dt / parts;
        for (var i = 0; i < parts; i++)
        {
            double a = inflow - alpha * Runoff(x), b = inflow - alpha * Runoff(x + h / 2 * a), c = inflow - alpha * Runoff(x + h / 2 * b), d = inflow - alpha * Runoff(x + h * c);
            x = Math.Max(0, x + h / 6 * (a + 2 * b + 2 * c + d));
        }
        return store + x;
    }

    /// <summary>x^(5/3), 0 below 0.</summary>
    public static double Runoff(double x)
    {
        if (x <= 0) return 0;
        var root = Math.Cbrt(x);
        return x * root * root;
    }
}
