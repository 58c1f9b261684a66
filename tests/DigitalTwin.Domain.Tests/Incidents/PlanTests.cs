using DigitalTwin.Domain.Duties;
using DigitalTwin.Domain.Incidents;
using DigitalTwin.Domain.People;
using DigitalTwin.Domain.Plans;

namespace DigitalTwin.Domain.Tests.Incidents;

public class PlanTests
{
    private static readonly string[] Departments = [.. PeopleCatalogue.Default.Departments.Select(d => d.Id)];

    [Fact]
    public void There_is_a_plan_for_each_of_the_nine_scenarios_and_all_that_it_names_is_known()
    {
        Assert.Equal(["effluentBreach", "illegalDischarge", "pumpFailure", "sewerOverflow", "pipeCollapse", "toxicGas", "reclaimedContamination", "storm", "sourceThreatened"], PlanCatalogue.Default.Plans.Select(p => p.Id));
        foreach (var plan in PlanCatalogue.Default.Plans)
        {
            Assert.NotNull(DutyCatalogue.Default.Find(plan.Topic, DutyCatalogue.AnyCity));
            Assert.Empty(plan.Tasks.SelectMany(t => t.CoOwners.Append(t.Department)).Concat(plan.Groups.Select(g => g.Department)).Except([.. Departments, "lead"]));
            Assert.Empty(plan.Tasks.Select(t => t.Group).Except(plan.Groups.Select(g => g.Id)));
        }
    }

    [Fact]
    public void Every_duty_has_one_lead_among_those_responsible_in_every_city()
    {
        foreach (var city in DutyCatalogue.Default.Cities)
            foreach (var topic in DutyCatalogue.Default.Topics)
                Assert.Null(DutyCatalogue.Default.Find(topic, city.Id)!.Fault(Departments));
        Assert.Equal("cityManagement", DutyCatalogue.Default.Find("plantOperation", "changzhi")!.Lead);
        Assert.Equal("housing", DutyCatalogue.Default.Find("plantOperation", "xinzhou")!.Lead);
    }

    [Fact]
    public void A_plan_gives_its_tasks_once_however_many_call_it_out()
    {
        var story = Story.Responding();
        story.Must(Story.Commander, new IncidentCommand.FollowPlan("illegalDischarge"));
        var tasks = story.Incident!.Tasks.Count;
        Assert.IsType<Verdict.Nothing>(story.Do(Story.Commander, new IncidentCommand.FollowPlan("illegalDischarge")));
        Assert.Equal(PlanCatalogue.Default.Find("illegalDischarge")!.Tasks.Count, tasks);
        Assert.All(story.Incident.Tasks, t => Assert.Contains(t.Department, Departments));
    }

    [Fact]
    public void Sampling_goes_to_the_source_to_whoever_receives_and_to_places_between_in_the_order_of_arrival()
    {
        var plan = new PlanSampling(["cod"], 30, 5);
        var arrivals = Enumerable.Range(0, 40).Select(i => new Arrival($"demo:M{i}", null, "manhole", "orange", "cod", null, Story.Start + TimeSpan.FromMinutes(i), Story.Start + TimeSpan.FromMinutes(i + 5), null))
            .Append(new Arrival("demo:WWTP", "厂", "treatmentPlant", "red", "cod", 900, Story.Start + TimeSpan.FromMinutes(90), Story.Start + TimeSpan.FromMinutes(120), null)).ToArray();
        var places = SamplingPlan.Of(plan, "demo:SRC", null, arrivals, Story.Start);
        Assert.Equal("demo:SRC", places[0].Asset);
        Assert.Equal("demo:WWTP", places[^1].Asset);
        Assert.Equal(5, places.Count);
        Assert.Equal(places.Skip(1).Select(p => p.From).Order(), places.Skip(1).Select(p => p.From));
        Assert.All(places, p => Assert.True(p.From <= p.Best && p.Best <= p.To));
    }
}
