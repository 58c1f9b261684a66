using System.Buffers.Binary;
using DigitalTwin.Storage.History;

namespace DigitalTwin.Storage.Segments;

/// <summary>Goes through the runs of a chunk; unpacks only those asked for.</summary>
internal ref struct ChunkReader
{
    private readonly RunScratch _scratch;
    private ReadOnlySpan<byte> _rest;
    private ReadOnlySpan<byte> _columns;
    private long _lastAt;

    /// <exception cref="InvalidDataException">The chunk is damaged.</exception>
    public ChunkReader(ReadOnlySpan<byte> body, RunScratch scratch)
    {
        if (body.Length < sizeof(uint) || CheckSum.Of(body[sizeof(uint)..]) != BinaryPrimitives.ReadUInt32LittleEndian(body))
            throw new InvalidDataException("A chunk of the history does not match its check sum.");
        _rest = body[sizeof(uint)..];
        _scratch = scratch;
    }

    public SeriesKey Series { get; private set; }
    public int Count { get; private set; }
    public long FirstAt { get; private set; }

    /// <summary>Goes to the next run; false when there is none.</summary>
    public bool Next()
    {
        if (_rest.IsEmpty) return false;
        Series = new SeriesKey(Series.Number + (long)Varint.ReadUnsigned(ref _rest));
        Count = Varint.ReadCount(ref _rest);
        _lastAt = FirstAt = _lastAt + Varint.ReadSigned(ref _rest);
        var length = Varint.ReadCount(ref _rest);
        _columns = _rest[..length];
        _rest = _rest[length..];
        return true;
    }

    /// <summary>The points of the run, sorted by <c>at</c>, then <c>knownAt</c>; <paramref name="points"/> has room for <see cref="Count"/>.</summary>
    public readonly void Read(Span<SeriesPoint> points) => RunCodec.Read(_columns, FirstAt, points[..Count], _scratch);
}
