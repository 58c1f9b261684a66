using DigitalTwin.Domain.Networks;
using DigitalTwin.Domain.Networks.Revisions;
using DigitalTwin.Gis.Epanet;
using DigitalTwin.Gis.Import;
using DigitalTwin.Gis.Swmm;
using DigitalTwin.Testing;

namespace DigitalTwin.Gis.Tests.Epanet;

/// <summary>Real networks come in, go out, and come in again equal.</summary>
public class EpanetExportTests
{
    private static Network Read(string format, Stream stream, string crs) => Assert.IsType<ImportOutcome.Accepted>(NetworkImport.Read(format, stream, new ImportOptions("town", crs))).Network;

    private static Network ThereAndBack(Network network, string? units)
    {
        var text = new StringWriter();
        EpanetExporter.Write(network, text, units: units);
        return Read("epanet", new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text.ToString())), network.SourceCrs);
    }

    private static void Equal(Network one, Network other)
    {
        Assert.Equal((one.Title, one.Nodes.Count, one.Links.Count), (other.Title, other.Nodes.Count, other.Links.Count));
        Assert.Empty(NetworkDifference.Of(one, other));
        Assert.Equal(one.Controls, other.Controls);
        Assert.Equal(one.Curves.Keys.Order(), other.Curves.Keys.Order());
        foreach (var (name, c) in one.Curves)
            Assert.All(c.X.Concat(c.Y).Zip(other.Curves[name].X.Concat(other.Curves[name].Y)), p => Assert.Equal(p.First, p.Second, 1e-9));
        foreach (var (name, p) in one.Patterns) Assert.Equal(p.Multipliers, other.Patterns[name].Multipliers);
    }

    [SharedDataFact("pressure")]
    public void Ky4_comes_back_equal()
    {
        using var stream = File.OpenRead(SharedData.PathOf("pressure", "wntr_ky4.inp"));
        var network = Read("epanet", stream, "EPSG:3089");
        Equal(network, ThereAndBack(network, "GPM"));
    }

    [SharedDataFact("pressure")]
    public void Net3_comes_back_equal()
    {
        using var stream = File.OpenRead(SharedData.PathOf("pressure", "wntr_Net3.inp"));
        var network = Read("epanet", stream, "LOCAL:113,36");
        Equal(network, ThereAndBack(network, "GPM"));
    }

    [SharedDataFact("bellinge")]
    public void Bellinge_comes_back_without_a_difference_of_revisions()
    {
        using var stream = File.OpenRead(SharedData.PathOf("bellinge", "bellinge.inp"));
        var network = Read("swmm", stream, "EPSG:25832");
        var text = new StringWriter();
        SwmmExporter.Write(network, text);
        Assert.Empty(NetworkDifference.Of(network, Read("swmm", new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text.ToString())), "EPSG:25832")));
        Assert.Contains("EPANET has no ", EpanetExporter.Fault(network, null));
    }

    [Fact]
    public void Units_that_nobody_knows_are_asked_for()
    {
        var plan = new Network { Name = "a", Title = "a", Nodes = [], Links = [], Controls = ["LINK 1 CLOSED IF NODE 2 ABOVE 17"] };
        Assert.Contains("units=GPM", EpanetExporter.Fault(plan, null));
        Assert.Null(EpanetExporter.Fault(plan, "GPM"));
        Assert.Contains("expected", EpanetExporter.Fault(plan, "gallons"));
    }
}
