using DigitalTwin.Domain.Incidents;
using DigitalTwin.Domain.Incidents.Clocks;
using DigitalTwin.Domain.Incidents.Grades;
using DigitalTwin.Domain.Incidents.Tasks;

namespace DigitalTwin.Domain.Tests.Incidents;

public class ClockTests
{
    [Fact]
    public void The_first_report_warns_after_three_quarters_of_its_hour_and_lapses_once()
    {
        var story = Story.Opened();
        story.Pass(TimeSpan.FromMinutes(44), TimeSpan.FromMinutes(1));
        Assert.Null(Clock(story, "firstReport").WarnedAt);
        story.Pass(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));
        Assert.NotNull(Clock(story, "firstReport").WarnedAt);
        story.Pass(TimeSpan.FromHours(5), TimeSpan.FromMinutes(1));
        Assert.Equal(Story.Start + TimeSpan.FromHours(1), Clock(story, "firstReport").LapsedAt);
        var lapses = story.Entries.Select(e => e.Entry.Data).OfType<IncidentEvent.ClockLapsed>().Where(l => l.Clock == "firstReport").ToArray();
        Assert.Equal(["ecology", "emergency"], Assert.Single(lapses).EscalateTo.Departments);
        Assert.True(new Actor("head", null, "emergency", [], true, false).MaySee(story.Incident!), "Whoever it escalates to sees what it is about.");
    }

    [Fact]
    public void A_report_in_time_stops_its_clock_and_starts_that_of_whom_it_reached()
    {
        var story = Story.Opened();
        story.Must(Story.Officer, new IncidentCommand.Verify("核实"));
        story.Pass(TimeSpan.FromMinutes(20), TimeSpan.FromMinutes(1));
        story.Must(Story.Officer, new IncidentCommand.ReportUpward("initial", ["countyGovernment"], "初报"));
        Assert.Equal(story.Now, Clock(story, "firstReport").StoppedAt);
        Assert.Equal(story.Now + TimeSpan.FromHours(1), Clock(story, "countyToCity").DueAt);
        story.Pass(TimeSpan.FromHours(3), TimeSpan.FromMinutes(1));
        Assert.Null(Clock(story, "firstReport").LapsedAt);
        Assert.NotNull(Clock(story, "countyToCity").LapsedAt);
    }

    [Theory]
    [InlineData(EventGrade.IV, "ecologyMinor", 240)]
    [InlineData(EventGrade.III, "ecologyMinor", 240)]
    [InlineData(EventGrade.II, "ecologyMajor", 120)]
    [InlineData(EventGrade.I, "ecologyMajor", 120)]
    public void The_grade_decides_within_how_long_the_ecology_department_reports(EventGrade grade, string clock, int minutes)
    {
        var story = Story.Opened();
        story.Must(Story.Commander, new IncidentCommand.Verify("核实"));
        story.Must(Story.Commander, new IncidentCommand.Assess(grade, "初判"));
        Assert.Equal(story.Now + TimeSpan.FromMinutes(minutes), Clock(story, clock).DueAt);
        Assert.Single(story.Incident!.Clocks, c => c.Id.StartsWith("ecology", StringComparison.Ordinal));
    }

    [Fact]
    public void An_upgrade_starts_the_shorter_clock_beside_the_longer()
    {
        var story = Story.Responding();
        story.Must(Story.Commander, new IncidentCommand.Regrade(EventGrade.II, "水源取水中断"));
        Assert.Equal(["ecologyMajor", "ecologyMinor"], story.Incident!.Clocks.Select(c => c.Id).Where(c => c.StartsWith("ecology", StringComparison.Ordinal)).Order());
    }

    [Fact]
    public void Drinking_water_is_reported_at_once_whatever_the_grade_as_soon_as_it_is_known_to_be_threatened()
    {
        var story = Story.Opened();
        Assert.DoesNotContain(story.Incident!.Clocks, c => c.Id == "drinkingWater");
        story.Must(Story.Officer, new IncidentCommand.SetFacts(new EventFacts(WaterSource: WaterSource.Township)));
        Assert.Equal(story.Now, Clock(story, "drinkingWater").DueAt);
        Assert.Contains(Story.Opened(scenario: "sourceThreatened").Incident!.Clocks, c => c.Id == "drinkingWater");
    }

    [Fact]
    public void A_drill_at_a_pace_of_sixty_lets_an_hour_lapse_in_a_minute()
    {
        var story = Story.Opened(pace: 60);
        Assert.Equal(Story.Start + TimeSpan.FromMinutes(1), Clock(story, "firstReport").DueAt);
        story.Pass(TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(1));
        Assert.NotNull(Clock(story, "firstReport").LapsedAt);
        Assert.Equal(60, IncidentEvaluation.Of(story.Incident!).Clocks.First(c => c.Id == "firstReport").DueMinutes);
    }

    [Fact]
    public void A_task_that_is_late_escalates_once_to_the_heads_of_its_owner_and_of_the_lead()
    {
        var story = Story.Responding();
        story.Must(Story.Commander, new IncidentCommand.AddTask("封堵", null, "networkOperator", ["housing"], null, 30, [Evidence.Photo]));
        story.Pass(TimeSpan.FromHours(4), TimeSpan.FromMinutes(1));
        var lapse = Assert.Single(story.Entries.Select(e => e.Entry.Data).OfType<IncidentEvent.ClockLapsed>(), l => l.Task == "T1");
        Assert.Equal(["networkOperator", "ecology"], lapse.EscalateTo.Departments);
        Assert.Single(story.Entries.Select(e => e.Entry.Data).OfType<IncidentEvent.ClockWarned>(), l => l.Task == "T1");
    }

    [Fact]
    public void A_task_is_done_only_with_the_evidence_that_it_asks_for_and_only_by_whose_it_is()
    {
        var story = Story.Responding();
        story.Must(Story.Commander, new IncidentCommand.AddTask("封堵", null, "networkOperator", null, null, 30, [Evidence.Photo, Evidence.Position]));
        Assert.Equal("notYours", Assert.IsType<Verdict.Refused>(story.Do(Story.Officer, Change(TaskChange.Accept))).Code);
        story.Must(Story.Crew, Change(TaskChange.Accept));
        Assert.Equal(["photo", "position"], Assert.IsType<Verdict.Refused>(story.Do(Story.Crew, Change(TaskChange.Done))).Open);
        story.Must(Story.Crew, new IncidentCommand.Attach(new Attachment(new string('a', 64), "a.jpg", "image/jpeg", 10, "T1", null)));
        story.Must(Story.Crew, new IncidentCommand.ChangeTask(new TaskOrder("T1", TaskChange.Done, "封堵完成", null, null, null, null, [118.3, 35.0])));
        Assert.Equal(TaskState.Done, story.Task("T1").State);
        Assert.Equal("crew", story.Task("T1").Assignee);
    }

    [Fact]
    public void The_gravest_criterion_decides_what_grade_is_proposed_and_a_warning_alone_proposes_the_lowest()
    {
        var proposal = GradeScale.Default.Propose(new EventFacts(Deaths: 4, Evacuated: 12_000, LossYuan: 100));
        Assert.Equal(EventGrade.II, proposal.Grade);
        Assert.Equal(["evacuated", "deaths", "lossYuan"], proposal.Reasons.Select(r => r.Criterion));
        Assert.Equal(EventGrade.I, GradeScale.Default.Propose(new EventFacts(CrossBorder: CrossBorder.International)).Grade);
        Assert.Null(GradeScale.Default.Propose(new EventFacts(Deaths: 0)).Grade);
        Assert.Equal(EventGrade.IV, GradeScale.Default.Propose(new EventFacts(), Domain.Risk.WarningLevel.Red, reachesWater: true).Grade);
        Assert.Null(GradeScale.Default.Propose(new EventFacts(), Domain.Risk.WarningLevel.Red).Grade);
    }

    private static IncidentCommand Change(TaskChange change) => new IncidentCommand.ChangeTask(new TaskOrder("T1", change));

    private static RunningClock Clock(Story story, string id) => story.Incident!.Clocks.Single(c => c.Id == id);
}
