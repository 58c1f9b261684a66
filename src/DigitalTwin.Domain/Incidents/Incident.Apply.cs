using DigitalTwin.Domain.Incidents.Tasks;
using DigitalTwin.Domain.Incidents.Workflow;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Domain.Incidents;

/// <summary>How each kind of entry changes an incident. Nothing is decided here: what is in the record has happened.</summary>
public sealed partial record Incident
{
    private static Incident Open(IncidentEntry entry)
    {
        if (entry.Data is not IncidentEvent.Opened opened) throw new InvalidOperationException($"The first entry of an incident is {entry.Data.GetType().Name}; expected Opened.");
        var incident = new Incident
        {
            Id = opened.Id, Version = entry.Number, Title = opened.Title, Text = opened.Text, Source = opened.Source, IsDrill = opened.IsDrill, Pace = opened.Pace, Scenario = opened.Scenario, Topic = opened.Topic,
            Network = opened.Network, Asset = opened.Asset, Position = opened.Position, Regions = opened.Regions, Warnings = opened.Warnings, Departments = opened.Departments, OpenedBy = entry.By,
            OpenedAt = entry.At, DiscoveredAt = opened.DiscoveredAt, OpenedKnownAt = entry.KnownAt, KnownAt = entry.KnownAt, Clocks = entry.Started, Steps = [StepOf("report", entry)],
            Conditions = [.. WorkflowCatalogue.Default.Conditions.Select(c => new ConditionState(c.Id, c.Title, c.IsAutomatic, c.Id is "tasksSettled" or "warningsEnded" && (c.Id == "tasksSettled" || opened.Warnings.Count == 0), false, null, null, null))],
        };
        return incident.Asking(entry.Started.SelectMany(c => c.Departments));
    }

    /// <summary>Whoever answers for a clock, or hears that it lapsed, must be able to see what it is about.</summary>
    private Incident Asking(IEnumerable<string> departments) =>
        departments.Except(Departments.Select(d => d.Department)).ToArray() is { Length: > 0 } more ? this with { Departments = [.. Departments, .. more.Select(d => new DutyPart(d, "asked"))] } : this;

    private Incident Apply(IncidentEntry entry)
    {
        if (entry.Number != Version + 1) throw new InvalidOperationException($"Entry {entry.Number} of {Id} does not follow {Version}.");
        var next = With(entry) with { Version = entry.Number, KnownAt = entry.KnownAt };
        if (entry.Started.Count > 0) next = (next with { Clocks = [.. next.Clocks, .. entry.Started] }).Asking(entry.Started.SelectMany(c => c.Departments));
        if (entry.Data is IncidentEvent.ClockLapsed lapsed) next = next.Asking(lapsed.EscalateTo.Departments);
        return next with { Conditions = next.Judged(entry) };
    }

    private Incident With(IncidentEntry entry) => entry.Data switch
    {
        IncidentEvent.Verified => Step("verify", IncidentStage.Verified, entry),
        IncidentEvent.Dismissed => Step("dismiss", IncidentStage.Dismissed, entry) with { ClosedAt = entry.KnownAt },
        IncidentEvent.Assessed e => Step("assess", IncidentStage.Assessed, entry) with { Grade = e.Grade, Facts = e.Facts ?? Facts, Proposal = e.Proposal, Scenario = e.Scenario ?? Scenario, Topic = e.Topic ?? Topic, Departments = e.Departments ?? Departments },
        IncidentEvent.Reported e => Step("reportUpward", Stage, entry) with
        {
            Reports = [.. Reports, new UpwardReport(entry.Number, e.Type, e.To, e.Text, e.Method, entry.KnownAt, entry.By)],
            Clocks = [.. Clocks.Select(c => c.StoppedAt is null && c.To.All(t => e.To.Contains(t) || Told.Contains(t)) ? c with { StoppedAt = entry.KnownAt } : c)],
        },
        IncidentEvent.Commanded e => this with { Commander = e.Person },
        IncidentEvent.Responded => Step("respond", IncidentStage.Responding, entry),
        IncidentEvent.Updated => Step("update", Stage, entry),
        IncidentEvent.Graded e => this with { Grade = e.Grade },
        IncidentEvent.FactsSet e => this with { Facts = e.Facts, Proposal = e.Proposal },
        IncidentEvent.Decided e => this with { Decisions = [.. Decisions, new Decision(entry.Number, entry.At, entry.KnownAt, entry.By, e.Text, e.Attachments)] },
        IncidentEvent.Grouped e => this with { Groups = [.. Groups.Where(g => g.Group != e.Group.Group), e.Group] },
        IncidentEvent.ConditionSet e => this with { Conditions = [.. Conditions.Select(c => c.Id == e.Condition ? c with { IsMet = c.IsAutomatic ? c.IsMet : e.IsMet, IsWaived = e.IsWaived, Text = e.Text, By = entry.By, KnownAt = entry.KnownAt } : c)] },
        IncidentEvent.StoodDown => Step("standDown", IncidentStage.StoodDown, entry),
        IncidentEvent.Reopened => Step("reopen", IncidentStage.Responding, entry) with { Conditions = [.. Conditions.Select(c => c with { IsMet = c.IsAutomatic && c.IsMet, IsWaived = false })] },
        IncidentEvent.Reviewed e => Step("review", IncidentStage.Closed, entry) with { Review = e.Review, ClosedAt = entry.KnownAt },
        IncidentEvent.Linked e => this with { Links = [.. Links.Where(l => l.Incident != e.Link.Incident), e.Link] },
        IncidentEvent.WarningsSet e => this with { Warnings = [.. Warnings.Where(w => !e.Removed.Contains(w.Id)), .. e.Added] },
        IncidentEvent.Planned e => this with { Plans = [.. Plans, e.Plan], Groups = [.. Groups, .. e.Groups.Where(g => Groups.All(h => h.Group != g.Group))], Tasks = [.. Tasks, .. e.Tasks.Select(t => t with { Version = entry.Number })] },
        IncidentEvent.TasksAdded e => this with { Tasks = [.. Tasks, .. e.Tasks.Select(t => t with { Version = entry.Number })] },
        IncidentEvent.TaskChanged e => WithTask(e.Order.Task, t => TaskRules.Apply(t, e.Order, entry.By, entry.KnownAt, entry.Number)),
        IncidentEvent.Attached e => Attach(e.Attachment with { By = entry.By, KnownAt = entry.KnownAt }),
        IncidentEvent.Marked e => this with { Marks = [.. Marks.Where(m => m.Id != e.Mark.Id), e.Mark with { By = entry.By, KnownAt = entry.KnownAt }] },
        IncidentEvent.Unmarked e => this with { Marks = [.. Marks.Where(m => m.Id != e.Mark)] },
        IncidentEvent.OutlookTaken e => this with { Outlook = e.Outlook },
        IncidentEvent.ClockWarned e => e.Task is { } task ? WithTask(task, t => t with { WarnedAt = entry.KnownAt }) : WithClock(e.Clock!, c => c with { WarnedAt = entry.KnownAt }),
        IncidentEvent.ClockLapsed e => e.Task is { } task ? WithTask(task, t => t with { LapsedAt = entry.KnownAt }) : WithClock(e.Clock!, c => c with { LapsedAt = entry.KnownAt }),
        _ => this,
    };

    private Incident Step(string step, IncidentStage stage, IncidentEntry entry) => this with { Stage = stage, Steps = [.. Steps, StepOf(step, entry)] };

    private static StepTaken StepOf(string step, IncidentEntry entry) => new(step, entry.Number, entry.At, entry.KnownAt, entry.By);

    private Incident WithTask(string id, Func<IncidentTask, IncidentTask> change) => this with { Tasks = [.. Tasks.Select(t => t.Id == id ? change(t) : t)] };

    private Incident WithClock(string id, Func<Clocks.RunningClock, Clocks.RunningClock> change) => this with { Clocks = [.. Clocks.Select(c => c.Id == id && c.StoppedAt is null ? change(c) : c)] };

    private Incident Attach(Attachment attachment)
    {
        var next = this with { Attachments = [.. Attachments.Where(a => a.Id != attachment.Id), attachment] };
        return attachment.Task is { } task ? next.WithTask(task, t => t with { Attachments = [.. t.Attachments.Union([attachment.Id])] }) : next;
    }

    /// <summary>Closing conditions that the platform itself can judge.</summary>
    private IReadOnlyList<ConditionState> Judged(IncidentEntry entry) => [.. Conditions.Select(c =>
    {
        var holds = c.Id switch
        {
            "tasksSettled" => Tasks.All(t => t.IsSettled),
            "reportMade" => Reports.Count > 0,
            // Until the risk grains were asked, a warning is open.
            "warningsEnded" => Warnings.Count == 0 || (entry.Data is IncidentEvent.OutlookTaken o ? o.Outlook.OpenWarnings == 0 : entry.Data is IncidentEvent.WarningsSet { Added.Count: > 0 } ? false : c.IsMet),
            _ => c.IsMet,
        };
        return c.IsAutomatic && holds != c.IsMet ? c with { IsMet = holds, KnownAt = (Instant?)entry.KnownAt } : c;
    })];
}
