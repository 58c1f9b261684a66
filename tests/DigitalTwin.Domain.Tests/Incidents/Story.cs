using DigitalTwin.Domain.Incidents;
using DigitalTwin.Domain.Incidents.Clocks;
using DigitalTwin.Domain.Incidents.Grades;
using DigitalTwin.Domain.Incidents.Tasks;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Domain.Tests.Incidents;

/// <summary>An incident that a test tells, with a record like that of the grain.</summary>
internal sealed class Story
{
    public static readonly Actor Commander = new("commander", "指挥长", "emergency", [], true, true);
    public static readonly Actor Officer = new("officer", "值班员", "ecology", [], true, false);
    public static readonly Actor Crew = new("crew", "班组", "networkOperator", [], true, false);
    public static readonly Actor Stranger = new("stranger", "外人", "finance", [], true, false);
    public static readonly Instant Start = Instant.From(new DateTimeOffset(2026, 7, 1, 8, 0, 0, TimeSpan.Zero));

    public List<ChainedEntry> Entries { get; } = [];
    public Incident? Incident { get; private set; }
    public Instant Now { get; private set; } = Start;

    public static Story Opened(double pace = 1, string scenario = "illegalDischarge")
    {
        var story = new Story();
        Assert.IsType<Verdict.Accepted>(story.Do(Commander, new IncidentCommand.Open(new IncidentEvent.Opened("I-20260701-1", "偷排", null, pace > 1 ? "drill" : "hand", pace > 1, pace, scenario, "waterQuality", "demo", null, null, ["east"], [],
            [new DutyPart("ecology", "lead"), new DutyPart("housing", "responsible"), new DutyPart("networkOperator", "assist")], Start))));
        return story;
    }

    public static Story Responding(double pace = 1)
    {
        var story = Opened(pace);
        story.Must(Commander, new IncidentCommand.Verify("核实"));
        story.Must(Commander, new IncidentCommand.Assess(EventGrade.IV, "初判"));
        story.Must(Commander, new IncidentCommand.Command("commander"));
        story.Must(Commander, new IncidentCommand.Respond("启动"));
        return story;
    }

    public Verdict Do(Actor actor, IncidentCommand command, int? seen = null)
    {
        var verdict = IncidentDesk.Decide(Incident, command, actor, new Moment(Now, Now), seen);
        if (verdict is Verdict.Accepted accepted) Record(actor, accepted.Event, accepted.Started);
        return verdict;
    }

    public void Must(Actor actor, IncidentCommand command) => Assert.IsType<Verdict.Accepted>(Do(actor, command));

    public IncidentTask Task(string id) => Incident!.FindTask(id)!;

    /// <summary>Lets time pass in steps, as the grain's timer does.</summary>
    public void Pass(TimeSpan span, TimeSpan step)
    {
        for (var end = Now + span; Now < end;)
        {
            Now += step;
            foreach (var due in Clockwork.Due(Incident!, Now)) Record(Actor.Platform, due, []);
        }
    }

    private void Record(Actor actor, IncidentEvent data, IReadOnlyList<RunningClock> started)
    {
        var entry = ChainedEntry.After("I-20260701-1", Entries.LastOrDefault()?.Hash ?? ChainedEntry.Nothing, new IncidentEntry(Entries.Count + 1, Now, Now, actor.By, null, data, started));
        // Through the bytes, as it is stored.
        Entries.Add(ChainedEntry.Read(entry.ToBody()));
        Incident = Incident is null ? Domain.Incidents.Incident.Fold([Entries[^1].Entry]) : Incident.Then(Entries[^1].Entry);
    }
}
