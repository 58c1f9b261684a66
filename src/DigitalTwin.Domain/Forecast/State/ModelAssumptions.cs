namespace DigitalTwin.Domain.Forecast.State;

/// <summary>What is assumed where a network does not say; each use is told as a repair. Lengths m, areas m², flows m³/s.</summary>
public sealed record ModelAssumptions
{
    /// <summary>Paved land that sends rain into a metre of combined or unnamed sewer where the network names no land at all, m²/m.</summary>
    public double CombinedLandPerMetre { get; init; } = 12;
    /// <summary>The same for a metre of storm sewer.</summary>
    public double StormLandPerMetre { get; init; } = 15;
    /// <summary>The same for a metre of foul sewer: misconnections and leaks that follow rain at once.</summary>
    public double FoulLandPerMetre { get; init; } = 0.4;
    /// <summary>Dry-weather flow into a metre of foul or combined sewer where the network names none: one person a metre at 200 L a day.</summary>
    public double DryFlowPerMetre { get; init; } = 2.3e-6;
    /// <summary>Share of a plant's capacity that is its dry-weather flow, where only the capacity is known.</summary>
    public double DryShareOfCapacity { get; init; } = 0.6;
    /// <summary>Manning's n of overland flow on paved and on green land (SWMM 5 Reference Manual, vol. I, table 3-5: smooth asphalt to concrete; short grass).</summary>
    public double PavedRoughness { get; init; } = 0.013;
    public double GreenRoughness { get; init; } = 0.15;
    /// <summary>Depression storage, mm (vol. I, §3.8.5: 1.3–2.5 on pavement, 2.5–5 on lawns).</summary>
    public double PavedStore { get; init; } = 1.5;
    public double GreenStore { get; init; } = 4;
    /// <summary>Horton on loam, mm/h, mm/h, 1/h, days.</summary>
    public double FirstInfiltration { get; init; } = 75;
    public double LastInfiltration { get; init; } = 10;
    public double InfiltrationDecay { get; init; } = 4;
    public double DryingDays { get; init; } = 7;
    /// <summary>Head that a rising main's joints bear, m: pipes of 6 bar.</summary>
    public double RisingMainHead { get; init; } = 60;
    /// <summary>Rain gauges that rain on a piece of assumed land: 1 for the nearest, more for so many of them, weighted by the inverse square of their distance.</summary>
    public int Gauges { get; init; } = 1;
    public double LandSlope { get; init; } = 0.005;
}
