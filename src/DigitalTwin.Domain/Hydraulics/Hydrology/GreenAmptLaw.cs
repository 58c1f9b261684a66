namespace DigitalTwin.Domain.Hydraulics.Hydrology;

/// <summary>A sharp front of wet soil that sinks under suction: infiltration after Green and Ampt (1911), as Mein and Larson (1973) use it in unsteady rain.</summary>
/// <remarks>
/// SWMM 5 Reference Manual, vol. I (EPA/600/R-15/162A), §4.4: before the surface is saturated all rain soaks in; it is saturated once
/// F = Ks·ψ·θd/(i − Ks); from then on Ks·t = F − ψθd·ln(1 + F/ψθd). Between rains the upper zone, 4·√Ks inches deep (Ks in in/h), dries at
/// √Ks/75 an hour, and a new event begins after 4.5/√Ks hours. In the modified form light rain, below Ks, does not end an event.
/// </remarks>
/// <param name="suction">ψ, m.</param>
/// <param name="conductivity">Ks, m/s.</param>
/// <param name="deficit">Greatest moisture deficit θd, 0–1.</param>
public sealed class GreenAmptLaw(double suction, double conductivity, double deficit, bool isModified = false) : InfiltrationLaw
{
    private const double Inch = 0.0254;
    private const int Total = 0, Upper = 1, Deficit = 2, IsSaturated = 3, UntilNewEvent = 4;

    private readonly double _zone = 4 * Inch * Math.Sqrt(conductivity * 3600 / Inch); // m
    private readonly double _pace = Math.Sqrt(conductivity * 3600 / Inch); // √(in/h)

    public override void Begin(Span<double> soil)
    {
        soil.Clear();
        soil[Deficit] = deficit;
    }

    public override double Advance(double rain, double ponded, double dt, double recovery, Span<double> soil)
    {
        var water = rain + ponded / dt;
        soil[UntilNewEvent] -= dt;
        if (conductivity <= 0) return 0;
        if (water <= 1e-10)
        {
            soil[IsSaturated] = 0;
            Dry(dt, recovery, soil);
            return 0;
        }
        if (soil[IsSaturated] == 0)
        {
            if (water <= conductivity)
            {
                Soak(soil, water * dt);
                if (!isModified && soil[UntilNewEvent] <= 0) BeginEvent(soil);
                return water;
            }
            var saturating = conductivity * (suction + ponded) * soil[Deficit] / (water - conductivity);
            if (soil[Total] + water * dt < saturating)
            {
                soil[UntilNewEvent] = NewEventAfter(recovery);
                Soak(soil, water * dt);
                return water;
            }
            soil[IsSaturated] = 1;
            if (soil[Total] < saturating)
            {
                soil[UntilNewEvent] = NewEventAfter(recovery);
                var after = dt - (saturating - soil[Total]) / water;
                var reached = Math.Min(Sunk(saturating, (suction + ponded) * soil[Deficit], after), saturating + water * after);
                var soaked = reached - soil[Total];
                Soak(soil, soaked);
                return soaked / dt;
            }
        }
        soil[UntilNewEvent] = NewEventAfter(recovery);
        var more = Sunk(soil[Total], (suction + ponded) * soil[Deficit], dt) - soil[Total];
        if (more > water * dt) (more, soil[IsSaturated]) = (water * dt, 0);
        Soak(soil, more);
        return more / dt;
    }

    private double NewEventAfter(double recovery) => 4.5 * 3600 / _pace / Math.Max(recovery, 1e-6);

    private void Dry(double dt, double recovery, Span<double> soil)
    {
        if (soil[Upper] <= 0) return;
        var dried = _pace / 75 / 3600 * recovery * deficit * _zone * dt;
        soil[Total] = Math.Max(0, soil[Total] - dried);
        soil[Upper] -= dried;
        if (soil[Upper] <= 0) (soil[Upper], soil[Total], soil[Deficit]) = (0, 0, deficit);
        else if (soil[UntilNewEvent] <= 0) BeginEvent(soil);
    }

    private void BeginEvent(Span<double> soil) => (soil[Deficit], soil[Total]) = ((deficit * _zone - soil[Upper]) / _zone, 0);

    private void Soak(Span<double> soil, double depth) => (soil[Total], soil[Upper]) = (soil[Total] + depth, Math.Min(soil[Upper] + depth, deficit * _zone));

    /// <summary>How far the front has sunk after a while of ponding, m: F₂ − c·ln(F₂ + c) = F₁ − c·ln(F₁ + c) + Ks·t, by Newton's method.</summary>
    private double Sunk(double from, double c, double t)
    {
        if (t <= 0) return from;
        if (c <= 0) return from + conductivity * t;
        var right = from - c * Math.Log(from + c) + conductivity * t;
        var f = from + Math.Sqrt(2 * c * conductivity * t) + conductivity * t; // From above, where the curve is convex, it cannot miss.
        for (var i = 0; i < 30; i++)
        {
            var step = (f - c * Math.Log(f + c) - right) * (f + c) / f;
            f -= step;
            if (Math.Abs(step) < 1e-12) break;
        }
        return Math.Max(f, from + conductivity * t);
    }
}
