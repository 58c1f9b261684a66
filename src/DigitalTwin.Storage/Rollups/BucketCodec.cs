using System.Buffers.Binary;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Storage.Rollups;

/// <summary>Buckets of one series, in order, as columns with a check sum: integers as differences, values as <see cref="ValueCodec"/> does.</summary>
internal static class BucketCodec
{
    private delegate double Field(in Bucket bucket);

    private static readonly Field[] Fields =
    [
        (in Bucket b) => b.FirstValue, (in Bucket b) => b.LastValue, (in Bucket b) => b.Sum, (in Bucket b) => b.Min, (in Bucket b) => b.Max,
        (in Bucket b) => b.LinearArea, (in Bucket b) => b.StepArea,
    ];

    public static byte[] Write(ReadOnlySpan<Bucket> buckets)
    {
        var to = new ByteBuffer();
        to.Room(sizeof(uint));
        to.Advance(sizeof(uint));
        to.AddUnsigned((ulong)buckets.Length);
        long before = 0;
        foreach (ref readonly var bucket in buckets)
        {
            to.AddSigned(bucket.FirstAt - before);
            to.AddUnsigned((ulong)(bucket.LastAt - bucket.FirstAt));
            to.AddSigned(bucket.NewestKnownAt - bucket.LastAt);
            to.AddUnsigned((ulong)Math.Max(0, bucket.Count));
            to.Add((byte)bucket.Worst);
            before = bucket.FirstAt;
        }
        var values = new double[buckets.Length];
        foreach (var field in Fields)
        {
            for (var i = 0; i < values.Length; i++) values[i] = field(buckets[i]);
            ValueCodec.Write(to, values);
        }
        BinaryPrimitives.WriteUInt32LittleEndian(to.All, CheckSum.Of(to.Written[sizeof(uint)..]));
        return to.Written.ToArray();
    }

    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static Bucket[] Read(ReadOnlySpan<byte> from)
    {
        if (from.Length < sizeof(uint) || CheckSum.Of(from[sizeof(uint)..]) != BinaryPrimitives.ReadUInt32LittleEndian(from))
            throw new InvalidDataException("Summed-up readings do not match their check sum.");
        from = from[sizeof(uint)..];
        var buckets = new Bucket[Varint.ReadCount(ref from)];
        long before = 0;
        foreach (ref var bucket in buckets.AsSpan())
        {
            bucket.FirstAt = before += Varint.ReadSigned(ref from);
            bucket.LastAt = bucket.FirstAt + (long)Varint.ReadUnsigned(ref from);
            bucket.NewestKnownAt = bucket.LastAt + Varint.ReadSigned(ref from);
            bucket.Count = (long)Varint.ReadUnsigned(ref from);
            bucket.Worst = (Quality)from[0];
            from = from[1..];
        }
        var columns = new double[Fields.Length][];
        for (var i = 0; i < columns.Length; i++) ValueCodec.Read(ref from, columns[i] = new double[buckets.Length]);
        for (var i = 0; i < buckets.Length; i++)
            (buckets[i].FirstValue, buckets[i].LastValue, buckets[i].Sum, buckets[i].Min, buckets[i].Max, buckets[i].LinearArea, buckets[i].StepArea) =
                (columns[0][i], columns[1][i], columns[2][i], columns[3][i], columns[4][i], columns[5][i], columns[6][i]);
        return buckets;
    }
}
