namespace DigitalTwin.Domain.Hydraulics.Hydrology;

/// <summary>How fast water soaks into a piece of land. One law serves many pieces; what each piece remembers is in its soil numbers.</summary>
public abstract class InfiltrationLaw
{
    /// <summary>Numbers that a piece of land remembers.</summary>
    public const int Memory = 6;

    /// <summary>Dry soil.</summary>
    public virtual void Begin(Span<double> soil) => soil.Clear();

    /// <summary>Infiltration over a step, m/s, at most what is there.</summary>
    /// <param name="rain">Rain and run-on, m/s.</param>
    /// <param name="ponded">Water that stands on the land, m.</param>
    /// <param name="recovery">Factor on how fast soil dries, by the month; 1 for none.</param>
    public abstract double Advance(double rain, double ponded, double dt, double recovery, Span<double> soil);
}

/// <summary>Horton's law: see <see cref="HortonInfiltration"/>.</summary>
public sealed class HortonLaw(HortonInfiltration horton) : InfiltrationLaw
{
    public override double Advance(double rain, double ponded, double dt, double recovery, Span<double> soil) =>
        (recovery == 1 ? horton : horton with { Recovery = horton.Recovery * recovery }).Advance(rain + ponded / dt, dt, ref soil[0], ref soil[1]);
}

/// <summary>Horton's law as Akan put it: the capacity falls with the water that soaked in beyond the last rate, not with time.</summary>
/// <remarks>SWMM 5 Reference Manual, vol. I, §4.3.4: f = max(f∞, f₀ − k·Fe), dFe = max(0, f − f∞)·dt; in dry weather Fe fades with the drying constant.</remarks>
public sealed class ModifiedHortonLaw(HortonInfiltration horton) : InfiltrationLaw
{
    public override double Advance(double rain, double ponded, double dt, double recovery, Span<double> soil)
    {
        var water = rain + ponded / dt;
        ref var excess = ref soil[0];
        if (water <= 1e-10)
        {
            excess *= Math.Exp(-horton.Recovery * recovery * dt);
            return 0;
        }
        if (horton.Most > 0 && excess >= horton.Most) return 0;
        var rate = Math.Min(water, Math.Max(horton.Last, horton.First - horton.Decay * excess));
        excess += Math.Max(0, rate - horton.Last) * dt;
        return rate;
    }
}
