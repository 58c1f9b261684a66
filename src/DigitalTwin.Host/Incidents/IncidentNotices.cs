using System.Threading.Channels;
using DigitalTwin.Domain.Incidents;
using DigitalTwin.Domain.Incidents.Tasks;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Host.Incidents;

/// <summary>Something in an incident that people are to be told of.</summary>
/// <param name="Key">The same for the same thing: it may be told more than once.</param>
/// <param name="Departments">With <paramref name="Roles"/>: people of these departments in these roles; all of the departments where no role is named, the roles city-wide where no department is.</param>
internal sealed record IncidentNotice(string Key, string Incident, string Title, bool IsDrill, string Kind, string Level, string[] Departments, string[] Roles, string[] People, string Zh, string En, string? Task, string? Clock, Instant KnownAt);

/// <summary>Where messages to people learn of incidents. At least once: again after a restart, and later what found no room.</summary>
internal interface IIncidentNotices
{
    ChannelReader<IncidentNotice> Reader { get; }
}

/// <summary>Makes notices out of entries.</summary>
internal sealed class IncidentNotices(IncidentReader incidents, ILogger<IncidentNotices> log) : IIncidentNotices
{
    /// <summary>Waiting notices; at the bound the incident is told anew with the next renewal.</summary>
    private const int MostWaiting = 1000;

    private readonly Channel<IncidentNotice> _waiting = Channel.CreateBounded<IncidentNotice>(MostWaiting);
    // The last entry that was told of, by incident.
    private readonly Dictionary<string, int> _told = [];
    private readonly SemaphoreSlim _turn = new(1);

    public ChannelReader<IncidentNotice> Reader => _waiting.Reader;

    /// <summary>Tells of all that was not told since this host has started.</summary>
    public async Task Tell(string incident)
    {
        await _turn.WaitAsync();
        try
        {
            if (await incidents.Read(incident, Actor.Platform) is not { } now) return;
            foreach (var chained in now.Entries.Skip(_told.GetValueOrDefault(incident)))
            {
                foreach (var notice in Of(now.Incident, chained.Entry))
                    if (!_waiting.Writer.TryWrite(notice))
                    {
                        log.LogWarning("{Waiting} notices of incidents wait already; those of {Incident} from entry {Number} on are told later.", MostWaiting, incident, chained.Entry.Number);
                        return;
                    }
                _told[incident] = chained.Entry.Number;
            }
            if (now.Incident.IsOver) _told.Remove(incident);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Whom an entry concerns, and what they are told; none for most entries.</summary>
    internal static IEnumerable<IncidentNotice> Of(Incident i, IncidentEntry e)
    {
        IncidentNotice New(string kind, string level, IEnumerable<string> departments, IEnumerable<string> roles, IEnumerable<string?> people, string zh, string en, string? task = null, string? clock = null) =>
            new($"{i.Id}#{e.Number}{(task is null ? "" : "/" + task)}", i.Id, i.Title, i.IsDrill, kind, level, [.. departments.Distinct()], [.. roles], [.. people.OfType<string>()], Mark(i, zh, true), Mark(i, en, false), task, clock, e.KnownAt);
        switch (e.Data)
        {
            case IncidentEvent.Opened:
                yield return New("opened", "orange", i.Departments.Where(d => d.Part != "assist").Select(d => d.Department), ["dutyOfficer", "departmentHead", "commander"], [], $"新事件：{i.Title}", $"New incident: {i.Title}");
                break;
            case IncidentEvent.Commanded c:
                yield return New("commanded", "orange", [], [], [c.Person.Name], $"您被指定为指挥长：{i.Title}", $"You command: {i.Title}");
                break;
            case IncidentEvent.Responded:
                yield return New("responded", "orange", i.Departments.Select(d => d.Department), ["dutyOfficer", "departmentHead"], [i.Commander?.Name], $"启动 {i.Grade} 级响应：{i.Title}", $"Response of grade {i.Grade}: {i.Title}");
                break;
            case IncidentEvent.Graded g:
                yield return New("regraded", g.Grade < g.Before ? "red" : "yellow", i.Departments.Select(d => d.Department), ["departmentHead", "commander"], [i.Commander?.Name], $"级别由 {g.Before?.ToString() ?? "—"} 调整为 {g.Grade}：{i.Title}", $"Grade {g.Before?.ToString() ?? "—"} → {g.Grade}: {i.Title}");
                break;
            case IncidentEvent.StoodDown:
                yield return New("stoodDown", "blue", i.Departments.Select(d => d.Department), [], [i.Commander?.Name], $"响应终止：{i.Title}", $"Stood down: {i.Title}");
                break;
            case IncidentEvent.Planned p:
                foreach (var task in p.Tasks) yield return Asked(New, task);
                break;
            case IncidentEvent.TasksAdded t:
                foreach (var task in t.Tasks) yield return Asked(New, task);
                break;
            case IncidentEvent.TaskChanged { Order: { Change: TaskChange.Reassign or TaskChange.Reopen } order } when i.FindTask(order.Task) is { } again:
                yield return Asked(New, again);
                break;
            case IncidentEvent.ClockWarned { Task: { } id } when i.FindTask(id) is { } task:
                yield return New("taskWarned", "yellow", [task.Department], task.Assignee is null ? [] : ["departmentHead"], [task.Assignee], $"任务将到期：{task.Title.Zh}", $"Task soon due: {task.Title.En}", task.Id);
                break;
            case IncidentEvent.ClockLapsed { Task: { } id } lapsed when i.FindTask(id) is { } task:
                yield return New("taskLapsed", "red", lapsed.EscalateTo.Departments, lapsed.EscalateTo.Roles, [task.Assignee, i.Commander?.Name], $"任务超时，上报：{task.Title.Zh}", $"Task overdue, escalated: {task.Title.En}", task.Id);
                break;
            case IncidentEvent.ClockWarned { Clock: { } id } when i.Clocks.FirstOrDefault(c => c.Id == id) is { } clock:
                yield return New("clockWarned", "orange", clock.Departments, [], [i.Commander?.Name], $"报告时限将到：{clock.Title.Zh}", $"Report soon due: {clock.Title.En}", null, id);
                break;
            case IncidentEvent.ClockLapsed { Clock: { } id } lapsed when i.Clocks.FirstOrDefault(c => c.Id == id) is { } clock:
                yield return New("clockLapsed", "red", lapsed.EscalateTo.Departments, lapsed.EscalateTo.Roles, [i.Commander?.Name], $"报告超时，上报：{clock.Title.Zh}", $"Report overdue, escalated: {clock.Title.En}", null, id);
                break;
        }
    }

    private delegate IncidentNotice Notice(string kind, string level, IEnumerable<string> departments, IEnumerable<string> roles, IEnumerable<string?> people, string zh, string en, string? task = null, string? clock = null);

    private static IncidentNotice Asked(Notice make, IncidentTask task) =>
        make("taskAsked", "yellow", task.Assignee is null ? task.CoOwners.Prepend(task.Department) : [], [], [task.Assignee], $"新任务：{task.Title.Zh}", $"New task: {task.Title.En}", task.Id);

    private static string Mark(Incident i, string text, bool isChinese) => i.IsDrill ? (isChinese ? $"【演练】{text}" : $"[DRILL] {text}") : text;
}
