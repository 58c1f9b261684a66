using System.Text.Json;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Gis.Geometry;
using FsCheck;
using FsCheck.Fluent;

namespace DigitalTwin.Gis.Tests.Geometry;

public class MapGeometryTests
{
    [Fact]
    public void What_is_encoded_is_read_back_the_same() => Prop.ForAll(Networks().ToArbitrary(), network =>
    {
        var keys = Keys(network);
        var read = new MapGeometryReader(MapGeometry.Encode(network, id => keys[id]));
        Assert.Equal((network.Name, network.Revision), (read.Header.Network, read.Header.Revision));
        Assert.Equal((network.Nodes.Count, network.Links.Count, network.Points.Count), (read.Header.NodeCount, read.Header.LinkCount, read.Header.PointCount));
        for (var i = 0; i < network.Nodes.Count; i++)
        {
            var node = network.Nodes[i];
            Assert.Equal((uint)keys[node.LocalId].Value, read.Section<uint>("nodeKey")[i]);
            Assert.Equal((byte)node.Kind, read.Section<byte>("nodeKind")[i]);
            Assert.Equal((float)node.FullDepth, read.Section<float>("nodeFull")[i]);
            AssertPlace(node.Position, read.Section<int>("nodeLon")[i], read.Section<int>("nodeLat")[i]);
        }
        for (var i = 0; i < network.Links.Count; i++) AssertLink(network, i, (uint)keys[network.Links[i].LocalId].Value, read);
        for (var i = 0; i < network.Points.Count; i++)
        {
            Assert.Equal((uint)keys[network.Points[i].LocalId].Value, read.Section<uint>("pointKey")[i]);
            Assert.Equal((byte)network.Points[i].Kind, read.Section<byte>("pointKind")[i]);
            AssertPlace(network.Points[i].Position, read.Section<int>("pointLon")[i], read.Section<int>("pointLat")[i]);
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_file_cut_short_is_refused()
    {
        var network = new Network
        {
            Name = "n", Title = "n", Nodes = [Node(1, default)], Links = [],
            Points = [new NetworkPoint { LocalId = "p", Kind = AssetKind.RainGauge, Position = default }],
        };
        var bytes = MapGeometry.Encode(network, _ => new AssetKey(7));
        Assert.Throws<FormatException>(() => new MapGeometryReader(bytes[..^8]));
        Assert.Throws<FormatException>(() => new MapGeometryReader(bytes[..40]));
        Assert.Throws<FormatException>(() => new MapGeometryReader("DTG2\0\0\0\0"u8.ToArray()));
    }

    [Fact]
    public void Labels_come_in_the_order_of_the_geometry()
    {
        var network = new Network { Name = "n", Title = "n", Nodes = [Node(1, default) with { Name = "一号井" }, Node(2, default)], Links = [] };
        Assert.Equal("""{"nodes":[["n1","一号井"],["n2",null]],"links":[],"points":[]}""", System.Text.Encoding.UTF8.GetString(MapLabels.Encode(network)));
    }

    [Fact]
    public void A_district_is_a_closed_ring()
    {
        var network = new Network
        {
            Name = "n", Title = "n", Nodes = [], Links = [],
            Regions = [new Region("d1", "老城区", [new(112, 37), new(112.1, 37), new(112.1, 37.1)])],
        };
        using var json = JsonDocument.Parse(MapBase.Encode(network));
        var feature = json.RootElement.GetProperty("features")[0];
        Assert.Equal("district", feature.GetProperty("properties").GetProperty("kind").GetString());
        Assert.Equal("[[[112,37],[112.1,37],[112.1,37.1],[112,37]]]", feature.GetProperty("geometry").GetProperty("coordinates").GetRawText());
    }

    private static void AssertLink(Network network, int i, uint key, MapGeometryReader read)
    {
        var link = network.Links[i];
        Assert.Equal((key, (byte)link.Kind, (byte)link.Class), (read.Section<uint>("linkKey")[i], read.Section<byte>("linkKind")[i], read.Section<byte>("linkClass")[i]));
        Assert.Equal(((uint)link.From, (uint)link.To), (read.Section<uint>("linkFrom")[i], read.Section<uint>("linkTo")[i]));
        Assert.Equal(link.Section.Height * 1000, read.Section<ushort>("linkDiameter")[i], 0.5001);
        Position[] line = [network.Nodes[link.From].Position, .. link.Vertices, network.Nodes[link.To].Position];
        var (start, end) = ((int)read.Section<uint>("linkStart")[i], (int)read.Section<uint>("linkStart")[i + 1]);
        Assert.Equal(line.Length, end - start);
        for (var v = 0; v < line.Length; v++) AssertPlace(line[v], read.Section<int>("vertexLon")[start + v], read.Section<int>("vertexLat")[start + v]);
    }

    private static void AssertPlace(Position expected, int lon, int lat)
    {
        Assert.Equal(expected.Longitude, lon / 1e7, 0.6e-7);
        Assert.Equal(expected.Latitude, lat / 1e7, 0.6e-7);
    }

    private static Dictionary<string, AssetKey> Keys(Network network) =>
        network.Nodes.Select(n => n.LocalId).Concat(network.Links.Select(l => l.LocalId)).Concat(network.Points.Select(p => p.LocalId))
            .Index().ToDictionary(p => p.Item, p => new AssetKey(p.Index * 3 + 1));

    private static NetworkNode Node(int i, Position p) => new() { LocalId = $"n{i}", Kind = AssetKind.Manhole, Position = p, FullDepth = i * 0.37 };

    private static Gen<Network> Networks()
    {
        var place = from lon in Gen.Choose(-1_799_999_999, 1_799_999_999) from lat in Gen.Choose(-899_999_999, 899_999_999) select new Position(lon / 1e7, lat / 1e7);
        return
            from places in place.NonEmptyListOf()
            from points in place.ListOf()
            from links in (from a in Gen.Choose(0, places.Count - 1)
                           from b in Gen.Choose(0, places.Count - 1)
                           from mm in Gen.Choose(0, 65_535)
                           from kind in Gen.Elements(AssetKind.PipeSegment, AssetKind.PumpStation, AssetKind.Weir)
                           from pipeClass in Gen.Elements(Enum.GetValues<PipeClass>())
                           from vertices in place.ListOf()
                           select (a, b, mm, kind, pipeClass, vertices)).ListOf()
            select new Network
            {
                Name = "net", Title = "Net", Revision = 3,
                Nodes = [.. places.Select((p, i) => Node(i, p))],
                Links = [.. links.Select((l, i) => new NetworkLink
                {
                    LocalId = $"l{i}", Kind = l.kind, From = l.a, To = l.b, Class = l.pipeClass, Section = CrossSection.Circle(l.mm / 1000.0), Vertices = [.. l.vertices],
                })],
                Points = [.. points.Select((p, i) => new NetworkPoint { LocalId = $"p{i}", Kind = AssetKind.RainGauge, Position = p })],
            };
    }
}
