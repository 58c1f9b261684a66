namespace DigitalTwin.Domain.Alarms;

/// <summary>A condition of an asset that suppresses alarms by design, as <c>standby</c>.</summary>
public sealed record AlarmCondition(string Id, Standards.Title Title);

/// <summary>Who is told when an alarm stands unacknowledged for a share of its time to respond.</summary>
public sealed record EscalationStep(double ShareOfResponse, string To, Standards.Title Title);

/// <summary>How an alarm book works; each number with its source in <c>alarm-settings.json</c>.</summary>
public sealed record AlarmSettings
{
    public required PriorityMatrix Priorities { get; init; }
    /// <summary>By priority from low to critical; zero for none.</summary>
    public required IReadOnlyList<TimeSpan> RepeatEvery { get; init; }
    public required IReadOnlyList<EscalationStep> Escalation { get; init; }
    public required IReadOnlyList<AlarmCondition> Conditions { get; init; }
    public required TimeSpan LongestShelf { get; init; }
    public required int ChatteringRaises { get; init; }
    public required TimeSpan ChatteringWindow { get; init; }
    /// <summary>Without a raise for so long, it chatters no more.</summary>
    public required TimeSpan ChatteringQuiet { get; init; }
    public required TimeSpan StaleAfter { get; init; }
    /// <summary>More than this in the window and operator begins a flood.</summary>
    public required int FloodStart { get; init; }
    /// <summary>Fewer than this ends it.</summary>
    public required int FloodEnd { get; init; }
    public required TimeSpan FloodWindow { get; init; }
    /// <summary>Operators who share one book.</summary>
    public required int Operators { get; init; }
    public required KpiTargets Targets { get; init; }
    public required SilenceSettings Silence { get; init; }

    public static AlarmSettings Default { get; } = AlarmReader.LoadSettings();

    public AlarmCondition? ConditionOf(string id) => Conditions.FirstOrDefault(c => c.Id == id);

    public TimeSpan RepeatOf(AlarmPriority priority) => RepeatEvery[(byte)priority - 1];
}

/// <summary>What EEMUA 191 holds good practice to be, for each operator.</summary>
/// <param name="Shares">Of announced alarms, by priority from low to critical.</param>
public sealed record KpiTargets(double AveragePerTenMinutes, double MostPerTenMinutes, double PeakPerTenMinutes, double TimeInFlood, int StandingStale, int Chattering, double TopTenShare, IReadOnlyList<double> Shares, string Source, bool Verified);

/// <summary>When many silences are one trouble.</summary>
/// <param name="RouteShare">Of a protocol's devices that must be silent before the route itself counts as dead.</param>
/// <param name="ManyLeast">Assets without a device silent at once that are one trouble, until they are fewer than half of it.</param>
/// <param name="RetiredAfter">An asset without a device that has said nothing for so long does not report any more, as after an import or a replay of old data; its silence is no news.</param>
public sealed record SilenceSettings(double RouteShare, int RouteLeast, int ManyLeast, TimeSpan RetiredAfter);
