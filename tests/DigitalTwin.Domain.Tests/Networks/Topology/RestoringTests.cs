using DigitalTwin.Domain.Networks.Topology;

namespace DigitalTwin.Domain.Tests.Networks.Topology;

/// <summary>Towns that were damaged in known ways come back as they were: the same joints, the same directions.</summary>
public class RestoringTests
{
    private static void Restored(TownSurvey town, double metres = 0.1, Mending mending = Mending.Decided, TopologyOptions? options = null)
    {
        var result = TopologyBuilder.Build(town.Survey, options ?? new(), null, mending);
        var seen = town.Seen(result.Network, metres);
        Assert.Equal(town.Truth.Order(), seen.Order());
        Assert.Equal(1, result.Share.FlowToPlant, 9);
        Assert.Equal(1, result.Share.Systems);
    }

    [Fact]
    public void A_whole_survey_is_joined_as_it_is_and_nothing_is_found() => Always.Holds((seed, withInverts) =>
    {
        var town = new TownSurvey(seed, withInverts);
        Restored(town);
        Assert.Empty(TopologyBuilder.Build(town.Survey, new()).Findings);
    });

    [Fact]
    public void Ends_beside_their_manholes_are_joined() => Always.Holds((seed, withInverts) =>
        Restored(new TownSurvey(seed, withInverts).ShiftEnds(0.45)));

    [Fact]
    public void Lines_drawn_against_the_flow_are_turned() => Always.Holds((seed, withInverts) =>
        Restored(new TownSurvey(seed, withInverts).Reverse(0.5)));

    [Fact]
    public void Where_a_manhole_is_missing_one_is_made_that_all_its_pipes_meet_at() => Always.Holds((seed, withInverts) =>
        Restored(new TownSurvey(seed, withInverts).DropManholes(0.3), 0.6));

    [Fact]
    public void Lines_through_manholes_are_split_there() => Always.Holds((seed, withInverts) =>
        Restored(new TownSurvey(seed, withInverts).DrawThrough(0.6)));

    [Fact]
    public void Pipes_drawn_twice_count_once() => Always.Holds((seed, withInverts) =>
        Restored(new TownSurvey(seed, withInverts).DrawTwice(0.4)));

    [Fact]
    public void Ends_that_stop_short_are_proposed_to_be_extended() => Always.Holds((seed, withInverts) =>
    {
        var town = new TownSurvey(seed, withInverts).CutEnds(4.5, 0.4);
        Restored(town, 0.1, Mending.Proposed);
        // Until somebody agrees, they stay open and the pipes apart.
        var now = TopologyBuilder.Build(town.Survey, new());
        var open = now.Findings.Where(f => f.Kind == FindingKind.DanglingEnd && f.Fix is not null).ToArray();
        Assert.All(open, f => Assert.Equal(FindingState.Open, f.State));
        Assert.Equal(open.Length > 0, now.Share.Systems > 1);
    });

    [Fact]
    public void All_of_it_at_once_is_mended() => Always.Holds((seed, withInverts) =>
        Restored(new TownSurvey(seed, withInverts).DrawThrough(0.4).CutEnds(3, 0.2).ShiftEnds(0.3).Reverse(0.4).DrawTwice(0.2), 0.1, Mending.Proposed, new() { SnapMetres = 0.7 }));

    [Fact]
    public void For_a_lost_pipe_one_is_proposed_so_that_all_reach_the_plant_again() => Always.Holds((seed, withInverts) =>
    {
        var town = new TownSurvey(seed, withInverts).DropPipes(2);
        var options = new TopologyOptions { BridgeMetres = 90 };
        var result = TopologyBuilder.Build(town.Survey, options, null, Mending.Proposed);
        Assert.Equal(1, result.Share.FlowToPlant, 9);
        Assert.All(result.Network.Links.Where(l => l.Attributes.GetValueOrDefault("Origin") == "inferred"), l => Assert.Contains(result.Findings, f => f.Fix is not null && f.State == FindingState.Open && f.Assets.Any(a => l.LocalId.StartsWith(a, StringComparison.Ordinal))));
    });

    [Fact]
    public void Decisions_are_kept_to_and_can_be_taken_back() => Always.Holds(seed =>
    {
        var town = new TownSurvey(seed, false).CutEnds(4, 0.3).Reverse(0.3);
        var before = TopologyBuilder.Build(town.Survey, new());
        var fix = before.Findings.Where(f => f.State == FindingState.Open && f.Fix is not null).ToDictionary(f => f.Id, _ => new Decision(DecisionAction.Fix, "planner"));
        var after = TopologyBuilder.Build(town.Survey, new(), fix);
        Assert.All(after.Findings.Where(f => fix.ContainsKey(f.Id)), f => Assert.Equal((FindingState.Fixed, "planner"), (f.State, f.By)));
        Assert.True(after.Share.FlowToPlant >= before.Share.FlowToPlant);
        var dismissed = before.Findings.Where(f => f.State == FindingState.Fixed).ToDictionary(f => f.Id, _ => new Decision(DecisionAction.Dismiss, "planner"));
        Assert.All(TopologyBuilder.Build(town.Survey, new(), dismissed).Findings.Where(f => dismissed.ContainsKey(f.Id)), f => Assert.Equal(FindingState.Dismissed, f.State));
        Assert.Equal(before.Findings.Select(f => f.Id), TopologyBuilder.Build(town.Survey, new()).Findings.Select(f => f.Id));
    });
}
