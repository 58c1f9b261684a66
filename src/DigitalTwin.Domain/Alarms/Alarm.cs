using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Risk;

namespace DigitalTwin.Domain.Alarms;

/// <summary>What made a version of an alarm, the least telling first: of several at once the last is named. Stored; never renumber.</summary>
public enum AlarmChange : byte
{
    Changed = 0,
    Nested = 1,
    Standing = 2,
    Chattering = 3,
    Escalated = 4,
    Commented = 5,
    Assigned = 6,
    Cleared = 7,
    Raised = 8,
    Realarmed = 9,
    Unshelved = 10,
    Unsuppressed = 11,
    Suppressed = 12,
    Shelved = 13,
    ReturnedToService = 14,
    RemovedFromService = 15,
    Acknowledged = 16,
    Unacknowledged = 17,
}

/// <summary>One reason why an alarm's condition holds.</summary>
public sealed record AlarmSource(string Id, WarningLevel Level, Quantity Quantity, double Value, double Limit, Instant Since);

/// <summary>What a person did or said.</summary>
public sealed record AlarmNote(Instant At, string Who, AlarmChange Change, string Text);

/// <summary>Why and by whom an alarm is kept from the operator; until when, if it ends by itself.</summary>
/// <param name="Why">The person's reason, or the id of the condition that suppresses it.</param>
public sealed record AlarmHold(string Who, Instant Since, string Why, Instant? Until = null);

/// <summary>An alarm as known at <see cref="KnownAt"/>, from leaving the normal state until it is back there. Append-only: a change is the next version.</summary>
public sealed record Alarm
{
    /// <summary>Kept with it; the older ones are in its earlier versions.</summary>
    public const int MostNotes = 20;
    public const int MostMembers = 50;

    /// <summary>The same each time that this goes wrong; see <see cref="AlarmSignal.IdOf"/>.</summary>
    public required string Id { get; init; }
    /// <summary>When it left the normal state; with the id, the name of this occurrence.</summary>
    public required Instant OpenedAt { get; init; }
    public int Version { get; init; }
    public required string Definition { get; init; }
    public required string Subject { get; init; }
    public string? Asset { get; init; }
    public string? Detail { get; init; }
    public AlarmState State { get; init; } = AlarmState.Normal;
    /// <summary>Why the condition holds, the gravest first; none where it does not.</summary>
    public IReadOnlyList<AlarmSource> Sources { get; init; } = [];
    /// <summary>Of the gravest source; when all have ended, the last.</summary>
    public WarningLevel Level { get; init; }
    public AlarmPriority Priority { get; init; } = AlarmPriority.Low;
    public Quantity Quantity { get; init; }
    public double Value { get; init; } = double.NaN;
    public double Limit { get; init; } = double.NaN;
    /// <summary>When the condition began, true time.</summary>
    public Instant RaisedAt { get; init; }
    /// <summary>By when somebody must have acted.</summary>
    public Instant RespondBy { get; init; }
    public Instant? ClearedAt { get; init; }
    /// <summary>How often the condition began.</summary>
    public int Raises { get; init; }
    /// <summary>The version that last asked for attention; 0 where none did.</summary>
    public int AnnouncedVersion { get; init; }
    public Instant? AnnouncedAt { get; init; }
    public string? AcknowledgedBy { get; init; }
    public Instant? AcknowledgedAt { get; init; }
    public AlarmHold? Hold { get; init; }
    /// <summary>A condition of the asset that suppresses it, also while a stronger hold shows; null for none.</summary>
    public AlarmHold? Suppressor { get; init; }
    public string? Assignee { get; init; }
    /// <summary>The alarm that brought this one about; null for a cause of its own.</summary>
    public string? Parent { get; init; }
    public bool IsStanding { get; init; }
    public bool IsChattering { get; init; }
    /// <summary>Steps of escalation taken.</summary>
    public int Escalation { get; init; }
    public IReadOnlyList<string> Members { get; init; } = [];
    public int MemberCount { get; init; }
    public IReadOnlyList<AlarmNote> Notes { get; init; } = [];

    public Instant KnownAt { get; init; }
    public AlarmChange Change { get; init; }
    /// <summary>Who made this version; empty for the platform.</summary>
    public string Who { get; init; } = "";

    public bool IsActive => Sources.Count > 0;
    /// <summary>This version asked for attention; what EEMUA 191 counts.</summary>
    public bool IsAnnouncement => AnnouncedVersion == Version && Version > 0;

    internal Alarm Noted(Instant at, string who, AlarmChange change, string text) => this with { Notes = [.. Notes.Append(new AlarmNote(at, who, change, text)).TakeLast(MostNotes)] };
}
