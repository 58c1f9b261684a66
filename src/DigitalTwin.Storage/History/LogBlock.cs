using System.Buffers.Binary;
using System.Runtime.InteropServices;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Storage.History;

/// <summary>One group commit as bytes: readings in the order appended, in columns, with a check sum.</summary>
/// <remarks>
/// Little-endian: u32 'DTL1', u32 CRC-32C of all after it, i32 readings, i32 batches; then by column: i64 knownAt a batch, i64 at, f64 value,
/// i32 readings a batch, i32 asset, u16 quantity, u8 quality, u8 provenance. 24 B a reading: it is written once and packed later.
/// </remarks>
internal static class LogBlock
{
    private const uint Magic = 0x314C5444;
    private const int HeaderLength = 16;
    private const int BytesPerBatch = 12;
    private const int BytesPerReading = 24;

    public static int Length(int batches, int readings) => HeaderLength + BytesPerBatch * batches + BytesPerReading * readings;

    public static void Write(Span<byte> to, IReadOnlyList<AppendRequest> batches, int readings)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(to, Magic);
        BinaryPrimitives.WriteInt32LittleEndian(to[8..], readings);
        BinaryPrimitives.WriteInt32LittleEndian(to[12..], batches.Count);
        var columns = new Columns(to[HeaderLength..], batches.Count, readings);
        var row = 0;
        for (var b = 0; b < batches.Count; b++)
        {
            columns.KnownAt[b] = batches[b].KnownAt.UnixMilliseconds;
            columns.BatchReadings[b] = batches[b].Readings.Length;
            foreach (ref readonly var reading in batches[b].Readings.Span)
            {
                columns.At[row] = reading.At.UnixMilliseconds;
                columns.Value[row] = reading.Value;
                columns.Asset[row] = reading.Asset.Value;
                columns.Quantity[row] = reading.Quantity.Code;
                columns.Quality[row] = (byte)reading.Quality;
                columns.Provenance[row] = (byte)reading.Provenance;
                row++;
            }
        }
        BinaryPrimitives.WriteUInt32LittleEndian(to[4..], CheckSum.Of(to[8..]));
    }

    /// <exception cref="InvalidDataException">The block is damaged.</exception>
    public static IEnumerable<(Instant KnownAt, Reading[] Readings)> Read(byte[] block)
    {
        if (block.Length < HeaderLength || BinaryPrimitives.ReadUInt32LittleEndian(block) != Magic)
            throw new InvalidDataException("A block of the history's log does not begin like one.");
        if (CheckSum.Of(block.AsSpan(8)) != BinaryPrimitives.ReadUInt32LittleEndian(block.AsSpan(4)))
            throw new InvalidDataException("A block of the history's log does not match its check sum.");
        var readings = BinaryPrimitives.ReadInt32LittleEndian(block.AsSpan(8));
        var batches = BinaryPrimitives.ReadInt32LittleEndian(block.AsSpan(12));
        var row = 0;
        for (var b = 0; b < batches; b++)
        {
            var columns = new Columns(block.AsSpan(HeaderLength), batches, readings);
            var batch = new Reading[columns.BatchReadings[b]];
            for (var i = 0; i < batch.Length; i++, row++)
                batch[i] = new Reading(new AssetKey(columns.Asset[row]), new Quantity(columns.Quantity[row]), new Instant(columns.At[row]),
                    columns.Value[row], (Quality)columns.Quality[row], (Provenance)columns.Provenance[row]);
            yield return (new Instant(columns.KnownAt[b]), batch);
        }
    }

    private readonly ref struct Columns
    {
        public readonly Span<long> KnownAt;
        public readonly Span<long> At;
        public readonly Span<double> Value;
        public readonly Span<int> BatchReadings;
        public readonly Span<int> Asset;
        public readonly Span<ushort> Quantity;
        public readonly Span<byte> Quality;
        public readonly Span<byte> Provenance;

        public Columns(Span<byte> body, int batches, int readings)
        {
            KnownAt = Take<long>(ref body, batches);
            At = Take<long>(ref body, readings);
            Value = Take<double>(ref body, readings);
            BatchReadings = Take<int>(ref body, batches);
            Asset = Take<int>(ref body, readings);
            Quantity = Take<ushort>(ref body, readings);
            Quality = Take<byte>(ref body, readings);
            Provenance = Take<byte>(ref body, readings);
        }

        private static Span<T> Take<T>(scoped ref Span<byte> from, int count) where T : unmanaged
        {
            var bytes = count * System.Runtime.CompilerServices.Unsafe.SizeOf<T>();
            var taken = MemoryMarshal.Cast<byte, T>(from[..bytes]);
            from = from[bytes..];
            return taken;
        }
    }
}
