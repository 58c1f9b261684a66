using System.Globalization;
using DigitalTwin.Domain.Forecast;
using DigitalTwin.Domain.Hydraulics.Hydrology;
using DigitalTwin.Domain.Hydraulics.Routing;
using DigitalTwin.Gis.Import;
using DigitalTwin.Gis.Swmm;
using DigitalTwin.Testing;

namespace DigitalTwin.Gis.Tests.Swmm;

/// <summary>The storm of 2012-06-29 on Bellinge, beside SWMM 5.2 on the same file. The storm's hours only; the whole run is in the benchmark.</summary>
public class BellingeStormTests
{
    private static readonly DateTime Until = new(2012, 6, 29, 10, 0, 0);
    private static string Csv(string what) => SharedData.PathOf("bellinge", $"bellinge_2012-06-29_{what}.csv");

    [SharedDataFact("bellinge")]
    public void The_storm_floods_where_and_as_much_as_in_swmm()
    {
        using var plan = File.OpenRead(SharedData.PathOf("bellinge", "bellinge.inp"));
        var network = Assert.IsType<ImportOutcome.Accepted>(SwmmImporter.Import(plan, new ImportOptions("bellinge", "EPSG:25832"))).Network;
        using var again = File.OpenRead(SharedData.PathOf("bellinge", "bellinge.inp"));
        var run = SwmmRun.Read(again);
        Assert.Equal((new DateTime(2012, 6, 29, 0, 1, 0), TimeSpan.FromMinutes(1)), (run.Input.Start, run.ReportStep));
        Assert.Equal(["rg5425", "rg5427"], run.Input.Rain.Keys.Order());
        var simulation = new SewerSimulation(HydraulicModelBuilder.Build(network), RunoffModel.Build(network), run.Input);

        var lines = File.ReadAllLines(Csv("storm_1min"));
        string[] watched = ["G71F04R", "G71F05R", "G71F06R", "G71F68Y", "G73F010", "G72F040", "G80F11B", "G80F66Y"];
        var columns = watched.Select(id => Array.IndexOf(lines[0].Split(','), $"{id}.depth_m")).Append(Array.IndexOf(lines[0].Split(','), "F74F360.outflow_m3s")).ToArray();
        var nodes = watched.Append("F74F360").Select(id => network.Nodes.ToList().FindIndex(n => n.LocalId == id)).ToArray();
        var (theirs, ours) = (columns.Select(_ => new List<double>()).ToArray(), columns.Select(_ => new List<double>()).ToArray());
        foreach (var row in lines.Skip(1).Select(l => l.Split(',')))
        {
            var at = DateTime.Parse(row[0], CultureInfo.InvariantCulture);
            if (at > Until) break;
            simulation.AdvanceTo((at - run.Input.Start).TotalSeconds);
            for (var i = 0; i < columns.Length; i++)
            {
                theirs[i].Add(double.Parse(row[columns[i]], CultureInfo.InvariantCulture));
                ours[i].Add(i < watched.Length ? simulation.State.Depth[nodes[i]] : simulation.State.NetInflow[nodes[i]]);
            }
        }
        for (var i = 0; i < columns.Length; i++) Assert.InRange(NashSutcliffe.Of(theirs[i], ours[i]), 0.95, 1);

        var flooded = File.ReadLines(Csv("flooded_nodes")).Skip(1).Select(l => l.Split(',')).ToDictionary(f => f[0], f => double.Parse(f[4], CultureInfo.InvariantCulture));
        var volumes = network.Nodes.Select((n, i) => (n.LocalId, simulation.State.OverflowVolume[i])).ToDictionary(p => p.LocalId, p => p.Item2);
        Assert.InRange(simulation.State.Balance.Overflow / flooded.Values.Sum(), 0.9, 1.1);
        Assert.InRange(flooded.Count(f => f.Value > 5 && volumes[f.Key] > 0.5) / (double)flooded.Count(f => f.Value > 5), 0.9, 1);
    }
}
