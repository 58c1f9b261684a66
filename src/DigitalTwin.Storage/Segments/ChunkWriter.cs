using System.Buffers.Binary;
using System.Runtime.InteropServices;
using DigitalTwin.Storage.History;

namespace DigitalTwin.Storage.Segments;

/// <summary>Takes a chunk that is full: its first series and time, and its bytes, which are valid during the call only.</summary>
internal delegate void ChunkSink(SeriesKey series, long at, ReadOnlySpan<byte> body);

/// <summary>Packs points that come sorted by series, then <c>at</c>, then <c>knownAt</c>, into chunks.</summary>
/// <remarks>
/// A chunk is a CRC-32C and runs; a run is series number (as difference), points, first <c>at</c> (as difference), length, and its columns.
/// Many short series share a chunk, a long one spans many. Versions of one time never stand in two chunks, so that one look-up finds them all.
/// </remarks>
internal sealed class ChunkWriter(ChunkSink sink)
{
    /// <summary>A chunk is full at so many bytes: some hundreds of points, four chunks a page.</summary>
    private const int FullBytes = 3_800;
    private const int MostPointsInRun = 720;

    private readonly List<SeriesPoint> _run = [];
    private readonly RunScratch _scratch = new();
    private readonly ByteBuffer _columns = new();
    private readonly ByteBuffer _chunk = new();
    private SeriesKey _series;
    private SeriesKey _firstSeries;
    private SeriesKey _lastSeries;
    private long _firstAt;
    private long _lastAt;

    public void Add(SeriesKey series, in SeriesPoint point)
    {
        if (_run.Count > 0 && (series != _series || (_run.Count >= MostPointsInRun && point.At != _run[^1].At)))
        {
            CloseRun();
            if (_chunk.Length >= FullBytes) CloseChunk();
        }
        _series = series;
        _run.Add(point);
    }

    /// <summary>Hands on what is left.</summary>
    public void Finish()
    {
        if (_run.Count > 0) CloseRun();
        if (_chunk.Length > 0) CloseChunk();
    }

    private void CloseRun()
    {
        var points = CollectionsMarshal.AsSpan(_run);
        if (_chunk.Length == 0)
        {
            (_firstSeries, _firstAt, _lastSeries, _lastAt) = (_series, points[0].At, default, 0);
            _chunk.Room(sizeof(uint));
            _chunk.Advance(sizeof(uint));
        }
        _columns.Clear();
        RunCodec.Write(_columns, points, _scratch);
        _chunk.AddUnsigned((ulong)(_series.Number - _lastSeries.Number));
        _chunk.AddUnsigned((ulong)points.Length);
        _chunk.AddSigned(points[0].At - _lastAt);
        _chunk.AddUnsigned((ulong)_columns.Length);
        _chunk.Add(_columns.Written);
        (_lastSeries, _lastAt) = (_series, points[0].At);
        _run.Clear();
    }

    private void CloseChunk()
    {
        BinaryPrimitives.WriteUInt32LittleEndian(_chunk.All, CheckSum.Of(_chunk.Written[sizeof(uint)..]));
        sink(_firstSeries, _firstAt, _chunk.Written);
        _chunk.Clear();
    }
}
