namespace DigitalTwin.Domain.Forecast.Events;

/// <summary>From when on something counts as an event.</summary>
public sealed record EventOptions
{
    /// <summary>Events that come in fewer members are not told.</summary>
    public double LeastProbability { get; init; } = 0.1;
    /// <summary>A member overflows at a node from this volume on, m³.</summary>
    public double LeastOverflow { get; init; } = 0.5;
    /// <summary>A manhole is told as surcharged where its pipes are full and the water stands above this share of its depth.</summary>
    public double SurchargeShare { get; init; } = 0.8;
    /// <summary>What is not an overflow counts once it has lasted.</summary>
    public TimeSpan LeastDuration { get; init; } = TimeSpan.FromMinutes(3);
    /// <summary>A tank is full from this share of its depth on.</summary>
    public double FullShare { get; init; } = 0.98;
    /// <summary>Overflows of more m³ are orange, of ten times as many red.</summary>
    public double GraveVolume { get; init; } = 10;
}
