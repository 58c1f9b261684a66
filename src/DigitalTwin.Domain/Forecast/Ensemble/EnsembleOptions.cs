namespace DigitalTwin.Domain.Forecast.Ensemble;

/// <summary>How a forecast is issued. Spreads are standard deviations of natural logarithms unless they say otherwise.</summary>
public sealed record EnsembleOptions
{
    public TimeSpan Horizon { get; init; } = TimeSpan.FromHours(2);
    /// <summary>Time between outputs.</summary>
    public TimeSpan Every { get; init; } = TimeSpan.FromMinutes(1);
    public int Members { get; init; } = 12;
    /// <summary>The same seed and state give the same forecast, whatever the machine.</summary>
    public int Seed { get; init; } = 1;
    /// <summary>Members computed at once; each is deterministic by itself.</summary>
    public int Parallel { get; init; } = 2;
    /// <summary>Of the amount of rain to come where the last rain is carried on.</summary>
    public double PersistedRainSpread { get; init; } = 0.6;
    /// <summary>Time in which the last rain fades to 1/e, and its spread.</summary>
    public TimeSpan RainFading { get; init; } = TimeSpan.FromMinutes(20);
    /// <summary>The same for a burst above the rain of the last quarter hour.</summary>
    public TimeSpan BurstFading { get; init; } = TimeSpan.FromMinutes(6);
    public double RainFadingSpread { get; init; } = 0.5;
    /// <summary>Of the amount and (as a time) of the timing of rain that an outlook gives.</summary>
    public double OutlookRainSpread { get; init; } = 0.25;
    public TimeSpan OutlookTimingSpread { get; init; } = TimeSpan.FromMinutes(5);
    /// <summary>Bounds on the spread of runoff (paved land), within which it follows what has been learnt.</summary>
    public double LeastRunoffSpread { get; init; } = 0.08;
    public double MostRunoffSpread { get; init; } = 0.3;
    public double RoughnessSpread { get; init; } = 0.1;
    public double DryWeatherSpread { get; init; } = 0.1;
    /// <summary>Time in which inflow that the gauges still missed fades.</summary>
    public TimeSpan BiasFading { get; init; } = TimeSpan.FromMinutes(30);

    /// <exception cref="ArgumentOutOfRangeException">A number is not one that a forecast can be issued with.</exception>
    public EnsembleOptions Checked()
    {
        Require(Members is >= 1 and <= 100, nameof(Members), Members, "1 to 100");
        Require(Every > TimeSpan.Zero && Horizon >= Every && Horizon / Every <= 10_000, nameof(Horizon), Horizon, "at least one output and at most 10,000");
        Require(Horizon <= TimeSpan.FromDays(3), nameof(Horizon), Horizon, "at most three days");
        Require(Parallel >= 1, nameof(Parallel), Parallel, "at least 1");
        Require(RainFading > TimeSpan.Zero && BurstFading > TimeSpan.Zero && BiasFading > TimeSpan.Zero, nameof(RainFading), RainFading, "more than 0");
        Require(new[] { PersistedRainSpread, RainFadingSpread, OutlookRainSpread, LeastRunoffSpread, RoughnessSpread, DryWeatherSpread }.All(s => s is >= 0 and <= 2), "spread", PersistedRainSpread, "spreads of 0 to 2");
        return this;
    }

    private static void Require(bool holds, string name, object value, string expected)
    {
        if (!holds) throw new ArgumentOutOfRangeException(name, value, $"Expected {expected}.");
    }
}
