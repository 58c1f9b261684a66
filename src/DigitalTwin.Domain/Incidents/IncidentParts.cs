using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Domain.Incidents;

/// <summary>A department's part in an incident: lead 牵头, responsible 责任, assist 配合, asked 临时.</summary>
public sealed record DutyPart(string Department, string Part);

/// <summary>A person by his account.</summary>
public sealed record Person(string Name, string? FullName, string? Department);

/// <summary>A warning that an incident is about, and whose risk grain knows of it.</summary>
public sealed record IncidentWarning(string Id, string Asset, string Catchment, string Kind, string Level);

/// <summary>A working group 工作组.</summary>
public sealed record WorkingGroup(string Group, Label Title, string? Department, string? Lead, IReadOnlyList<string> Members);

/// <summary>One step of the workflow as it was taken.</summary>
public sealed record StepTaken(string Step, int Number, Instant At, Instant KnownAt, By By);

public sealed record Decision(int Number, Instant At, Instant KnownAt, By By, string Text, IReadOnlyList<string> Attachments);

/// <summary>A report upward: 初报 initial, 续报 update, 处理结果报告 final.</summary>
public sealed record UpwardReport(int Number, string Type, IReadOnlyList<string> To, string Text, string? Method, Instant KnownAt, By By);

/// <summary>A file, known by the SHA-256 of what is in it.</summary>
public sealed record Attachment(string Id, string Name, string Type, long Bytes, string? Task, string? Note)
{
    public By? By { get; init; }
    public Instant KnownAt { get; init; }
}

public sealed record IncidentLink(string Incident, string Relation);

/// <summary>A drawing on the shared picture; coordinates in degrees, WGS-84.</summary>
/// <param name="Id">Made by the page that drew it.</param>
public sealed record Mark(string Id, string Shape, double[][] Coordinates, string? Text, string? Colour)
{
    public By? By { get; init; }
    public Instant KnownAt { get; init; }
}

public sealed record Cost(string Item, double Yuan);

/// <summary>善后: what it came from, what it cost, and what is to be learnt.</summary>
public sealed record AfterReview(string Summary, string? Causes, IReadOnlyList<Cost> Costs, IReadOnlyList<string> Lessons, IReadOnlyList<string> Improvements);

/// <summary>Something that will be, or is, reached.</summary>
public sealed record Arrival(string Asset, string? Name, string? Kind, string Level, string Quantity, double? Value, Instant FirstAt, Instant PeakAt, double[]? Position);

/// <summary>What the risk grains said of an incident's warnings at one time.</summary>
/// <param name="Affected">Assets on the ways.</param>
public sealed record Outlook(Instant At, int Affected, int OpenWarnings, IReadOnlyList<Arrival> Arrivals);
