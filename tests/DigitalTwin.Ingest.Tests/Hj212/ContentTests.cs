using System.Globalization;
using System.Text;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Ingest.Hj212.Devices;
using DigitalTwin.Ingest.Hj212.Factors;
using DigitalTwin.Ingest.Hj212.Wire;
using FsCheck;
using FsCheck.Fluent;

namespace DigitalTwin.Ingest.Tests.Hj212;

public class ContentTests
{
    private static readonly string[] Codes = [.. FactorTable.Default.All.Select(f => f.Code).Append("e50401").Append("w99999").Append("SB1")];
    private static readonly Instant Noon = Instant.From(new DateTimeOffset(2026, 7, 1, 4, 0, 0, TimeSpan.Zero));

    [Fact]
    public void Random_packets_survive_frame_random_pieces_and_decoding()
    {
        var value = Gen.Choose(-99_999, 9_999_999).Select(n => n / 1000.0);
        var factor = from code in Gen.Elements(Codes) from sent in value from flag in Gen.Elements('N', 'D', 'M') select (code, sent, flag);
        var packet = from factors in Gen.ListOf(factor) from minute in Gen.Choose(0, 500_000) select (factors: factors.DistinctBy(f => f.code).ToArray(), minute);
        var stream = from packets in Gen.NonEmptyListOf(packet) from noise in Gen.ListOf(Gen.Choose(0, 3)) from pieces in Gen.NonEmptyListOf(Gen.Choose(1, 300)) select (packets: packets.ToArray(), noise: noise.ToArray(), pieces: pieces.ToArray());
        Prop.ForAll(stream.ToArbitrary(), s =>
        {
            var bytes = new List<byte>();
            foreach (var ((factors, minute), i) in s.packets.Select((p, i) => (p, i)))
            {
                if (i < s.noise.Length) bytes.AddRange(Encoding.ASCII.GetBytes(new[] { "", "\r\n", "noise#", "##" }[s.noise[i]]));
                bytes.AddRange(FrameWriter.Frame(Segment(minute, factors)));
            }
            var (decoding, buffer) = (new Decoding(), new List<byte>());
            for (var (at, i) = (0, 0); at < bytes.Count; i++)
            {
                var length = Math.Min(s.pieces[i % s.pieces.Length], bytes.Count - at);
                buffer.AddRange(bytes.GetRange(at, length));
                at += length;
                Drain(buffer, decoding);
            }
            var expected = s.packets.SelectMany(p => p.factors.Select(f => ($"{f.code}-Rtd", Noon + TimeSpan.FromMinutes(p.minute % 100_000), f.sent)));
            Assert.Equal(expected, decoding.Out.Select(o => (o.Key, o.At, o.Value)));
            Assert.Empty(decoding.Unread);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));
    }

    [Fact]
    public void Parts_cut_anywhere_and_sent_in_any_order_say_the_same_as_the_whole()
    {
        var cut = from factors in Gen.NonEmptyListOf(Gen.Choose(1, 99_999)) from parts in Gen.Choose(2, 6) from seed in Gen.Choose(0, 1_000_000) select (factors: factors.Take(40).ToArray(), parts, seed);
        Prop.ForAll(cut.ToArbitrary(), c =>
        {
            var whole = "DataTime=20260701120000;" + string.Join(";", c.factors.Select((v, i) => string.Create(CultureInfo.InvariantCulture, $"{Codes[i]}-Rtd={v / 100.0},{Codes[i]}-Flag=N")));
            var random = new Random(c.seed);
            var cuts = Enumerable.Range(0, c.parts - 1).Select(_ => random.Next(1, whole.Length)).Distinct().Order().ToArray();
            var parts = cuts.Prepend(0).Zip(cuts.Append(whole.Length), (from, to) => whole[from..to]).ToArray();
            var order = Enumerable.Range(0, parts.Length).ToArray();
            if (c.seed % 3 == 0) random.Shuffle(order);
            var (split, decoding, expected) = (new SplitPackets(), new Decoding(), new Decoding());
            foreach (var i in order.SelectMany(i => random.Next(4) == 0 ? new[] { i, i } : [i])) // Some are sent twice.
            {
                var outcome = split.Take(2011, parts.Length, i + 1, Encoding.UTF8.GetBytes(parts[i]), DateTimeOffset.UnixEpoch, out _);
                Assert.IsNotType<PartOutcome.Refused>(outcome);
                if (outcome is PartOutcome.Whole alone) decoding.Decode(alone.Content);
                if (outcome is PartOutcome.Complete complete) decoding.Decode(complete.Content);
            }
            expected.Decode(Encoding.UTF8.GetBytes(whole));
            Assert.Equal(expected.Out.Select(o => (o.Key, o.At, o.Value)).Order(), decoding.Out.Select(o => (o.Key, o.At, o.Value)).Distinct().Order());
            Assert.Empty(decoding.Unread);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    [Fact]
    public void A_set_of_parts_that_stays_incomplete_is_given_up_and_told()
    {
        var split = new SplitPackets();
        var begun = DateTimeOffset.UnixEpoch;
        Assert.IsType<PartOutcome.Waits>(split.Take(2011, 3, 1, "DataTime=20260701120000;w01018-Rt"u8, begun, out _));
        Assert.Null(split.Expire(begun + SplitPackets.Patience));
        Assert.Contains("1 of 3 parts", split.Expire(begun + SplitPackets.Patience + TimeSpan.FromSeconds(1)));
        for (var sets = 0; sets < 20; sets++) split.Take(2011, 10 + sets, 1, "DataTime=20260701120000;w01018-Rt"u8, begun, out _);
        Assert.IsType<PartOutcome.Refused>(split.Take(2011, SplitPackets.MaxParts + 1, 1, "x"u8, begun, out _));
    }

    [Theory]
    [InlineData("DataTime=20260701120000;w01018-Rtd=5,w01018-Flag=N", Quality.Good)]
    [InlineData("DataTime=20260701120000;w01018-Rtd=5", Quality.Good)]
    [InlineData("DataTime=20260701120000;w01018-Rtd=5,w01018-Flag=D", Quality.Faulty)]
    [InlineData("DataTime=20260701120000;w01018-Flag=C,w01018-Rtd=5", Quality.Calibration)]
    [InlineData("w01018-Rtd=5,w01018-Flag=N;DataTime=20260701120000", Quality.Good)]
    public void A_value_gets_its_time_and_mark_wherever_they_stand(string content, Quality quality)
    {
        var decoding = new Decoding();
        decoding.Decode(Encoding.UTF8.GetBytes(content));
        Assert.Equal((Noon, quality), decoding.Out.Select(o => (o.At, o.Quality)).Single());
    }

    [Theory]
    [InlineData("DataTime=20260701120000;w01018-Rtd=--", "w01018-Rtd=--: not a number")]
    [InlineData("DataTime=20260701120000;w01018-Rtd=", "w01018-Rtd=: not a number")]
    [InlineData("DataTime=20260701120000;w01018-Rtd=1e999", "w01018-Rtd=1e999: not a number")]
    [InlineData("DataTime=20260230120000;w01018-Rtd=1", "DataTime: missing, or not yyyyMMddHHmmss")]
    [InlineData("w01018-Rtd=1", "DataTime: missing, or not yyyyMMddHHmmss")]
    [InlineData("DataTime=20991231120000;w01018-Rtd=1", "DataTime: 2099-12-31T04:00:00.000Z is later than 2027-01-01T00:00:00.000Z; the device's clock is ahead")]
    public void What_cannot_be_read_is_named(string content, string told)
    {
        var decoding = new Decoding();
        decoding.Decode(Encoding.UTF8.GetBytes(content));
        Assert.Empty(decoding.Out);
        Assert.Equal([told], decoding.Unread);
    }

    [Fact]
    public void The_factor_table_finds_new_old_misprinted_and_process_codes()
    {
        Assert.Equal("cod", FactorTable.Default.Find("w01018")!.Quantity);
        Assert.Equal("cod", FactorTable.Default.Find("011")!.Quantity);
        Assert.Equal("cod", FactorTable.Default.Find("01018")!.Quantity);
        Assert.Equal(("混合液悬浮固体01", null), (FactorTable.Default.Find("e50401")!.Chinese, FactorTable.Default.Find("e50401")!.Quantity));
        Assert.Null(FactorTable.Default.Find("w99999"));
        foreach (var factor in FactorTable.Default.All.Where(f => f.Quantity is not null))
        {
            var definition = QuantityCatalogue.Default.Find(factor.Quantity!);
            Assert.True(definition is not null && UnitConversion.Default.TryFind(definition.Quantity, factor.Unit, out _, out _), $"{factor.Code}: {factor.Quantity} in {factor.Unit}");
        }
    }

    private static void Drain(List<byte> buffer, Decoding decoding)
    {
        while (buffer.Count > 0)
        {
            var span = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(buffer);
            var verdict = FrameReader.Read(span, out var data, out var consumed);
            if (verdict == FrameVerdict.NeedMore) return;
            if (verdict == FrameVerdict.Frame)
            {
                Assert.Null(DataSegment.TryParse(span[data], out var segment));
                decoding.Decode(segment.Content);
            }
            buffer.RemoveRange(0, consumed);
        }
    }

    private static string Segment(int minute, (string Code, double Sent, char Flag)[] factors) =>
        $"QN=20260701120000000;ST=32;CN=2011;PW=123456;MN=A;Flag=5;CP=&&DataTime={LocalTime.Write(Noon + TimeSpan.FromMinutes(minute % 100_000), CityCalendar.China)};"
        + string.Join(";", factors.Select(f => string.Create(CultureInfo.InvariantCulture, $"{f.Code}-Rtd={f.Sent},{f.Code}-Flag={f.Flag}"))) + "&&";
}
