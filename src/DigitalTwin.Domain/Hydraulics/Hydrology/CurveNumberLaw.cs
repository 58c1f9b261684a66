namespace DigitalTwin.Domain.Hydraulics.Hydrology;

/// <summary>Infiltration by the curve number of the soil: F = P·(1 − P/(P + S)), S = 25.4·(1000/CN − 10) mm.</summary>
/// <remarks>SWMM 5 Reference Manual, vol. I, §4.5, after NRCS (1986), TR-55; initial abstraction is the land's own depression storage. Rain after 0.06 of the drying time begins a new event.</remarks>
/// <param name="curveNumber">10–99.</param>
/// <param name="dryingTime">From saturated to dry, s; 0 for never.</param>
public sealed class CurveNumberLaw(double curveNumber, double dryingTime) : InfiltrationLaw
{
    private const int Capacity = 0, Fallen = 1, Total = 2, SinceRain = 3, EventCapacity = 4, Rate = 5;
    private const double NewEvent = 0.06;

    private readonly double _most = (1000 / Math.Clamp(curveNumber, 10, 99) - 10) * 0.0254;

    public override void Begin(Span<double> soil)
    {
        soil.Clear();
        soil[Capacity] = soil[EventCapacity] = _most;
    }

    public override double Advance(double rain, double ponded, double dt, double recovery, Span<double> soil)
    {
        soil[SinceRain] += dt;
        double rate = 0;
        if (rain > 1e-10)
        {
            if (soil[SinceRain] >= NewEvent * dryingTime && dryingTime > 0) (soil[Fallen], soil[Total], soil[EventCapacity]) = (0, 0, soil[Capacity]);
            soil[SinceRain] = 0;
            soil[Fallen] += rain * dt;
            rate = soil[Capacity] <= 0 ? 0 : Math.Max(0, (soil[Fallen] * (1 - soil[Fallen] / (soil[Fallen] + soil[EventCapacity])) - soil[Total]) / dt);
        }
        else if (ponded > 1e-6 && soil[Capacity] > 0) rate = Math.Min(soil[Rate], soil[Capacity] / dt);
        rate = Math.Min(rate, rain + ponded / dt);
        if (rate > 0)
        {
            soil[Total] += rate * dt;
            if (dryingTime > 0) soil[Capacity] = Math.Max(0, soil[Capacity] - rate * dt);
        }
        else if (dryingTime > 0) soil[Capacity] = Math.Min(_most, soil[Capacity] + _most * recovery * dt / dryingTime);
        return soil[Rate] = rate;
    }
}
