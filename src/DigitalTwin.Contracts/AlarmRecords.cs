using Orleans;

namespace DigitalTwin.Contracts;

/// <summary>An alarm as known at <see cref="KnownAt"/>, from leaving the normal state until it is back there. Append-only: a change is a new record with the next <see cref="Version"/>.</summary>
/// <remarks>Fields as <c>Alarm</c> of the domain says; times in Unix ms, city time. An id and when it opened name one occurrence.</remarks>
[GenerateSerializer, Immutable, Alias("AlarmRecord")]
public sealed record AlarmRecord
{
    [Id(0)] public required string Id { get; init; }
    [Id(1)] public required long OpenedAt { get; init; }
    [Id(2)] public required int Version { get; init; }
    [Id(3)] public required string Definition { get; init; }
    [Id(4)] public required string Subject { get; init; }
    [Id(5)] public string? Asset { get; init; }
    [Id(6)] public string? Detail { get; init; }
    [Id(7)] public required byte State { get; init; }
    [Id(8)] public required AlarmSourceRecord[] Sources { get; init; }
    [Id(9)] public byte Level { get; init; }
    [Id(10)] public byte Priority { get; init; }
    [Id(11)] public ushort Quantity { get; init; }
    [Id(12)] public double Value { get; init; }
    [Id(13)] public double Limit { get; init; }
    [Id(14)] public long RaisedAt { get; init; }
    [Id(15)] public long RespondBy { get; init; }
    [Id(16)] public long? ClearedAt { get; init; }
    [Id(17)] public int Raises { get; init; }
    [Id(18)] public int AnnouncedVersion { get; init; }
    [Id(19)] public long? AnnouncedAt { get; init; }
    [Id(20)] public string? AcknowledgedBy { get; init; }
    [Id(21)] public long? AcknowledgedAt { get; init; }
    [Id(22)] public AlarmHoldRecord? Hold { get; init; }
    [Id(23)] public AlarmHoldRecord? Suppressor { get; init; }
    [Id(24)] public string? Assignee { get; init; }
    [Id(25)] public string? Parent { get; init; }
    [Id(26)] public bool IsStanding { get; init; }
    [Id(27)] public bool IsChattering { get; init; }
    [Id(28)] public int Escalation { get; init; }
    [Id(29)] public string[] Members { get; init; } = [];
    [Id(30)] public int MemberCount { get; init; }
    [Id(31)] public AlarmNoteRecord[] Notes { get; init; } = [];
    [Id(32)] public required long KnownAt { get; init; }
    [Id(33)] public byte Change { get; init; }
    [Id(34)] public string Who { get; init; } = "";
}

/// <summary>One reason why an alarm's condition holds.</summary>
[GenerateSerializer, Immutable, Alias("AlarmSource")]
public sealed record AlarmSourceRecord(
    [property: Id(0)] string Id,
    [property: Id(1)] byte Level,
    [property: Id(2)] ushort Quantity,
    [property: Id(3)] double Value,
    [property: Id(4)] double Limit,
    [property: Id(5)] long Since);

/// <summary>Why and by whom an alarm is kept from the operator; until when, if it ends by itself.</summary>
[GenerateSerializer, Immutable, Alias("AlarmHold")]
public sealed record AlarmHoldRecord([property: Id(0)] string Who, [property: Id(1)] long Since, [property: Id(2)] string Why, [property: Id(3)] long? Until);

/// <summary>What a person did or said.</summary>
[GenerateSerializer, Immutable, Alias("AlarmNote")]
public sealed record AlarmNoteRecord([property: Id(0)] long At, [property: Id(1)] string Who, [property: Id(2)] byte Change, [property: Id(3)] string Text);
