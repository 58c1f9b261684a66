using System.Buffers.Binary;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Storage.History;
using DigitalTwin.Storage.Segments;

namespace DigitalTwin.Storage.Known;

/// <summary>Readings of any series in the order they were appended, as columns with a check sum: assets, quantities and times as differences, known times and marks once a run, values as <see cref="ValueCodec"/> does.</summary>
/// <remarks>What one batch tells of many sensors at one time costs 5 to 8 bytes a reading.</remarks>
internal static class KnownPage
{
    /// <summary>A page has at most so many rows.</summary>
    public const int MostRows = 16_384;

    /// <summary>Values are packed by so many, since neighbours of one kind share their decimals and strangers do not.</summary>
    private const int ValuesInBlock = 256;

    public static void Write(ByteBuffer to, ReadOnlySpan<KnownRow> rows)
    {
        to.Clear();
        to.Room(sizeof(uint));
        to.Advance(sizeof(uint));
        to.AddUnsigned((ulong)rows.Length);
        var (asset, quantity, at) = (0, 0, 0L);
        foreach (ref readonly var row in rows)
        {
            to.AddSigned(row.Series.Asset.Value - asset);
            to.AddSigned(row.Series.Quantity.Code - quantity);
            to.AddSigned(unchecked(row.Point.At - at));
            (asset, quantity, at) = (row.Series.Asset.Value, row.Series.Quantity.Code, row.Point.At);
        }
        WriteKnown(to, rows);
        WriteMarks(to, rows);
        Span<double> values = stackalloc double[ValuesInBlock];
        for (var start = 0; start < rows.Length; start += ValuesInBlock)
        {
            var block = values[..Math.Min(ValuesInBlock, rows.Length - start)];
            for (var i = 0; i < block.Length; i++) block[i] = rows[start + i].Point.Value;
            ValueCodec.Write(to, block);
        }
        BinaryPrimitives.WriteUInt32LittleEndian(to.All, CheckSum.Of(to.Written[sizeof(uint)..]));
    }

    /// <summary>Unpacks a page over <paramref name="rows"/>, which has room for <see cref="MostRows"/>; returns how many there are.</summary>
    /// <exception cref="InvalidDataException">The page is damaged.</exception>
    public static int Read(ReadOnlySpan<byte> from, Span<KnownRow> rows)
    {
        if (from.Length < sizeof(uint) || CheckSum.Of(from[sizeof(uint)..]) != BinaryPrimitives.ReadUInt32LittleEndian(from))
            throw new InvalidDataException("A page of readings in the order known does not match its check sum.");
        from = from[sizeof(uint)..];
        rows = rows[..Varint.ReadCount(ref from)];
        var (asset, quantity, at) = (0, 0, 0L);
        foreach (ref var row in rows)
        {
            asset += (int)Varint.ReadSigned(ref from);
            quantity += (int)Varint.ReadSigned(ref from);
            at = unchecked(at + Varint.ReadSigned(ref from));
            row = new KnownRow(new SeriesKey(new AssetKey(asset), new Quantity((ushort)quantity)), new SeriesPoint(at, 0, 0, default, default));
        }
        var known = 0L;
        for (var i = 0; i < rows.Length;)
        {
            known = unchecked(known + Varint.ReadSigned(ref from));
            for (var same = Varint.ReadCount(ref from); same > 0; same--, i++) rows[i] = rows[i] with { Point = rows[i].Point with { KnownAt = known } };
        }
        for (var i = 0; i < rows.Length;)
        {
            var (quality, provenance) = ((Quality)from[0], (Provenance)from[1]);
            from = from[2..];
            for (var same = Varint.ReadCount(ref from); same > 0; same--, i++)
                rows[i] = rows[i] with { Point = rows[i].Point with { Quality = quality, Provenance = provenance } };
        }
        Span<double> values = new double[ValuesInBlock];
        for (var start = 0; start < rows.Length; start += ValuesInBlock)
        {
            var block = values[..Math.Min(ValuesInBlock, rows.Length - start)];
            ValueCodec.Read(ref from, block);
            for (var i = 0; i < block.Length; i++) rows[start + i] = rows[start + i] with { Point = rows[start + i].Point with { Value = block[i] } };
        }
        return rows.Length;
    }

    private static void WriteKnown(ByteBuffer to, ReadOnlySpan<KnownRow> rows)
    {
        var known = 0L;
        for (var i = 0; i < rows.Length;)
        {
            var start = i;
            while (++i < rows.Length && rows[i].Point.KnownAt == rows[start].Point.KnownAt) { }
            to.AddSigned(unchecked(rows[start].Point.KnownAt - known));
            to.AddUnsigned((ulong)(i - start));
            known = rows[start].Point.KnownAt;
        }
    }

    private static void WriteMarks(ByteBuffer to, ReadOnlySpan<KnownRow> rows)
    {
        for (var i = 0; i < rows.Length;)
        {
            var first = rows[i].Point;
            var start = i;
            while (++i < rows.Length && rows[i].Point.Quality == first.Quality && rows[i].Point.Provenance == first.Provenance) { }
            to.Add((byte)first.Quality);
            to.Add((byte)first.Provenance);
            to.AddUnsigned((ulong)(i - start));
        }
    }
}
