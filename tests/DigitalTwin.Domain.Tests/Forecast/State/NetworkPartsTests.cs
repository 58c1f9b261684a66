using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Forecast.State;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Domain.Tests.Hydraulics.Routing;

namespace DigitalTwin.Domain.Tests.Forecast.State;

public class NetworkPartsTests
{
    [Fact]
    public void Water_that_cannot_meet_is_forecast_apart_and_the_greater_part_comes_first()
    {
        var parts = NetworkParts.Of(TwoStreets().Build());
        Assert.Equal(["p", "q"], parts.Parts.Select(p => p.Id));
        Assert.Equal(["a", "b", "p"], parts.Parts[0].Network.Nodes.Select(n => n.LocalId));
        Assert.Equal([3, 4], parts.Parts[1].SourceNode);
        Assert.Equal("c", parts.Parts[1].Network.Nodes[parts.Parts[1].Network.Links[0].From].LocalId);
    }

    [Fact]
    public void What_one_rule_names_belongs_together()
    {
        var sewer = TwoStreets();
        sewer.Controls.Add("RULE r\nIF NODE a DEPTH > 1\nTHEN PUMP c-q STATUS = OFF");
        Assert.Equal(5, Assert.Single(NetworkParts.Of(sewer.Build()).Parts).Network.Nodes.Count);
    }

    [Fact]
    public void A_part_without_an_end_is_left_out_and_told()
    {
        var network = new TestSewer().Manhole("a", 1).Manhole("b", 0.5).Pipe("a", "b", 50, 0.3).Build();
        var parts = NetworkParts.Of(network);
        Assert.Empty(parts.Parts);
        Assert.Contains("expected", Assert.Single(parts.LeftOut).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Reclaimed_water_rivers_and_what_leaves_a_plant_are_not_of_the_sewer()
    {
        var network = new TestSewer().Manhole("a", 2).Outfall("plant", 1).Outfall("river", 0).Manhole("mains", 1).Pipe("a", "plant", 50, 0.3).Pipe("plant", "river", 50, 0.5).Pipe("plant", "mains", 50, 0.2).Build();
        network = network with
        {
            Nodes = [.. network.Nodes.Select(n => n.LocalId == "plant" ? n with { Kind = AssetKind.TreatmentPlant } : n)],
            Links = [.. network.Links.Select(l => l.LocalId == "plant-mains" ? l with { Class = PipeClass.Reclaimed } : l)],
        };
        Assert.Equal(["a", "plant"], Assert.Single(NetworkParts.Of(network).Parts).Network.Nodes.Select(n => n.LocalId));
    }

    [Fact]
    public void Land_and_dry_weather_flow_that_the_source_lacks_are_assumed_and_told()
    {
        var model = LiveModel.Build(NetworkParts.Of(TwoStreets().Build()).Parts[0]);
        Assert.Equal(2, model.Network.Subcatchments.Count);
        Assert.InRange(model.Network.Subcatchments.Sum(s => s.Area), 500, 1200);
        Assert.True(model.Network.Nodes.Sum(n => n.DryWeatherInflow) > 0);
        Assert.Contains(model.Repairs, r => r.Text.Contains("land", StringComparison.Ordinal));
        Assert.Contains(model.Repairs, r => r.Text.Contains("dry-weather flow", StringComparison.Ordinal));
    }

    [Fact]
    public void What_the_source_says_is_not_assumed() => Assert.Empty(Town.Model(Town.Street()).Repairs);

    private static TestSewer TwoStreets() =>
        new TestSewer().Manhole("a", 2).Manhole("b", 1.5).Outfall("p", 1).Manhole("c", 2).Outfall("q", 1).Pipe("a", "b", 50, 0.3).Pipe("b", "p", 50, 0.3).Pipe("c", "q", 50, 0.3);
}
