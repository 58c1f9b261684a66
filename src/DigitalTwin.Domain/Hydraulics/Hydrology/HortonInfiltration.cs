namespace DigitalTwin.Domain.Hydraulics.Hydrology;

/// <summary>Infiltration capacity that falls from f₀ to f∞ as water soaks in and comes back in dry weather.</summary>
/// <remarks>Horton's integrated form with equivalent time on the curve, SWMM 5 Reference Manual, vol. I, §4.3: F(t) = f∞·t + (f₀ − f∞)/k·(1 − e^(−kt)).</remarks>
/// <param name="First">f₀, m/s.</param>
/// <param name="Last">f∞, m/s.</param>
/// <param name="Decay">k, 1/s.</param>
/// <param name="Recovery">1/s; −ln(0.02) over the drying time.</param>
/// <param name="Most">Greatest total, m; 0 for no bound.</param>
public readonly record struct HortonInfiltration(double First, double Last, double Decay, double Recovery, double Most)
{
    private const double FlatAfter = 16;

    /// <summary>Infiltration over a step, m/s, at most what is there; moves the time on the curve and, where bounded, the total.</summary>
    /// <param name="water">Rain, run-on and ponded water over the step, m/s.</param>
    /// <param name="time">Equivalent time on the curve, s.</param>
    public double Advance(double water, double dt, ref double time, ref double total)
    {
        var fall = First - Last;
        if (fall < 0 || Decay < 0) return 0;
        if (fall == 0 || Decay == 0) return Math.Max(0, Math.Min(First, water));
        if (water <= 1e-10)
        {
            if (Recovery > 0)
            {
                time = -Math.Log(1 - Math.Exp(-Recovery * dt) * (1 - Math.Exp(-Decay * time))) / Decay;
                if (Most > 0) total = Soaked(time);
            }
            return 0;
        }
        var before = Soaked(time);
        var capacity = Math.Max(Last, (Soaked(time + dt) - before) / dt);
        var rate = Math.Min(capacity, water);
        if (time + dt > FlatAfter / Decay || rate < 0 || rate >= capacity) time += dt;
        else time = TimeOf(before + rate * dt, time, time + dt);
        if (Most > 0)
        {
            rate = Math.Clamp((Most - total) / dt, 0, rate);
            total += rate * dt;
        }
        return rate;
    }

    private double Soaked(double t) => Last * t + (First - Last) / Decay * (1 - Math.Exp(-Decay * t));

    /// <summary>Where the curve has soaked in this much; F rises, so halving finds it.</summary>
    private double TimeOf(double total, double low, double high)
    {
        for (var i = 0; i < 40; i++)
        {
            var middle = (low + high) / 2;
            if (Soaked(middle) < total) low = middle; else high = middle;
        }
        return (low + high) / 2;
    }
}
