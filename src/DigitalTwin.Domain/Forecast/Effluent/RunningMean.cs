namespace DigitalTwin.Domain.Forecast.Effluent;

/// <summary>Mean and deviation of what has passed (Welford).</summary>
internal sealed class RunningMean
{
    private const int FewestToClamp = 20;
    private double _squares;

    public int Count { get; private set; }
    public double Mean { get; private set; }
    public double Sum => Mean * Count;
    public double Deviation => Count > 1 ? Math.Sqrt(_squares / (Count - 1)) : 0;

    public void Add(double value)
    {
        var off = value - Mean;
        Mean += off / ++Count;
        _squares += off * (value - Mean);
    }

    /// <summary>The value, but no further off than so many deviations, once there are enough to know them.</summary>
    public double Clamp(double value, double deviations) =>
        Count < FewestToClamp || Deviation == 0 ? value : Math.Clamp(value, Mean - deviations * Deviation, Mean + deviations * Deviation);
}
