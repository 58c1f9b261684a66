using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Storage.History;
using DigitalTwin.Storage.Known;
using DigitalTwin.Storage.Segments;
using FsCheck;
using FsCheck.Fluent;

namespace DigitalTwin.Storage.Tests.History;

/// <summary>A decoder inverts its encoder, to the bit, whatever comes.</summary>
public sealed class CodecProperties
{
    private static Gen<double> AnyDouble => Gen.OneOf(
        from a in Gen.Choose(int.MinValue, int.MaxValue) from b in Gen.Choose(int.MinValue, int.MaxValue) select BitConverter.Int64BitsToDouble(((long)a << 32) | (uint)b),
        from a in Gen.Choose(-100000, 100000) select a / 1000.0,
        Gen.Elements(0, -0.0, double.NaN, double.PositiveInfinity, 0.1, double.Epsilon, 9007199254740993.0, 1e15 + 0.5));

    private static Gen<SeriesPoint> Points =>
        from at in Gen.OneOf(Gen.Choose(0, 50).Select(i => (long)i), Gen.Elements(long.MinValue, long.MaxValue, -1, 1_700_000_000_000))
        from known in Gen.OneOf(Gen.Choose(0, 50).Select(i => (long)i), Gen.Elements(0, long.MaxValue, 1_700_000_000_123))
        from value in AnyDouble
        from quality in Gen.Elements(Quality.Good, Quality.SourceFault)
        from provenance in Gen.Elements(Provenance.Measured, Provenance.Simulated)
        select new SeriesPoint(at, known, value, quality, provenance);

    [Fact]
    public void Chunks_give_back_every_point_in_order() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(300).WithEndSize(300),
        Prop.ForAll(Arb.From(Gen.ListOf(from series in Gen.Choose(1, 5) from point in Points select (Series: (long)series << 16, Point: point))), input =>
        {
            var sorted = input.OrderBy(i => i.Series).ThenBy(i => i.Point.At).ThenBy(i => i.Point.KnownAt).ToArray();
            var read = new List<(long, SeriesPoint)>();
            var writer = new ChunkWriter((series, at, body) =>
            {
                var runs = new ChunkReader(body, new RunScratch());
                for (var first = true; runs.Next(); first = false)
                {
                    if (first) Assert.Equal((series, at), (runs.Series, runs.FirstAt));
                    var points = new SeriesPoint[runs.Count];
                    runs.Read(points);
                    foreach (var point in points) read.Add((runs.Series.Number, point));
                }
            });
            foreach (var (series, point) in sorted) writer.Add(new SeriesKey(series), point);
            writer.Finish();
            Assert.Equal(sorted.Select(s => (s.Series, Bits(s.Point))), read.Select(r => (r.Item1, Bits(r.Item2))));
        }));

    [Fact]
    public void A_log_block_gives_back_its_batches() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(200),
        Prop.ForAll(Arb.From(Gen.NonEmptyListOf(Gen.NonEmptyListOf(Points))), batches =>
        {
            var requests = batches.Select((b, i) => new AppendRequest(b.Select((p, j) => p.ToReading(new AssetKey(j + 1), Quantity.Cod).Reading).ToArray(), new Instant(i))).ToList();
            var readings = requests.Sum(r => r.Readings.Length);
            var block = new byte[LogBlock.Length(requests.Count, readings)];
            LogBlock.Write(block, requests, readings);
            var read = LogBlock.Read(block).ToArray();
            Assert.Equal(requests.Select(r => r.KnownAt), read.Select(b => b.KnownAt));
            foreach (var (request, batch) in requests.Zip(read)) Assert.True(request.Readings.Span.SequenceEqual(batch.Readings));
        }));

    [Fact]
    public void A_page_in_the_order_known_gives_back_every_row() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(200).WithEndSize(600),
        Prop.ForAll(Arb.From(Gen.ListOf(from asset in Gen.Choose(1, int.MaxValue) from quantity in Gen.Choose(0, ushort.MaxValue) from point in Points select (Asset: asset, Quantity: quantity, Point: point))), input =>
        {
            KnownRow[] rows = [.. input.Select(i => new KnownRow(new SeriesKey(new AssetKey(i.Asset), new Quantity((ushort)i.Quantity)), i.Point))];
            var (body, read) = (new ByteBuffer(), new KnownRow[KnownPage.MostRows]);
            KnownPage.Write(body, rows);
            Assert.Equal(rows.Select(r => (r.Series, Bits(r.Point))), read.Take(KnownPage.Read(body.Written, read)).Select(r => (r.Series, Bits(r.Point))));
        }));

    [Fact]
    public void A_damaged_block_or_chunk_is_noticed()
    {
        var request = new AppendRequest(new[] { new Reading(new AssetKey(1), Quantity.Level, new Instant(1), 2, Quality.Good, Provenance.Measured) }, new Instant(3));
        var block = new byte[LogBlock.Length(1, 1)];
        LogBlock.Write(block, [request], 1);
        byte[] chunk = [];
        var writer = new ChunkWriter((_, _, body) => chunk = body.ToArray());
        writer.Add(new SeriesKey(1 << 16), new SeriesPoint(1, 2, 3, Quality.Good, Provenance.Measured));
        writer.Finish();

        for (var i = 0; i < block.Length; i++)
        {
            block[i] ^= 1;
            Assert.Throws<InvalidDataException>(() => LogBlock.Read(block).Count());
            block[i] ^= 1;
        }
        var page = new ByteBuffer();
        KnownPage.Write(page, [new KnownRow(new SeriesKey(1 << 16), new SeriesPoint(1, 2, 3, Quality.Good, Provenance.Measured))]);
        var damaged = page.Written.ToArray();
        for (var i = 0; i < damaged.Length; i++)
        {
            damaged[i] ^= 1;
            Assert.Throws<InvalidDataException>(() => KnownPage.Read(damaged, new KnownRow[KnownPage.MostRows]));
            damaged[i] ^= 1;
        }
        for (var i = 0; i < chunk.Length; i++)
        {
            chunk[i] ^= 1;
            Assert.Throws<InvalidDataException>(() => new ChunkReader(chunk, new RunScratch()).Next());
            chunk[i] ^= 1;
        }
    }

    private static (long, long, long, Quality, Provenance) Bits(SeriesPoint p) => (p.At, p.KnownAt, BitConverter.DoubleToInt64Bits(p.Value), p.Quality, p.Provenance);
}
