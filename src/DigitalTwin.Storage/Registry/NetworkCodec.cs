using DigitalTwin.Domain.Networks;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Storage.Registry;

/// <summary>A network revision as compressed columns.</summary>
internal static class NetworkCodec
{
    public static byte[] Encode(Network network)
    {
        var to = new ColumnWriter();
        to.Texts("name", [network.Name], n => n);
        to.Texts("title", [network.Title], n => n);
        to.Texts("crs", [network.SourceCrs], n => n);
        to.Integers("revision", [network.Revision], n => n);
        to.Integers("knownAt", [network.KnownAt.UnixMilliseconds], n => n);
        NodeColumns.Write(to, network.Nodes);
        LinkColumns.Write(to, network.Links);
        PointColumns.Write(to, network.Points);
        AreaColumns.Write(to, network.Subcatchments, network.Regions);
        CurveColumns.Write(to, network.Curves, network.Patterns);
        to.Texts("control", network.Controls, c => c);
        return Packed.Compress(to.Written);
    }

    public static Network Decode(ReadOnlySpan<byte> body)
    {
        var from = new ColumnReader(Packed.Expand(body));
        return new Network
        {
            Name = from.Texts("name", 1)[0]!,
            Title = from.Texts("title", 1)[0]!,
            SourceCrs = from.Texts("crs", 1)[0]!,
            Revision = (int)from.Integers("revision", 1)[0],
            KnownAt = new Instant(from.Integers("knownAt", 1)[0]),
            Nodes = NodeColumns.Read(from),
            Links = LinkColumns.Read(from),
            Points = PointColumns.Read(from),
            Subcatchments = AreaColumns.ReadSubcatchments(from),
            Regions = AreaColumns.ReadRegions(from),
            Curves = CurveColumns.ReadCurves(from),
            Patterns = CurveColumns.ReadPatterns(from),
            Controls = from.Texts("control", from.Count("control"))!,
        };
    }
}
