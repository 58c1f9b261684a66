using DigitalTwin.Domain.Hydraulics.Routing;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Gis.Import;
using DigitalTwin.Gis.Swmm;
using DigitalTwin.Testing;

namespace DigitalTwin.Gis.Tests.Swmm;

/// <summary>What came in from SWMM goes out and comes in again equal.</summary>
public class SwmmExportTests
{
    private const string Crs = "EPSG:25832";

    private static Network Read(string text)
    {
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text));
        return Assert.IsType<ImportOutcome.Accepted>(SwmmImporter.Import(stream, new ImportOptions("town", Crs))).Network;
    }

    private static Network ThereAndBack(Network network)
    {
        var text = new StringWriter();
        SwmmExporter.Write(network, text);
        return Read(text.ToString());
    }

    private static void Same(Network one, Network other)
    {
        Assert.Equal(one.Title, other.Title);
        AssertAll(one.Nodes, other.Nodes, n => n.LocalId, n => n with { Position = default, Attributes = new Dictionary<string, string>() }, n => n.Attributes);
        AssertAll(one.Links, other.Links, l => l.LocalId, l => l with { From = 0, To = 0, Vertices = [], Attributes = new Dictionary<string, string>() }, l => l.Attributes);
        var (from, to) = (one.Nodes.ToDictionary(n => n.LocalId), other.Nodes.ToDictionary(n => n.LocalId));
        foreach (var (id, n) in from) Assert.Equal(n.Position.Longitude + n.Position.Latitude, to[id].Position.Longitude + to[id].Position.Latitude, 1e-8);
        foreach (var (a, b) in one.Links.OrderBy(l => l.LocalId, StringComparer.Ordinal).Zip(other.Links.OrderBy(l => l.LocalId, StringComparer.Ordinal)))
            Assert.Equal((one.Nodes[a.From].LocalId, one.Nodes[a.To].LocalId, a.Vertices.Count), (other.Nodes[b.From].LocalId, other.Nodes[b.To].LocalId, b.Vertices.Count));
        Assert.Equal(one.Controls, other.Controls);
        Assert.Equal(one.Curves.Keys.Order(), other.Curves.Keys.Order());
        foreach (var (name, c) in one.Curves) Assert.Equal((c.Type, string.Join(' ', c.X), string.Join(' ', c.Y)), (other.Curves[name].Type, string.Join(' ', other.Curves[name].X), string.Join(' ', other.Curves[name].Y)));
        foreach (var (name, p) in one.Patterns) Assert.Equal(p.Multipliers, other.Patterns[name].Multipliers);
        Assert.Equal(one.Subcatchments.Count, other.Subcatchments.Count);
        foreach (var (a, b) in one.Subcatchments.Zip(other.Subcatchments))
        {
            Assert.Equal((a.LocalId, a.Outlet, a.RainGauge, a.PercentImpervious, a.Width, a.Boundary.Count), (b.LocalId, b.Outlet, b.RainGauge, b.PercentImpervious, b.Width, b.Boundary.Count));
            Assert.Equal(a.Area, b.Area, 1e-6);
            Assert.Equal(a.Slope, b.Slope, 1e-12);
            Assert.Equal(a.Parameters.OrderBy(p => p.Key, StringComparer.Ordinal), b.Parameters.OrderBy(p => p.Key, StringComparer.Ordinal));
        }
        Assert.Equal(one.Points.Count, other.Points.Count);
    }

    private static void AssertAll<T>(IReadOnlyList<T> one, IReadOnlyList<T> other, Func<T, string> id, Func<T, T> plain, Func<T, IReadOnlyDictionary<string, string>> attributes)
    {
        Assert.Equal(one.Count, other.Count);
        var there = other.ToDictionary(id);
        foreach (var item in one)
        {
            var back = there[id(item)];
            Assert.Equivalent(plain(item), plain(back), strict: true);
            Assert.Equal(attributes(item).OrderBy(a => a.Key, StringComparer.Ordinal), attributes(back).OrderBy(a => a.Key, StringComparer.Ordinal));
        }
    }

    [Fact]
    public void A_little_town_comes_back_equal()
    {
        var town = Read(SwmmPlan.Sound + """

            [LOSSES]
            C2 0.5 1 0 YES
            [DWF]
            J1 FLOW 0.001
            [ORIFICES]
            R1 J2 T1 SIDE 0.2 0.65 YES 0.5
            [WEIRS]
            W1 J2 O1 TRANSVERSE 1.5 1.77 NO 1 0 NO
            [OUTLETS]
            Q1 J3 O1 0.1 FUNCTIONAL/HEAD 0.2 0.5 YES
            """);
        Same(town, ThereAndBack(town));
    }

    [SharedDataFact("bellinge")]
    public void Bellinge_comes_back_equal_and_computes_the_same()
    {
        var network = Read(File.ReadAllText(SharedData.PathOf("bellinge", "bellinge.inp")));
        var back = ThereAndBack(network);
        Same(network, back);
        var (one, other) = (HydraulicModelBuilder.Build(network), HydraulicModelBuilder.Build(back));
        Assert.Equal(one.ConduitCount, other.ConduitCount);
        Assert.Equal(one.Repairs.Select(r => r.ToString()).Order(), other.Repairs.Select(r => r.ToString()).Order());
        Assert.Equal(one.UniformFactor.Sum(), other.UniformFactor.Sum(), 1e-6);
        Assert.Equal(one.Devices.Select(d => d.Crest).Sum(), other.Devices.Select(d => d.Crest).Sum(), 1e-9);
    }

    [SharedDataFact("bellinge")]
    public void A_run_goes_out_with_its_network()
    {
        using var plan = File.OpenRead(SharedData.PathOf("bellinge", "bellinge.inp"));
        var run = SwmmRun.Read(plan);
        var network = Read(File.ReadAllText(SharedData.PathOf("bellinge", "bellinge.inp")));
        var text = new StringWriter();
        SwmmExporter.Write(network, text, input: run.Input);
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text.ToString()));
        var back = SwmmRun.Read(stream).Input;
        Assert.Equal((run.Input.Start, run.Input.Routing, run.Input.Evaporation), (back.Start, back.Routing, back.Evaporation));
        foreach (var (gauge, rain) in run.Input.Rain) Assert.Equal(rain.Total, back.Rain[gauge].Total, 1e-6);
    }

    [Fact]
    public void An_unknown_reference_system_is_refused() => Assert.Throws<ArgumentException>(() => SwmmExporter.Write(Read(SwmmPlan.Sound), TextWriter.Null, "EPSG:1"));
}
