using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Domain.Networks.Topology;

namespace DigitalTwin.Domain.Tests.Networks.Topology;

/// <summary>Each finding on the smallest survey that shows it.</summary>
public class FindingTests
{
    private readonly List<SurveyPoint> _points = [];
    private readonly List<SurveyLine> _lines = [];

    private FindingTests Point(string id, double x, double y = 0, AssetKind kind = AssetKind.Manhole, PipeClass @class = PipeClass.Unknown, double invert = double.NaN)
    {
        _points.Add(new SurveyPoint { LocalId = id, Kind = kind, Class = @class, Invert = invert, Position = TownSurvey.At((x, y)) });
        return this;
    }

    private FindingTests Line(string id, double x0, double x1, PipeClass @class = PipeClass.Sewer, double diameter = 0.3, double upper = double.NaN, double lower = double.NaN, double y0 = 0, double y1 = 0)
    {
        _lines.Add(new SurveyLine { LocalId = id, Kind = AssetKind.PipeSegment, Class = @class, Section = CrossSection.Circle(diameter), FromInvert = upper, ToInvert = lower, Path = [TownSurvey.At((x0, y0)), TownSurvey.At((x1, y1))] });
        return this;
    }

    /// <summary>Manholes a, b, c, d every 50 m and a plant.</summary>
    private FindingTests Street() => Point("a", 0).Point("b", 50).Point("c", 100).Point("d", 150).Point("plant", 200, kind: AssetKind.TreatmentPlant);

    private TopologyResult Result(Mending mending = Mending.Decided) =>
        TopologyBuilder.Build(new Survey { Name = "s", Title = "s", Points = _points, Lines = _lines }, new TopologyOptions(), null, mending);

    private Finding Only(FindingKind kind) => Assert.Single(Result().Findings, f => f.Kind == kind);

    [Fact]
    public void A_sewer_into_a_storm_drain_is_misjoined_and_one_odd_pipe_is_proposed_to_be_relabelled()
    {
        Street().Line("1", 0, 50).Line("2", 50, 100).Line("3", 100, 150, PipeClass.Storm).Line("4", 150, 200);
        var found = Result().Findings.Where(f => f.Kind == FindingKind.Misjoined).ToArray();
        Assert.Equal([("misjoined:2", Severity.High), ("misjoined:3", Severity.Middle)], found.Select(f => (f.Id, f.Severity)));
        Assert.All(found, f => Assert.NotNull(f.Fix));
        Assert.All(Result(Mending.Proposed).Network.Links, l => Assert.Equal(PipeClass.Sewer, l.Class));
    }

    [Fact]
    public void A_real_misjoint_has_no_fix_at_the_desk()
    {
        Street().Line("1", 0, 50).Line("2", 50, 100).Line("3", 100, 150, PipeClass.Storm).Line("4", 150, 200, PipeClass.Storm).Point("e", 50, 50).Line("5", 50, 50, y0: 50, y1: 0);
        Assert.Null(Only(FindingKind.Misjoined).Fix);
    }

    [Fact]
    public void Combined_sewers_take_both() =>
        Assert.DoesNotContain(Street().Line("1", 0, 50).Line("2", 50, 100, PipeClass.Storm).Line("3", 50, 100, PipeClass.Combined).Line("4", 100, 150, PipeClass.Combined).Line("5", 150, 200, PipeClass.Combined).Result().Findings,
            f => f.Kind == FindingKind.Misjoined && f.Assets[0] is not "1" and not "2");

    [Fact]
    public void A_sewer_that_ends_at_an_outfall_is_found_but_not_what_comes_out_of_a_plant()
    {
        Street().Point("river", 250, kind: AssetKind.Outfall).Line("1", 0, 50).Line("2", 50, 100).Line("3", 100, 150).Line("4", 150, 200).Line("effluent", 200, 250);
        Assert.DoesNotContain(Result().Findings, f => f.Kind == FindingKind.Misjoined);
        Point("brook", 50, 50, AssetKind.Outfall).Point("e", 100, 50).Line("direct", 100, 50, y0: 50, y1: 50);
        Assert.Equal("misjoined:direct:outfall", Only(FindingKind.Misjoined).Id);
    }

    [Fact]
    public void A_diameter_that_shrinks_is_found_at_the_smaller_pipe()
    {
        Street().Line("1", 0, 50, diameter: 0.5).Line("2", 50, 100, diameter: 0.3).Line("3", 100, 150, diameter: 0.5).Line("4", 150, 200, diameter: 0.5);
        var found = Only(FindingKind.DiameterShrinks);
        Assert.Equal(["2", "1"], found.Assets);
        Assert.Equal(0.5, Result(Mending.Proposed).Network.Links.Single(l => l.LocalId == "2").Section.Height);
    }

    [Fact]
    public void Inverts_entered_the_wrong_way_round_are_proposed_to_be_swapped()
    {
        Street().Line("1", 0, 50, upper: 10, lower: 9.5).Line("2", 50, 100, upper: 9, lower: 9.5).Line("3", 100, 150, upper: 9, lower: 8.5).Line("4", 150, 200, upper: 8.5, lower: 8);
        var found = Only(FindingKind.Uphill);
        Assert.Equal(0.5, found.Metres, 6);
        Assert.NotNull(found.Fix);
        Assert.DoesNotContain(Result().Findings, f => f.Kind == FindingKind.Turned);
        var mended = Result(Mending.Proposed).Network;
        var pipe = mended.Links.Single(l => l.LocalId == "2");
        Assert.Equal((9.5, 9.0), (mended.Nodes[pipe.From].InvertElevation + pipe.FromOffset, mended.Nodes[pipe.To].InvertElevation + pipe.ToOffset));
    }

    [Fact]
    public void Pipes_that_cross_are_found_unless_one_passes_well_below()
    {
        Street().Line("1", 0, 50).Line("2", 50, 100).Line("3", 100, 150).Line("4", 150, 200).Point("n", 75, 50).Point("s", 75, -50).Line("x", 75, 75, y0: 50, y1: -50);
        Assert.Equal(["2", "x"], Only(FindingKind.CrossingWithoutManhole).Assets);
        _lines[1] = _lines[1] with { FromInvert = 10, ToInvert = 9.9 };
        _lines[4] = _lines[4] with { FromInvert = 7, ToInvert = 6 };
        Assert.DoesNotContain(Result().Findings, f => f.Kind == FindingKind.CrossingWithoutManhole);
    }

    [Fact]
    public void A_lateral_that_ends_on_a_pipe_is_joined_there()
    {
        Street().Line("1", 0, 50).Line("2", 50, 100).Line("3", 100, 150).Line("4", 150, 200).Point("house", 75, 20).Line("lateral", 75, 75, y0: 20, y1: 0.2);
        Assert.Equal(FindingState.Fixed, Only(FindingKind.EndJoinedToPipe).State);
        var network = Result().Network;
        Assert.Equal(6, network.Links.Count);
        Assert.Equal(2, network.Links.Count(l => l.Attributes.GetValueOrDefault("Line") == "2"));
        Assert.Equal(1, Result().Share.FlowToPlant);
    }

    [Fact]
    public void A_plant_beside_the_sewer_gets_an_inlet_proposed_and_inferred_only_when_agreed()
    {
        Point("a", 0).Point("b", 50).Point("plant", 110, 30, AssetKind.TreatmentPlant).Line("1", 0, 50);
        Assert.Equal(["plant", "b"], Only(FindingKind.PlantNotJoined).Assets);
        Assert.Equal(0, Result().Share.ReachPlant);
        var agreed = Result(Mending.Proposed);
        Assert.Equal((1.0, "inferred"), (agreed.Share.FlowToPlant, agreed.Network.Links.Single(l => l.LocalId == "plant~inlet").Attributes["Origin"]));
    }

    [Fact]
    public void A_pump_station_drawn_as_a_point_becomes_a_link_that_water_passes()
    {
        Street();
        _points[1] = _points[1] with { Kind = AssetKind.PumpStation };
        Line("1", 0, 50).Line("2", 50, 100).Line("3", 100, 150).Line("4", 150, 200);
        var network = Result().Network;
        var pump = network.Links.Single(l => l.Kind == AssetKind.PumpStation);
        Assert.Equal(("b", "b~in", "b~out"), (pump.LocalId, network.Nodes[pump.From].LocalId, network.Nodes[pump.To].LocalId));
        Assert.Equal(pump.To, network.Links.Single(l => l.LocalId == "2").From);
    }

    [Fact]
    public void A_ring_by_inverts_is_found() =>
        Assert.Equal(3, Street().Point("e", 75, 40).Line("1", 50, 100, upper: 5, lower: 4).Line("2", 100, 75, y1: 40, upper: 5, lower: 4).Line("3", 75, 50, y0: 40, upper: 5, lower: 4).Line("4", 100, 150, upper: 3.9, lower: 3).Line("5", 150, 200, upper: 3, lower: 2)
            .Only(FindingKind.Cycle).Assets.Count);

    [Fact]
    public void Whatever_is_drawn_nothing_is_lost_and_ids_are_unique() => Always.Holds(seed =>
    {
        var random = new Random(seed);
        _points.Clear();
        _lines.Clear();
        for (var i = random.Next(25); i > 0; i--) Point($"m{i}", random.Next(12) * 5, random.Next(12) * 5 + random.NextDouble(), random.Next(8) switch { 0 => AssetKind.Outfall, 1 => AssetKind.PumpStation, 2 => AssetKind.TreatmentPlant, _ => AssetKind.Manhole }, (PipeClass)random.Next(5), random.Next(3) == 0 ? random.NextDouble() * 5 : double.NaN);
        for (var i = random.Next(25); i > 0; i--) Line($"p{i}", random.Next(12) * 5, random.Next(12) * 5, (PipeClass)random.Next(5), random.NextDouble(), random.Next(2) == 0 ? random.NextDouble() * 5 : double.NaN, random.NextDouble() * 5, random.Next(12) * 5, random.Next(12) * 5);
        foreach (var mending in Enum.GetValues<Mending>())
        {
            var (network, findings, kept, _) = Result(mending);
            var there = network.Nodes.Select(n => n.LocalId).Concat(network.Links.Select(l => l.LocalId)).ToArray();
            Assert.Equal(there.Length, there.Distinct().Count());
            Assert.Equal(findings.Count, findings.DistinctBy(f => f.Id).Count());
            var known = there.Concat(network.Links.Select(l => l.Attributes.GetValueOrDefault("Line") ?? "")).Concat(kept.Select(k => k.LocalId)).ToHashSet();
            Assert.All(_points.Select(p => p.LocalId).Concat(_lines.Select(l => l.LocalId)), id => Assert.True(known.Contains(id) || known.Any(k => k.StartsWith(id + "-", StringComparison.Ordinal)), id));
            Assert.All(network.Links, l => Assert.True(l.From != l.To && l.Length >= 0 && double.IsFinite(l.Length)));
            Assert.All(network.Nodes, n => Assert.True(double.IsFinite(n.InvertElevation)));
        }
    });
}
