namespace DigitalTwin.Simulation.Process;

/// <summary>The pumps of one station: start and stop by the level of the wet well, with speed following the level between; none while tripped.</summary>
internal sealed class PumpSet(int cell, int link, double rated, double startDepth, double stopDepth)
{
    private const double LeastShare = 0.35;
    private const double SecondPumpShare = 0.7;
    private const double Lift = 11;
    private const double Efficiency = 0.62;
    private const double Gravity = 9806.65;

    public int Cell => cell;
    public int Link => link;
    public double RatedFlow => rated;
    public double StopDepth => stopDepth;
    /// <summary>Running pumps: 0, 1 or 2.</summary>
    public int Running { get; private set; }
    public bool IsTripped { get; set; }
    /// <summary>m³/s.</summary>
    public double Flow { get; private set; }
    /// <summary>W.</summary>
    public double Power => Gravity * Flow * Lift / Efficiency;

    /// <summary>The level at which it would lift a steady inflow; it counts as running if that is enough to keep it going.</summary>
    public double SettleFor(double inflow)
    {
        var share = inflow / rated;
        Running = share < LeastShare ? 0 : share < SecondPumpShare ? 1 : 2;
        return stopDepth + (startDepth - stopDepth) * Math.Clamp((share - LeastShare) / (1 - LeastShare), 0.3, 1);
    }

    /// <summary>Switches by level and sets <see cref="Flow"/> so that no more leaves than the well holds above its floor.</summary>
    public void Decide(double level, double area, double seconds)
    {
        var runs = !IsTripped && level > stopDepth && (level >= startDepth || Running > 0);
        var share = LeastShare + (1 - LeastShare) * Math.Clamp((level - stopDepth) / (startDepth - stopDepth), 0, 1);
        Running = !runs ? 0 : share < SecondPumpShare ? 1 : 2;
        var wanted = runs ? rated * share : 0;
        Flow = Math.Min(wanted, Math.Max(0, level - 0.5 * stopDepth) * area / seconds);
    }
}
