using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Domain.Incidents.Tasks;

public enum TaskState : byte { Open, Accepted, Started, Done, Refused, Cancelled }

/// <summary>What a task asks to be shown that it was done.</summary>
public enum Evidence : byte { Text, Photo, Measurement, Document, Position }

public enum TaskChange : byte { Accept, Start, Progress, Done, Refuse, Reassign, Cancel, Reopen }

/// <summary>Something that one department owns, others may help with, and a clock runs for. Times are wall time.</summary>
/// <param name="Department">Who owns it and answers for it.</param>
public sealed record IncidentTask(string Id, Label Title, string? Text, string Department, IReadOnlyList<string> CoOwners, string? Assignee, string? Group, IReadOnlyList<Evidence> Evidence, string? Asset, double[]? Position,
    Instant CreatedAt, Instant? WarnAt, Instant? DueAt, By By)
{
    public TaskState State { get; init; }
    /// <summary>How far it is, 0 to 100.</summary>
    public int Percent { get; init; }
    public string? Note { get; init; }
    public string? Measurement { get; init; }
    public IReadOnlyList<string> Attachments { get; init; } = [];
    public Instant? AcceptedAt { get; init; }
    public Instant? StartedAt { get; init; }
    public Instant? DoneAt { get; init; }
    public Instant? WarnedAt { get; init; }
    public Instant? LapsedAt { get; init; }
    public string? Refusal { get; init; }
    /// <summary>Number of the entry that changed it last.</summary>
    public int Version { get; init; }

    public bool IsOpen => State is TaskState.Open or TaskState.Accepted or TaskState.Started;
    /// <summary>Nothing is left to be done: a task that was refused is still to be given to somebody else.</summary>
    public bool IsSettled => State is TaskState.Done or TaskState.Cancelled;
}

/// <summary>What somebody does with a task.</summary>
public sealed record TaskOrder(string Task, TaskChange Change, string? Text = null, int? Percent = null, string? Department = null, string? Assignee = null, IReadOnlyList<string>? Attachments = null, double[]? Position = null, string? Measurement = null);
