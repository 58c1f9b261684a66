using System.IO.Compression;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Gis.Geometry;

namespace DigitalTwin.Host.Http;

/// <summary>What never changes of a revision, as it is sent: plain, and compressed once for each way that is asked for.</summary>
internal sealed class MapPiece(string contentType, byte[] plain)
{
    private readonly Lazy<byte[]> _gzip = new(() => Compress(plain, s => new GZipStream(s, CompressionLevel.Fastest)));
    private readonly Lazy<byte[]> _brotli = new(() => Compress(plain, s => new BrotliStream(s, CompressionLevel.Fastest)));

    public string ContentType => contentType;
    public byte[] Plain => plain;
    public byte[] Gzip => _gzip.Value;
    public byte[] Brotli => _brotli.Value;

    private static byte[] Compress(byte[] plain, Func<Stream, Stream> over)
    {
        using var packed = new MemoryStream(plain.Length / 2);
        using (var stream = over(packed)) stream.Write(plain);
        return packed.ToArray();
    }
}

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
        (int Revision, Lazy<MapPiece> Piece) known;
        lock (_gate)
        {
            if (!_newest.TryGetValue((network, piece), out known) || known.Revision != revision)
                _newest[(network, piece)] = known = (revision, new Lazy<MapPiece>(() => Make(newest, piece)));
        }
        return known.Piece.Value; // Outside the gate: one large network keeps only its own askers waiting.
    }

    /// <summary>Makes and compresses the newest pieces of a network before anyone asks, as a browser will ask for them.</summary>
    public void Prepare(string network)
    {
        if (registry.Find(network) is not { } newest) return;
        foreach (var piece in Names) _ = Find(network, newest.Revision, piece)?.Brotli;
    }

    private MapPiece Make(Network network, string piece) => piece switch
    {
        "geometry" => new MapPiece(MapGeometry.ContentType, MapGeometry.Encode(network, local => registry.Find(new AssetId(network.Name, local))?.Key ?? default)),
        "labels" => new MapPiece("application/json", MapLabels.Encode(network)),
        _ => new MapPiece("application/geo+json", MapBase.Encode(network)),
    };
}
