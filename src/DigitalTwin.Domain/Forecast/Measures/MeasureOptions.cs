namespace DigitalTwin.Domain.Forecast.Measures;

/// <summary>Which measures are looked for, and when one is worth telling.</summary>
public sealed record MeasureOptions
{
    /// <summary>Runs of the engine for one forecast at most.</summary>
    public int MostTries { get; init; } = 8;
    /// <summary>How far from an event a pump or gate may stand, in links on the way.</summary>
    public int MostLinks { get; init; } = 40;
    /// <summary>A measure is told where it takes at least this share off the event.</summary>
    public double LeastGain { get; init; } = 0.1;
    /// <summary>Overflow in the whole part may not grow by more, m³.</summary>
    public double MostHarm { get; init; } = 0.5;
    /// <summary>A tank is worth emptying from this share of its depth on.</summary>
    public double LeastFill { get; init; } = 0.1;
    public int Parallel { get; init; } = 2;
}
