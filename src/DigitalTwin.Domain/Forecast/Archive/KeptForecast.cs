using DigitalTwin.Domain.Forecast.Events;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Domain.Forecast.Archive;

/// <summary>A forecast of one part of a network as it was issued. Kept unchanged, so that it can be judged against what came.</summary>
/// <param name="Head">All but the series.</param>
/// <param name="Body">Series at every output time.</param>
/// <param name="Leads">Of gauged assets only: what was measured when it was issued (the first time), and what was expected at the leads by which it is judged.</param>
public sealed record KeptForecast(KeptHead Head, KeptSeries Body, KeptSeries Leads);

/// <summary>What is said of a forecast without its series. Serialised as JSON; members may be added, never renamed.</summary>
public sealed record KeptHead
{
    /// <summary><c>{network}.{part}.{issuedAt}</c>; of a what-if <c>{id}.{part}</c>.</summary>
    public required string Id { get; init; }
    public required string Network { get; init; }
    public required int Revision { get; init; }
    /// <summary>Local id of the node that its first catchment drains to; the same as long as the part is.</summary>
    public required string Part { get; init; }
    /// <summary>The what-if that it belongs to; null for a forecast of what is expected.</summary>
    public string? WhatIf { get; init; }
    public required string Title { get; init; }
    public required IReadOnlyList<string> Catchments { get; init; }
    /// <summary>City time of the state that it started from.</summary>
    public required Instant IssuedAt { get; init; }
    /// <summary>City time when it was done, from which on it was known.</summary>
    public required Instant KnownAt { get; init; }
    public required Instant Until { get; init; }
    /// <summary>s between two outputs.</summary>
    public required int EverySeconds { get; init; }
    public required int Members { get; init; }
    /// <summary>Wall time, ms.</summary>
    public double TookMs { get; init; }
    /// <summary>Share of all water that the run lost or won; NaN where there was too little to tell.</summary>
    public double ContinuityError { get; init; }
    public KeptRain Rain { get; init; } = new("none", 1);
    public KeptAssimilation Assimilated { get; init; } = new(0, 0, null);
    public IReadOnlyList<KeptRepair> Repairs { get; init; } = [];
    /// <summary>Of the state that it went on from after a restart; null where the model had run on or begun anew.</summary>
    public Instant? ResumedFrom { get; init; }
    /// <summary>Worst first.</summary>
    public IReadOnlyList<KeptEvent> Events { get; init; } = [];
    public IReadOnlyList<KeptNudge> Nudges { get; init; } = [];
    /// <summary>m³ over the rims by the median; of a what-if compared with its base.</summary>
    public double OverflowVolume { get; init; }
}

/// <param name="Source"><c>gauges</c>, <c>outlook</c> or <c>none</c>.</param>
/// <param name="FactorSpread">Standard deviation of the members' factors on rain.</param>
/// <param name="Ahead">mm/h over each interval between two outputs, mean of the gauges; null in forecasts of before it was kept.</param>
/// <param name="From">Who said the outlook; null where nobody did or was named.</param>
/// <param name="OutlookAt">When the outlook was made.</param>
public sealed record KeptRain(string Source, double FactorSpread, IReadOnlyList<KeptBand>? Ahead = null, string? From = null, Instant? OutlookAt = null);

/// <param name="Used">Sensors whose readings moved the state.</param>
/// <param name="Left">Sensors left out: marked bad, silent, or contradicted by what is around them.</param>
/// <param name="Worst">The asset where model and reading differed most; null where none was used.</param>
public sealed record KeptAssimilation(int Used, int Left, string? Worst);

/// <summary>What was mended in the model, in words.</summary>
public sealed record KeptRepair(string? Zh, string En);

/// <summary>What a reading did to the model at one asset, m or m³/s before and after.</summary>
public sealed record KeptNudge(string Asset, string Quantity, Instant At, double Before, double After);

/// <summary>Something that a forecast expects at an asset.</summary>
/// <param name="Probability">Share of the members that see it, 0–1.</param>
/// <param name="ExpectedAt">In the median member that sees it; <paramref name="EarliestAt"/> in the first.</param>
/// <param name="EndsAt">Null where it lasts beyond the horizon.</param>
/// <param name="Volume">m³ over the rim; null where the event has none.</param>
/// <param name="Value">The worst of the median member, in <paramref name="Quantity"/>'s unit.</param>
public sealed record KeptEvent(
    string Id, ForecastEventKind Kind, string Asset, Quantity Quantity, Risk.WarningLevel Level, double Probability,
    Instant EarliestAt, Instant ExpectedAt, Instant PeakAt, Instant? EndsAt, KeptBand? Volume, double Value, double Limit,
    IReadOnlyList<KeptMeasure> Measures);

public sealed record KeptBand(double P10, double P50, double P90);

/// <summary>Something that could be done, tried in the engine before it is told.</summary>
/// <param name="Action"><c>startPump</c>, <c>openGate</c>, <c>closeGate</c> or <c>preEmptyTank</c>.</param>
/// <param name="VolumeBefore">m³ that overflow without it.</param>
/// <param name="Avoids">The event does not come with it.</param>
public sealed record KeptMeasure(string Asset, string Action, double Setting, double VolumeBefore, double VolumeAfter, bool Avoids);
