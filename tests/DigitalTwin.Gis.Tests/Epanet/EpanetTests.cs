using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Gis.Coordinates;
using DigitalTwin.Gis.Import;
using DigitalTwin.Testing;

namespace DigitalTwin.Gis.Tests.Epanet;

public class EpanetTests
{
    private const string Sound = """
        [OPTIONS]
        Units LPS
        Headloss H-W
        Demand Multiplier 2
        [JUNCTIONS]
        J1 10 0 ;
        J2 9 1.5 day ;
        J3 8 -0.5 ;
        [RESERVOIRS]
        R1 30 ;
        [TANKS]
        T1 20 1 0.5 4 10 0 ;
        [PIPES]
        P1 J1 J2 100 300 130 0 Open ;
        P2 J2 T1 200 200 130 CV
        P3 J2 J3 50 100 130
        [PUMPS]
        U1 R1 J1 HEAD duty SPEED 1.1
        [CURVES]
        duty 25 12
        [PATTERNS]
        day 0.5 1.5
        [CONTROLS]
        LINK U1 CLOSED IF NODE T1 ABOVE 3.5
        [COORDINATES]
        J1 112.50 37.80
        J2 112.51 37.80
        J3 112.51 37.81
        R1 112.49 37.80
        T1 112.52 37.80
        """;

    [Fact]
    public void Everything_is_in_si_pressurised_and_reclaimed()
    {
        var (network, report) = Importing.Accepted("epanet", Sound, "EPSG:4490");
        Assert.Empty(report.Defects);
        Assert.All(network.Links, l => Assert.True(l.IsPressurised && l.Class == PipeClass.Reclaimed));
        var pipe = network.Links.Single(l => l.LocalId == "P1");
        Assert.Equal((100.0, 0.3, "130"), (pipe.Length, pipe.Section.Height, pipe.Attributes["Roughness H-W"]));
        Assert.True(network.Links.Single(l => l.LocalId == "P2").HasFlapGate);
        var pump = network.Links.Single(l => l.LocalId == "U1");
        Assert.Equal((AssetKind.PumpStation, "duty", 0.025), (pump.Kind, pump.PumpCurve, pump.DesignFlow));
        Assert.Equal(12, network.Curves["duty"].Y[0]);
        var tank = network.Nodes.Single(n => n.LocalId == "T1");
        Assert.Equal((AssetKind.StorageTank, 4.0, Math.PI * 25), (tank.Kind, tank.FullDepth, tank.StorageArea));
        Assert.Equal("LINK U1 CLOSED IF NODE T1 ABOVE 3.5", Assert.Single(network.Controls));
    }

    [Fact]
    public void Demands_make_reuse_intakes_only_when_asked()
    {
        var (plain, _) = Importing.Accepted("epanet", Sound, "EPSG:4490");
        Assert.Equal((AssetKind.Manhole, "0.003", "day"), plain.Nodes.Where(n => n.LocalId == "J2").Select(n => (n.Kind, n.Attributes["Demand"], n.DryWeatherPattern!)).Single());
        Assert.Equal(0.001, plain.Nodes.Single(n => n.LocalId == "J3").DryWeatherInflow, 12);
        var (asked, _) = Importing.Accepted("epanet", Sound, "EPSG:4490", o => o with { DemandsAreReuseIntakes = true });
        Assert.Equal((AssetKind.ReuseIntake, 0.003), asked.Nodes.Where(n => n.LocalId == "J2").Select(n => (n.Kind, n.DesignFlow)).Single());
        Assert.Equal(AssetKind.Manhole, asked.Nodes.Single(n => n.LocalId == "J1").Kind);
    }

    [Fact]
    public void Demand_lines_take_the_place_of_the_junctions_own_and_add_up()
    {
        var (network, _) = Importing.Accepted("epanet", Sound + "\n[DEMANDS]\nJ2 1\nJ2 2\n", "EPSG:4490");
        Assert.Equal("0.006", network.Nodes.Single(n => n.LocalId == "J2").Attributes["Demand"]);
    }

    [Fact]
    public void A_part_without_a_source_is_named()
    {
        var (_, report) = Importing.Accepted("epanet", Sound.Replace("P3 J2 J3 50 100 130", ""), "EPSG:4490");
        Assert.Equal("J3", report.Only(DefectCode.DisconnectedPart).Id);
    }

    [SharedDataFact("pressure", "wntr_Net3.inp")]
    public void Net3_comes_in_whole()
    {
        var (network, report) = File("wntr_Net3.inp", "EPSG:4326"); // Schematic coordinates that happen to pass as degrees.
        Assert.Equal(new Dictionary<string, int> { ["manhole"] = 92, ["storageTank"] = 5, ["pipeSegment"] = 117, ["pumpStation"] = 2 }, report.Kinds);
        Assert.Equal(97, network.Nodes.Count);
        Assert.Equal(99 * 0.0254, network.Links.Single(l => l.LocalId == "20~link").Section.Height, 9); // Junction 20 took the id first.
        Assert.All(report.Defects, d => Assert.Contains(d.Code, new[] { DefectCode.IdSharedByNodeAndLink, DefectCode.ImplausiblePlace }));
    }

    [SharedDataFact("pressure", "wntr_ky4.inp")]
    public void Ky4_lands_in_Kentucky()
    {
        var (network, report) = File("wntr_ky4.inp", "EPSG:3089");
        Assert.Equal((964, 1158), (network.Nodes.Count, network.Links.Count));
        Assert.InRange(report.Bounds!.Value.South, 36.5, 39.1);
        Assert.InRange(report.Bounds.Value.West, -89.5, -82);
        // The lengths that the plan states agree with those on the map, so place and scale are right.
        var stated = network.Links.Where(l => l.Kind == AssetKind.PipeSegment && l.Length > 100).ToArray();
        var ratios = stated.Select(l => OnTheMap(network, l) / l.Length).Order().ToArray();
        Assert.InRange(ratios[ratios.Length / 2], 0.98, 1.02);
    }

    private static (Network, ImportReport) File(string name, string crs)
    {
        using var stream = System.IO.File.OpenRead(SharedData.PathOf("pressure", name));
        var outcome = NetworkImport.Read("epanet", stream, new ImportOptions("reuse", crs));
        Assert.False(outcome is ImportOutcome.Refused, (outcome as ImportOutcome.Refused)?.Why);
        return (((ImportOutcome.Accepted)outcome).Network, outcome.Report);
    }

    private static double OnTheMap(Network n, NetworkLink l) => Geodesy.Metres(n.Nodes[l.From].Position, l.Vertices, n.Nodes[l.To].Position);
}
