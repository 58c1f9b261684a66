using System.Text.Json;
using DigitalTwin.Domain.Incidents.Grades;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Domain.Incidents.Clocks;

/// <summary>Whom to tell of a clock that lapsed: these departments' people of these roles.</summary>
public sealed record Escalation(IReadOnlyList<string> Departments, IReadOnlyList<string> Roles);

/// <summary>A clock of the law or of the city (<c>reporting-clocks.json</c>): from what on, within how long, whom a report must have reached.</summary>
/// <param name="StartsOn"><c>opened</c>, <c>graded</c>, or <c>reported:{recipient}</c>; the first runs from the discovery.</param>
/// <param name="Grades">Only where the event has one of these; none for any.</param>
/// <param name="Scenarios">Only in these; none for any.</param>
/// <param name="ForWaterSource">Only where drinking water is threatened, and then in any scenario.</param>
/// <param name="Within">0 for at once.</param>
/// <param name="Grace">After it is due, how long before it counts as lapsed; a choice of the platform for what is due at once.</param>
public sealed record ReportingClock(string Id, Label Title, string StartsOn, IReadOnlyList<EventGrade> Grades, IReadOnlyList<string> Scenarios, bool ForWaterSource, TimeSpan Within, TimeSpan Grace,
    IReadOnlyList<string> To, IReadOnlyList<string> Departments, Escalation EscalateTo, string Document, string Clause, bool Verified);

/// <summary>A clock as it runs in one incident. Wall time: it binds people, however fast a simulated city lives.</summary>
/// <param name="StoppedAt">When a report had reached all of <paramref name="To"/>; it may have lapsed before.</param>
public sealed record RunningClock(string Id, Label Title, Instant StartedAt, Instant WarnAt, Instant DueAt, Instant LapseAt, IReadOnlyList<string> To, IReadOnlyList<string> Departments, Escalation EscalateTo,
    string Document, string Clause, bool Verified, Instant? StoppedAt = null, Instant? WarnedAt = null, Instant? LapsedAt = null);

public sealed class ClockCatalogue(IReadOnlyList<ReportingClock> clocks, double warnAtShare, IReadOnlyList<string> taskRoles)
{
    public static ClockCatalogue Default { get; } = Read();

    public IReadOnlyList<ReportingClock> Clocks => clocks;
    /// <summary>A clock warns when this share of its time has passed.</summary>
    public double WarnAtShare => warnAtShare;
    /// <summary>Who of the owner's department hears of a task that lapsed.</summary>
    public IReadOnlyList<string> TaskRoles => taskRoles;

    /// <summary>The clocks that an event starts.</summary>
    /// <param name="startedBy">See <see cref="ReportingClock.StartsOn"/>.</param>
    /// <param name="from">When the clock began to run.</param>
    /// <param name="told">Whom reports have reached already: a clock that waits for nobody else does not start.</param>
    public IReadOnlyList<RunningClock> Start(string startedBy, Instant from, double pace, string lead, EventGrade? grade, string? scenario, bool isWaterSource, IReadOnlyCollection<string> told, IEnumerable<string> known) =>
        [.. clocks.Where(c => c.StartsOn == startedBy && (c.Grades.Count == 0 || (grade is { } g && c.Grades.Contains(g)))
            && (c.ForWaterSource || c.Scenarios.Count > 0 ? (c.ForWaterSource && isWaterSource) || (scenario is not null && c.Scenarios.Contains(scenario)) : true)
            && !c.To.All(told.Contains) && !known.Contains(c.Id)).Select(c => Run(c, from, pace, lead))];

    private RunningClock Run(ReportingClock clock, Instant from, double pace, string lead)
    {
        var (within, grace) = (clock.Within / pace, clock.Grace / pace);
        return new(clock.Id, clock.Title, from, from + within * warnAtShare, from + within, from + within + grace, clock.To, Named(clock.Departments, lead), clock.EscalateTo with { Departments = Named(clock.EscalateTo.Departments, lead) }, clock.Document, clock.Clause, clock.Verified);
    }

    private static string[] Named(IEnumerable<string> departments, string lead) => [.. departments.Select(d => d == "lead" ? lead : d).Distinct()];

    private static ClockCatalogue Read()
    {
        using var file = EmbeddedData.Open("reporting-clocks.json");
        var root = file.RootElement;
        return new([.. root.GetProperty("clocks").EnumerateArray().Select(Clock)], root.GetProperty("warnAtShare").GetDouble(), Texts(root, "taskRoles"));
    }

    private static ReportingClock Clock(JsonElement c) => new(c.GetProperty("id").GetString()!, Label.Read(c), c.GetProperty("startsOn").GetString()!, [.. Texts(c, "grades").Select(Enum.Parse<EventGrade>)], Texts(c, "scenarios"),
        c.TryGetProperty("forWaterSource", out var water) && water.GetBoolean(), TimeSpan.FromMinutes(c.GetProperty("minutes").GetDouble()), TimeSpan.FromMinutes(c.TryGetProperty("graceMinutes", out var grace) ? grace.GetDouble() : 0),
        Texts(c, "to"), Texts(c, "departments"), new(Texts(c.GetProperty("escalateTo"), "departments"), Texts(c.GetProperty("escalateTo"), "roles")),
        c.GetProperty("document").GetString()!, c.GetProperty("clause").GetString()!, c.GetProperty("verified").GetBoolean());

    private static string[] Texts(JsonElement item, string name) => item.TryGetProperty(name, out var texts) ? [.. texts.EnumerateArray().Select(t => t.GetString()!)] : [];
}
