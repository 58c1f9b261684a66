using DigitalTwin.Domain.Networks;
using DigitalTwin.Gis.Export;
using DigitalTwin.Gis.GeoJson;
using DigitalTwin.Gis.Import;
using DigitalTwin.Gis.Swmm;
using DigitalTwin.Gis.Tests.Swmm;

namespace DigitalTwin.Gis.Tests.Export;

public class GeoJsonExportTests
{
    private static Network Town()
    {
        using var plan = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(SwmmPlan.Sound));
        return Assert.IsType<ImportOutcome.Accepted>(SwmmImporter.Import(plan, new ImportOptions("town", "EPSG:25832"))).Network;
    }

    [Fact]
    public void A_network_comes_back_from_geojson_with_its_places_kinds_and_sizes()
    {
        var town = Town();
        var text = new StringWriter();
        NetworkExport.Write(town, "geojson", null, text);
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text.ToString()));
        var back = Assert.IsType<ImportOutcome.Accepted>(GeoJsonImporter.Import(stream, new ImportOptions("town", "EPSG:4326"))).Network;
        Assert.Equal(town.Nodes.Select(n => (n.LocalId, n.Kind, n.InvertElevation, n.FullDepth)), back.Nodes.Select(n => (n.LocalId, n.Kind, n.InvertElevation, n.FullDepth)));
        Assert.Equal(town.Links.Select(l => (l.LocalId, l.Kind, l.Length, l.Section.Height)).Order(), back.Links.Select(l => (l.LocalId, l.Kind, l.Length, l.Section.Height)).Order());
        foreach (var (a, b) in town.Nodes.Zip(back.Nodes)) Assert.Equal(a.Position.Longitude + a.Position.Latitude, b.Position.Longitude + b.Position.Latitude, 1e-7);
    }

    [Theory]
    [InlineData("dxf", null, "format")]
    [InlineData(null, null, "format")]
    [InlineData("geojson", "EPSG:4547", "crs")]
    [InlineData("swmm", "EPSG:1", "crs")]
    public void What_cannot_be_written_is_refused_by_field(string? format, string? crs, string field) =>
        Assert.Equal(field, NetworkExport.Fault(Town(), format, crs)?.Field);
}
