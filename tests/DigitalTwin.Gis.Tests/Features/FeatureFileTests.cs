using System.Text;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Domain.Networks.Topology;
using DigitalTwin.Gis.Features;
using DigitalTwin.Gis.Mapping;
using static DigitalTwin.Gis.Tests.Features.SurveyFiles;

namespace DigitalTwin.Gis.Tests.Features;

public class FeatureFileTests
{
    private const string Esri111 = """PROJCS["CGCS2000_3_Degree_GK_CM_114E",GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",114.0],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]""";
    private static readonly Encoding Gbk = CodePagesEncodingProvider.Instance.GetEncoding("GBK")!;

    private static (TopologyResult Result, SurveyOutcome Survey) Joined(params FeatureLayer[] layers)
    {
        var survey = SurveyReader.Read("city", "City", [.. layers.Select(l => (l, MappingGuess.Of(l)))]);
        return (TopologyBuilder.Build(survey.Survey, new()), survey);
    }

    private static void IsTheStreet(TopologyResult result)
    {
        var network = result.Network;
        Assert.Equal(["W1", "W2", "厂"], network.Nodes.Select(n => n.LocalId));
        Assert.Equal(AssetKind.TreatmentPlant, network.Nodes[2].Kind);
        Assert.Equal([("G1", 0, 1), ("G2", 1, 2)], network.Links.Select(l => (l.LocalId, l.From, l.To)));
        Assert.All(network.Links, l => Assert.Equal((PipeClass.Sewer, 0.4), (l.Class, l.Section.Height)));
        Assert.InRange(network.Nodes[0].Position.Longitude, 113.0999, 113.1001);
        Assert.InRange(network.Nodes[0].Position.Latitude, 36.1999, 36.2001);
        Assert.Equal(1, result.Share.FlowToPlant);
    }

    private static NetTopologySuite.Features.Feature[] Points(string crs) => [.. new[] { ("W1", 0.0, "检查井"), ("W2", 40.0, "检查井"), ("厂", 80.0, "污水处理厂") }.Select(p => Feature(P(At(crs, p.Item2, 0)), ("管点编号", p.Item1), ("附属物", p.Item3)))];

    private static NetTopologySuite.Features.Feature[] Lines(string crs) => [.. new[] { ("G1", 0.0), ("G2", 40.0) }.Select(p => Feature(Line(At(crs, p.Item2, 0), At(crs, p.Item2 + 40, 0)), ("管线编号", p.Item1), ("管径", "400"), ("类别", "污水")))];

    private static AnyGeometry P((double X, double Y) p) => Point(p.X, p.Y);

    [Theory]
    [InlineData("GBK", true)]
    [InlineData("GBK", false)]
    [InlineData("UTF-8", true)]
    public void A_shapefile_in_Chinese_and_in_a_zone_of_three_degrees_comes_in(string encoding, bool withCpg)
    {
        var code = encoding == "GBK" ? Gbk : Encoding.UTF8;
        var layers = Read("city.zip", Zip([.. ShapefileOf("数据/管点", code, Esri111, withCpg, Points("EPSG:4547")), .. ShapefileOf("数据/管线", code, Esri111, withCpg, Lines("EPSG:4547"))]));
        Assert.All(layers, l => Assert.Equal(("EPSG:4547", "shapefile"), (l.Crs, l.Format)));
        IsTheStreet(Joined([.. layers]).Result);
    }

    [Theory]
    [InlineData(4526)] // Easting with the zone's number before it.
    [InlineData(4547)]
    [InlineData(32649)]
    [InlineData(3857)]
    [InlineData(4490)]
    public void A_geopackage_comes_in_by_its_own_reference_system(int srs)
    {
        var points = Assert.Single(Read("p.gpkg", GeoPackageOf("管点", srs, Points($"EPSG:{srs}"))));
        var lines = Assert.Single(Read("l.gpkg", GeoPackageOf("lines \"; DROP", srs, Lines($"EPSG:{srs}"))));
        Assert.Equal($"EPSG:{srs}", points.Crs);
        IsTheStreet(Joined(points, lines).Result);
    }

    [Theory]
    [InlineData(4547, ",", null)]
    [InlineData(4526, ";", "EPSG:4526")]
    [InlineData(4490, "\t", "EPSG:4326")]
    public void Tables_of_a_survey_come_in_by_coordinates_and_by_ends(int srs, string separator, string? guessed)
    {
        // Surveyors write northing as X.
        var rows = new[] { ("W1", 0.0, "检查井"), ("W2", 40.0, "检查井"), ("厂", 80.0, "污水处理厂") }.Select(p => { var (x, y) = At($"EPSG:{srs}", p.Item2, 0); return FormattableString.Invariant($"{p.Item1}|{(srs == 4490 ? x : y)}|{(srs == 4490 ? y : x)}|{p.Item3}|36.5"); });
        var text = string.Join("\r\n", rows.Prepend("物探点号|X坐标|Y坐标|附属物|地面高程")).Replace("|", separator);
        var points = Assert.Single(Read("points.csv", Gbk.GetBytes(text)));
        var mapping = MappingGuess.Of(points);
        Assert.Equal((LayerUse.Points, guessed), (mapping.Use, mapping.Crs));
        var lines = Assert.Single(Read("lines.csv", Encoding.UTF8.GetBytes("管线编号,起点点号,终点点号,管径(mm),类别\nG1,W1,W2,400,WS\nG2,W2,厂,400,WS\nG3,W2,X9,400,WS\n")));
        var survey = SurveyReader.Read("city", "City", [(points, mapping with { Crs = $"EPSG:{srs}" }), (lines, MappingGuess.Of(lines))]);
        IsTheStreet(TopologyBuilder.Build(survey.Survey, new()));
        Assert.Equal("G3", Assert.Single(survey.Unplaced).LocalId);
    }

    [Fact]
    public void Lines_of_a_table_may_have_both_ends_or_text_geometry()
    {
        var ends = Assert.Single(Read("a.csv", "id,x1,y1,x2,y2,diameter\nG1,113.1,36.2,113.101,36.2,0.4\n"u8.ToArray()));
        var wkt = Assert.Single(Read("b.csv", "id,wkt,dn\nG2,\"LINESTRING(113.101 36.2, 113.102 36.2)\",DN400\n"u8.ToArray()));
        var (result, _) = Joined(ends, wkt);
        Assert.Equal(2, result.Network.Links.Count);
        Assert.All(result.Network.Links, l => Assert.Equal(0.4, l.Section.Height, 9));
        Assert.Equal(1, result.Share.Systems);
    }

    [Theory]
    [InlineData("2000X1800", SectionShape.RectangularClosed, 1.8)]
    [InlineData("DN300", SectionShape.Circular, 0.3)]
    [InlineData("φ500", SectionShape.Circular, 0.5)]
    [InlineData("1000", SectionShape.Circular, 1)]
    public void Diameters_are_read_as_surveys_write_them(string text, SectionShape shape, double height)
    {
        var layer = Assert.Single(Read("a.csv", Encoding.UTF8.GetBytes($"id,x1,y1,x2,y2,断面尺寸\nG1,113.1,36.2,113.101,36.2,{text}\nG2,113.1,36.21,113.101,36.21,500\nG3,113.1,36.22,113.101,36.22,500\n")));
        var section = Joined(layer).Result.Network.Links[0].Section;
        Assert.Equal((shape, height), (section.Shape, Math.Round(section.Height, 9)));
    }

    [Fact]
    public void Retired_pipes_and_features_without_a_place_are_kept_and_listed()
    {
        var layer = Assert.Single(Read("a.csv", "id,x1,y1,x2,y2,status\nG1,113.1,36.2,113.101,36.2,Existing\nG2,113.1,36.2,113.101,36.21,Abandoned\nG3,,,,,\nG4,500,36,501,36,\n"u8.ToArray()));
        var (result, survey) = Joined(layer);
        Assert.Single(result.Network.Links);
        Assert.Equal(["G2"], result.Kept.Select(k => k.LocalId));
        Assert.Equal(["G3", "G4"], survey.Unplaced.Select(k => k.LocalId));
    }

    [Fact]
    public void A_bomb_a_nested_archive_and_too_many_entries_are_refused()
    {
        var bomb = Zip(("a.csv", new byte[8 << 20]));
        Assert.Contains("times its size", Assert.Throws<FeatureFileException>(() => Read("a.zip", bomb)).Message);
        Assert.Contains("by itself", Assert.Throws<FeatureFileException>(() => Read("a.zip", Zip(("b.zip", bomb)))).Message);
        Assert.Contains("entries", Assert.Throws<FeatureFileException>(() => Read("a.zip", Zip([.. Enumerable.Range(0, 5).Select(i => ($"{i}.csv", "a,b\n1,2"u8.ToArray()))]), new() { MostEntries = 4 })).Message);
        Assert.Contains("more than 1", Assert.Throws<FeatureFileException>(() => Read("a.csv", "a,b\n1,2\n3,4\n"u8.ToArray(), new() { MostFeatures = 1 })).Message);
        // A name that would climb out of a folder is only a name: nothing is written under it.
        Assert.Equal("evil", Assert.Single(Read("a.zip", Zip(("../../evil.csv", "id,x,y\n1,113,36\n"u8.ToArray())))).Name);
    }

    [Theory]
    [InlineData("a.zip")]
    [InlineData("a.gpkg")]
    [InlineData("a.geojson")]
    [InlineData("a.dwg")]
    public void Rubbish_is_refused_with_a_reason(string name)
    {
        var random = new Random(1);
        var bytes = new byte[5000];
        random.NextBytes(bytes);
        Assert.NotEmpty(Assert.Throws<FeatureFileException>(() => Read(name, bytes)).Message);
    }

    [Fact]
    public void A_damaged_shapefile_is_refused_or_read_but_never_fails_otherwise()
    {
        var files = ShapefileOf("x", Encoding.UTF8, Esri111, true, Lines("EPSG:4547"));
        var random = new Random(3);
        for (var i = 0; i < 300; i++)
        {
            var broken = files.Select(f => (f.Name, Bytes: (byte[])f.Bytes.Clone())).ToArray();
            var at = random.Next(3) * 2 % broken.Length;
            for (var n = random.Next(1, 8); n > 0; n--) broken[at].Bytes[random.Next(broken[at].Bytes.Length)] = (byte)random.Next(256);
            try
            {
                Read("x.zip", Zip(broken));
            }
            catch (FeatureFileException)
            {
                // Said what is wrong.
            }
        }
    }
}
