using System.IO.Compression;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Gis.Geometry;

namespace DigitalTwin.Host.Http;

/// <summary>What never changes of a revision, as it is sent: plain, and compressed once.</summary>
internal sealed record MapPiece(string ContentType, byte[] Plain, byte[] Gzip, byte[] Brotli);

/// <summary>The pieces of the newest revision of each network, made when first asked for and kept; older ones are made anew each time.</summary>
internal sealed class MapPieces(IRegistry registry)
{
    public static readonly string[] Names = ["geometry", "labels", "base"];

    private readonly Lock _gate = new();
    private readonly Dictionary<(string Network, string Piece), (int Revision, Lazy<MapPiece> Piece)> _newest = [];

    /// <summary>Null where there is no such revision.</summary>
    public MapPiece? Find(string network, int revision, string piece)
    {
        if (registry.Find(network) is not { } newest) return null;
        if (revision != newest.Revision) return registry.FindRevision(network, revision) is { } older ? Make(older, piece) : null;
        lock (_gate)
        {
            if (!_newest.TryGetValue((network, piece), out var known) || known.Revision != revision)
                _newest[(network, piece)] = known = (revision, new Lazy<MapPiece>(() => Make(newest, piece)));
            return known.Piece.Value;
        }
    }

    private MapPiece Make(Network network, string piece) => piece switch
    {
        "geometry" => Pack(MapGeometry.ContentType, MapGeometry.Encode(network, local => registry.Find(new AssetId(network.Name, local))?.Key ?? default)),
        "labels" => Pack("application/json", MapLabels.Encode(network)),
        _ => Pack("application/geo+json", MapBase.Encode(network)),
    };

    private static MapPiece Pack(string contentType, byte[] plain) => new(contentType, plain,
        Compress(plain, s => new GZipStream(s, CompressionLevel.Fastest)),
        Compress(plain, s => new BrotliStream(s, CompressionLevel.Fastest)));

    private static byte[] Compress(byte[] plain, Func<Stream, Stream> over)
    {
        using var packed = new MemoryStream(plain.Length / 2);
        using (var stream = over(packed)) stream.Write(plain);
        return packed.ToArray();
    }
}
