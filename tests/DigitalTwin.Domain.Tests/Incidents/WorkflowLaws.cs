using System.Text.Json;
using DigitalTwin.Domain.Incidents;
using DigitalTwin.Domain.Incidents.Grades;
using DigitalTwin.Domain.Incidents.Tasks;
using DigitalTwin.Domain.Incidents.Workflow;

namespace DigitalTwin.Domain.Tests.Incidents;

/// <summary>Whatever anybody asks in whatever order, these hold.</summary>
public class WorkflowLaws
{
    private static readonly Actor[] Actors = [Story.Commander, Story.Officer, Story.Crew, Story.Stranger];

    [Fact]
    public void Any_sequence_of_requests_leaves_a_whole_record_that_folds_to_the_same_incident() => ForAll.Seeds(seed =>
    {
        var story = Random(seed, 60);
        Assert.True(ChainCheck.Of(story.Incident!.Id, story.Entries).IsWhole);
        Assert.Equal(story.Entries.Count, story.Incident.Version);
        Assert.Equal(Json(story.Incident), Json(Incident.Fold(story.Entries.Select(e => e.Entry))!));
    });

    [Fact]
    public void A_stage_is_only_reached_from_where_it_may_be_and_nothing_happens_after_the_end() => ForAll.Seeds(seed =>
    {
        var story = Random(seed, 80);
        Incident? before = null;
        foreach (var entry in story.Entries.Select(e => e.Entry))
        {
            var after = before is null ? Incident.Fold([entry])! : before.Then(entry);
            if (before is not null && after.Stage != before.Stage)
                Assert.Contains((before.Stage, after.Stage), ((IncidentStage, IncidentStage)[])[(IncidentStage.Received, IncidentStage.Verified), (IncidentStage.Received, IncidentStage.Dismissed), (IncidentStage.Verified, IncidentStage.Dismissed), (IncidentStage.Verified, IncidentStage.Assessed),
                    (IncidentStage.Assessed, IncidentStage.Responding), (IncidentStage.Responding, IncidentStage.StoodDown), (IncidentStage.StoodDown, IncidentStage.Responding), (IncidentStage.StoodDown, IncidentStage.Closed)]);
            Assert.False(before?.IsOver ?? false, "Something happened after the end.");
            if (after.Stage == IncidentStage.StoodDown && before!.Stage == IncidentStage.Responding) Assert.All(before.Conditions, c => Assert.True(c.Holds, c.Id));
            if (after.Stage == IncidentStage.Closed) Assert.Contains(before!.Reports, r => r.Type == "final");
            before = after;
        }
    });

    [Fact]
    public void Nobody_without_a_part_in_it_leaves_a_trace_and_nobody_without_command_commands() => ForAll.Seeds(seed =>
    {
        var story = Random(seed, 80);
        Assert.DoesNotContain(story.Entries, e => e.Entry.By.Name == Story.Stranger.Name);
        foreach (var entry in story.Entries.Skip(1).Select(e => e.Entry).Where(e => e.By.Name is "officer" or "crew"))
            Assert.False(entry.Data is IncidentEvent.Assessed or IncidentEvent.Responded or IncidentEvent.Decided or IncidentEvent.TasksAdded or IncidentEvent.Planned or IncidentEvent.StoodDown or IncidentEvent.Reviewed or IncidentEvent.Commanded, $"{entry.By.Name} did {entry.Data.GetType().Name}.");
    });

    [Fact]
    public void Tasks_have_numbers_of_their_own_and_end_once() => ForAll.Seeds(seed =>
    {
        var story = Random(seed, 80);
        var tasks = story.Incident!.Tasks;
        Assert.Equal(tasks.Count, tasks.Select(t => t.Id).Distinct().Count());
        Assert.All(tasks, t => Assert.Equal(t.State == TaskState.Done, t.DoneAt is not null));
    });

    [Fact]
    public void Whatever_byte_of_a_record_is_changed_is_found() => ForAll.Seeds(seed =>
    {
        var (story, random) = (Random(seed, 20), new Random(seed));
        var victim = random.Next(story.Entries.Count);
        var bytes = story.Entries[victim].Bytes.ToArray();
        bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
        var tampered = story.Entries.Select((e, i) => i == victim ? e with { Bytes = bytes } : e).ToArray();
        Assert.False(ChainCheck.Of(story.Incident!.Id, tampered).IsWhole);
        Assert.False(ChainCheck.Of("I-20260701-2", story.Entries).IsWhole); // Nor can a record pass for that of another.
        if (victim < story.Entries.Count - 1) Assert.False(ChainCheck.Of(story.Incident.Id, story.Entries.Where((_, i) => i != victim)).IsWhole);
    }, 100);

    private static Story Random(int seed, int steps)
    {
        var random = new Random(seed);
        var story = Story.Opened(random.Next(2) == 0 ? 1 : 30);
        for (var i = 0; i < steps; i++)
        {
            if (random.Next(6) == 0) story.Pass(TimeSpan.FromMinutes(random.Next(1, 60)), TimeSpan.FromMinutes(7));
            story.Do(Actors[random.Next(Actors.Length)], Command(random, story.Incident!), random.Next(3) == 0 ? random.Next(story.Incident!.Version + 1) : null);
        }
        return story;
    }

    private static IncidentCommand Command(Random random, Incident incident)
    {
        var task = $"T{random.Next(1, incident.Tasks.Count + 2)}";
        return random.Next(20) switch
        {
            0 => new IncidentCommand.Verify("核实"),
            1 => random.Next(8) == 0 ? new IncidentCommand.Dismiss("误报") : new IncidentCommand.Note("情况", null),
            2 => new IncidentCommand.Assess((EventGrade)random.Next(1, 5), "研判", new EventFacts(Deaths: random.Next(40))),
            3 => new IncidentCommand.ReportUpward(random.Next(3) switch { 0 => "initial", 1 => "update", _ => "final" }, [WorkflowCatalogue.Default.Recipients[random.Next(WorkflowCatalogue.Default.Recipients.Count)].Id], "报告"),
            4 => new IncidentCommand.Command("commander"),
            5 => new IncidentCommand.Respond("启动"),
            6 => new IncidentCommand.Regrade((EventGrade)random.Next(1, 5), "调整"),
            7 => new IncidentCommand.Decide("决定"),
            8 => new IncidentCommand.FollowPlan(random.Next(4) == 0 ? "storm" : "illegalDischarge"),
            9 => new IncidentCommand.AddTask("任务", null, "networkOperator", null, null, random.Next(1, 200)),
            10 => new IncidentCommand.SetCondition(WorkflowCatalogue.Default.Conditions[random.Next(6)].Id, true, "满足", random.Next(2) == 0 ? true : null),
            11 => new IncidentCommand.StandDown("终止"),
            12 => new IncidentCommand.Reopen("复发"),
            13 => new IncidentCommand.Close("总结", null, [new Cost("抽排", 100)], ["教训"]),
            14 => new IncidentCommand.Draw($"m{random.Next(5)}", "point", [[118.3, 35.0]]),
            15 => new IncidentCommand.Erase($"m{random.Next(5)}"),
            _ => new IncidentCommand.ChangeTask(new TaskOrder(task, (TaskChange)random.Next(8), "说明", random.Next(100), random.Next(3) == 0 ? "housing" : null, null, null, [118.3, 35.0], "12 mg/L")),
        };
    }

    private static string Json(Incident incident) => JsonSerializer.Serialize(incident, IncidentJson.Options);
}
