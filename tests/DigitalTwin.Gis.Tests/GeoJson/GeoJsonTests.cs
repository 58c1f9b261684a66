using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Gis.Import;
using DigitalTwin.Testing;

namespace DigitalTwin.Gis.Tests.GeoJson;

public class GeoJsonTests
{
    private static string Collection(params string[] features) => $$"""{"type":"FeatureCollection","features":[{{string.Join(',', features)}}]}""";

    private static string Point(double lon, double lat, string properties = "{}") =>
        FormattableString.Invariant($$"""{"type":"Feature","geometry":{"type":"Point","coordinates":[{{lon}},{{lat}}]},"properties":{{properties}}}""");

    private static string Line(string coordinates, string properties = "{}") =>
        $$"""{"type":"Feature","geometry":{"type":"LineString","coordinates":{{coordinates}}},"properties":{{properties}}}""";

    [Fact]
    public void Line_ends_snap_to_points_within_the_tolerance()
    {
        var (network, report) = Importing.Accepted("geojson", Collection(
            Point(112.5, 37.8, """{"编号":"W1","井深":"3.2","名称":"一号井"}"""),
            Point(112.501, 37.8, """{"id":"O1","kind":"outfall"}"""),
            Line("[[112.500002,37.8],[112.5005,37.8001],[112.501,37.800002]]", """{"id":"G1","管径":800,"类别":"污水"}""")), "EPSG:4490");
        Assert.Empty(report.Defects);
        var pipe = Assert.Single(network.Links);
        Assert.Equal(("W1", "O1"), (network.Nodes[pipe.From].LocalId, network.Nodes[pipe.To].LocalId));
        Assert.Equal((0.8, PipeClass.Sewer), (pipe.Section.Height, pipe.Class));
        Assert.InRange(pipe.Length, 88, 92);
        Assert.Equal((3.2, "一号井", AssetKind.Outfall), (network.Nodes[0].FullDepth, network.Nodes[0].Name, network.Nodes[1].Kind));
    }

    [Fact]
    public void An_end_at_no_point_gets_a_manhole_that_the_next_line_joins()
    {
        var (network, report) = Importing.Accepted("geojson", Collection(
            Point(112.5, 37.8, """{"id":"O1","kind":"outfall"}"""),
            Line("[[112.502,37.8],[112.501,37.8]]"), Line("[[112.501,37.8],[112.5,37.8]]")), "EPSG:4326");
        Assert.Equal(2, report.Defects.Count(d => d.Code == DefectCode.EndNotAtAPoint));
        Assert.Equal((3, 2), (network.Nodes.Count, network.Links.Count));
        Assert.Equal(network.Links[0].To, network.Links[1].From);
    }

    [Theory]
    [InlineData("{", "not JSON")]
    [InlineData("[]", "FeatureCollection")]
    [InlineData("""{"type":"FeatureCollection","features":[]}""", "nothing usable")]
    public void What_is_no_collection_is_refused(string text, string why) =>
        Assert.Contains(why, Assert.IsType<ImportOutcome.Refused>(Importing.Outcome("geojson", text, "EPSG:4326")).Why);

    [Fact]
    public void Nulls_wrong_types_and_other_geometries_are_named_not_fatal()
    {
        var (network, report) = Importing.Accepted("geojson", Collection(
            Point(112.5, 37.8, """{"id":"O1","kind":"outfall","depth":"deep","x":null}"""), "null", """{"type":"Feature","geometry":null,"properties":null}""",
            """{"type":"Feature","geometry":{"type":"Point","coordinates":["a",1]},"properties":{}}""", Line("[[1,2]]"), Line("[[112.5,37.8],[112.5,37.8]]")), "EPSG:4326");
        Assert.Single(network.Nodes);
        Assert.Empty(network.Links);
        Assert.Equal(
            [DefectCode.UnparsableNumber, DefectCode.LinkFromNodeToItself, DefectCode.MissingCoordinates, DefectCode.MissingCoordinates, DefectCode.UnsupportedGeometry],
            report.Defects.Select(d => d.Code).OrderBy(c => c.ToString() == "UnparsableNumber" ? 0 : 1).ThenBy(c => c.ToString()).ToArray());
    }

    [SharedDataFact("barre")]
    public void The_dirty_lines_of_Barre_come_in_with_their_defects()
    {
        using var stream = File.OpenRead(SharedData.PathOf("barre", "BarreLinearFeatures.geojson"));
        var outcome = Assert.IsType<ImportOutcome.Accepted>(NetworkImport.Read("geojson", stream, new ImportOptions("barre", "EPSG:4326")));
        var lines = outcome.Report.Sections.Single(s => s.Section == "lines");
        Assert.Equal(1120, lines.Lines);
        Assert.InRange(outcome.Network.Links.Count, 1000, 1200);
        Assert.True(outcome.Report.DefectsByCode["endNotAtAPoint"] > 500);
        Assert.InRange(outcome.Report.Bounds!.Value.South, 44.1, 44.3);
    }
}
