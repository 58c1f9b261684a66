using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Gis.Import;
using DigitalTwin.Gis.Swmm;
using DigitalTwin.Testing;

namespace DigitalTwin.Gis.Tests.Swmm;

/// <summary>The real combined sewer of Bellinge; the counts are those of its README.</summary>
public class BellingeTests
{
    private static ImportOutcome Import(string crs)
    {
        using var file = File.OpenRead(SharedData.PathOf("bellinge", "bellinge.inp"));
        return SwmmImporter.Import(file, new ImportOptions("bellinge", crs));
    }

    private static ImportOutcome.Accepted Bellinge() => Assert.IsType<ImportOutcome.Accepted>(Import("EPSG:25832"));

    [SharedDataFact("bellinge")]
    public void Every_node_and_link_comes_in_as_its_kind()
    {
        var report = Bellinge().Report;
        Assert.Equal((1020, 1044, 2, 713), (report.Nodes, report.Links, report.Points, report.Subcatchments));
        Assert.Equal(new Dictionary<string, int>
        {
            ["manhole"] = 995, ["outfall"] = 9, ["storageTank"] = 16, ["rainGauge"] = 2,
            ["pipeSegment"] = 1015, ["pumpStation"] = 6, ["weir"] = 13, ["orifice"] = 3, ["outlet"] = 7,
        }, report.Kinds);
    }

    [SharedDataFact("bellinge")]
    public void The_network_lands_in_Bellinge()
    {
        var bounds = Bellinge().Report.Bounds!.Value;
        Assert.Equal((55.33, 55.36, 10.26, 10.37), (Math.Round(bounds.South, 2), Math.Round(bounds.North, 2), Math.Round(bounds.West, 2), Math.Round(bounds.East, 2)));
    }

    [SharedDataFact("bellinge")]
    public void The_28_lines_of_control_rules_are_kept_in_order()
    {
        var network = Bellinge().Network;
        Assert.Equal(28, network.Controls.Sum(rule => rule.Split('\n').Length));
        Assert.All(network.Controls, rule => Assert.StartsWith("RULE ", rule));
        Assert.StartsWith("RULE VACIADO_G71F68Y_ON\nIF NODE G71F06R DEPTH < 0.36", network.Controls[0]);
    }

    [SharedDataFact("bellinge")]
    public void Numbers_of_known_elements_are_read_from_the_right_columns()
    {
        var network = Bellinge().Network;
        var pipe = network.Links.Single(l => l.LocalId == "G60F240_G60F230_l1");
        Assert.Equal((SectionShape.Custom, 0.7875, "O-shaped"), (pipe.Section.Shape, pipe.Section.Height, pipe.Section.Curve));
        Assert.NotEmpty(pipe.Vertices);
        var pump = network.Links.Single(l => l.LocalId == "G70F11Pp1");
        Assert.Equal((AssetKind.PumpStation, 0.021, 0.60, 0.01), (pump.Kind, pump.DesignFlow, pump.StartDepth, pump.StopDepth));
        Assert.Equal(("G70F11P", "G70F100"), (network.Nodes[pump.From].LocalId, network.Nodes[pump.To].LocalId));
        Assert.Equal(19.63, network.Nodes.Single(n => n.LocalId == "G71R050").StorageArea);
        var dry = network.Nodes.Single(n => n.LocalId == "G60F280");
        Assert.Equal((0.000104167, "kurve4"), (dry.DryWeatherInflow, dry.DryWeatherPattern));
        Assert.Equal(24, network.Patterns["kurve4"].Multipliers.Count);
        Assert.Equal(12_580, network.Subcatchments[0].Area, 3);
        Assert.True(network.Links.Single(l => l.LocalId == "G70F62Y_G70O001_l1").HasFlapGate);
    }

    [SharedDataFact("bellinge")]
    public void Dry_weather_flow_and_runoff_make_most_pipes_combined()
    {
        var classes = Bellinge().Network.Links.CountBy(l => l.Class).ToDictionary();
        Assert.True(classes[PipeClass.Combined] > 500, string.Join(", ", classes));
    }

    [SharedDataFact("bellinge")]
    public void Ids_are_unique_over_nodes_links_and_gauges()
    {
        var network = Bellinge().Network;
        var ids = network.Nodes.Select(n => n.LocalId).Concat(network.Links.Select(l => l.LocalId)).Concat(network.Points.Select(p => p.LocalId)).ToArray();
        Assert.Equal(ids.Length, ids.Distinct().Count());
        Assert.All(ids, id => Assert.True(AssetId.IsValid($"bellinge:{id}"), id));
    }

    [SharedDataFact("bellinge")]
    public void A_wrong_code_is_refused_with_what_to_do()
    {
        var geographic = Assert.IsType<ImportOutcome.Refused>(Import("EPSG:4326"));
        Assert.Contains("1020 of 1020 nodes lie outside", geographic.Why);
        var unknown = Assert.IsType<ImportOutcome.Refused>(Import("EPSG:99999"));
        Assert.Contains("EPSG:n", unknown.Why);
    }
}
