using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Domain.Alarms.Kpis;

/// <summary>How alarms have served the operator over a span, by EEMUA 191. Rates are for the whole book; divide by the operators who share it.</summary>
public sealed record AlarmKpis
{
    public required Instant From { get; init; }
    public required Instant To { get; init; }
    public required IReadOnlyList<KpiSlot> Series { get; init; }
    /// <summary>As the operator sees them: what lies under a cause calls with it.</summary>
    public required AlarmRate Announced { get; init; }
    /// <summary>As they would call one by one.</summary>
    public required AlarmRate Ungrouped { get; init; }
    public required IReadOnlyList<FloodSpan> Floods { get; init; }
    /// <summary>0–1.</summary>
    public required double TimeInFlood { get; init; }
    /// <summary>Most frequent first, at most ten.</summary>
    public required IReadOnlyList<AlarmCount> Worst { get; init; }
    /// <summary>Of all announcements, those of <see cref="Worst"/>; NaN where nothing was announced.</summary>
    public required double WorstShare { get; init; }
    public required IReadOnlyList<AlarmCount> Chattering { get; init; }
    /// <summary>Shown and active at the end.</summary>
    public required int Standing { get; init; }
    /// <summary>Of these, active for longer than a day.</summary>
    public required IReadOnlyList<string> Stale { get; init; }
    /// <summary>Kept from the operator at the end: shelved, suppressed, out of service.</summary>
    public required int Held { get; init; }
    /// <summary>Announcements by priority, from low to critical.</summary>
    public required IReadOnlyList<int> ByPriority { get; init; }
    public required AcknowledgementTimes Acknowledgement { get; init; }
}

/// <summary>One step of a span.</summary>
/// <param name="Standing">Shown at its end.</param>
public sealed record KpiSlot(Instant At, int Announced, int Ungrouped, int Standing, bool IsFlood);

/// <param name="AveragePerTenMinutes">Over the whole span.</param>
/// <param name="PeakPerTenMinutes">Most in any ten minutes.</param>
public sealed record AlarmRate(int Count, double AveragePerTenMinutes, int PeakPerTenMinutes);

/// <param name="Until">Null where it still lasts at the end.</param>
public sealed record FloodSpan(Instant Since, Instant? Until, int Announced);

public sealed record AlarmCount(string Alarm, int Count);

/// <summary>From announcement to acknowledgement.</summary>
/// <param name="Median">Null where none was acknowledged.</param>
/// <param name="WithinResponse">Share acknowledged before their time to respond was over; NaN where none was.</param>
/// <param name="Waiting">Unacknowledged at the end.</param>
public sealed record AcknowledgementTimes(int Count, TimeSpan? Median, TimeSpan? Percentile90, double WithinResponse, int Waiting);
