using DigitalTwin.Ingest.Jt808;
using FsCheck;
using FsCheck.Fluent;

namespace DigitalTwin.Ingest.Tests.Jt808;

public class FrameTests
{
    private sealed record Sent(ushort Id, string Phone, ushort Serial, bool Is2019, byte[] Body);

    private static readonly Gen<Sent> Messages =
        from id in Gen.Choose(0, 65_535)
        from is2019 in Gen.Elements(true, false)
        from phone in Gen.Choose(1, int.MaxValue)
        from serial in Gen.Choose(0, 65_535)
        from body in Gen.OneOf(Gen.Choose(0, 255), Gen.Elements(0x7D, 0x7E, 1, 2)).Select(b => (byte)b).ArrayOf()
        select new Sent((ushort)id, $"{phone}", (ushort)serial, is2019, body.Length > 1023 ? body[..1023] : body);

    [Fact]
    public void Whatever_is_sent_comes_out_however_the_line_cuts_it() => Prop.ForAll(Arb.From(Messages.ArrayOf()), Arb.From(Gen.Choose(1, 40).ArrayOf()), (sent, cuts) =>
    {
        var line = sent.SelectMany(m => FrameWriter.Write(m.Id, m.Phone, m.Serial, m.Is2019, m.Body)).ToArray();
        var (reader, got, at, cut) = (new FrameReader(), new List<Sent>(), 0, 0);
        while (at < line.Length)
        {
            var piece = line.AsSpan(at, Math.Min(line.Length - at, cuts.Length == 0 ? 7 : cuts[cut++ % cuts.Length]));
            at += piece.Length;
            while (piece.Length > 0)
            {
                var isFrame = reader.TryRead(piece, out var frame, out var used);
                piece = piece[used..];
                if (!isFrame) continue;
                Assert.True(FrameHeader.TryRead(frame, out var h, out var body));
                got.Add(new(h.Id, h.Phone, h.Serial, h.Is2019, body.ToArray()));
            }
        }
        Assert.Equal(0, reader.Damaged);
        Assert.Equal(sent.Length, got.Count);
        foreach (var (a, b) in sent.Zip(got)) Assert.Equal((a.Id, a.Phone, a.Serial, a.Is2019, Convert.ToHexString(a.Body)), (b.Id, b.Phone, b.Serial, b.Is2019, Convert.ToHexString(b.Body)));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Noise_breaks_nothing_and_hides_no_later_frame() => Prop.ForAll(Arb.From(Gen.Choose(0, 255).Select(b => (byte)b).ArrayOf()), Arb.From(Messages), (noise, message) =>
    {
        var (reader, last) = (new FrameReader(), Array.Empty<byte>());
        byte[] line = [.. noise, 0x7E, .. FrameWriter.Write(message.Id, message.Phone, message.Serial, message.Is2019, message.Body)];
        for (var rest = line.AsSpan(); rest.Length > 0;)
        {
            if (reader.TryRead(rest, out var frame, out var used)) last = frame.ToArray();
            rest = rest[used..];
        }
        Assert.True(FrameHeader.TryRead(last, out var header, out var body));
        Assert.Equal((message.Id, message.Serial), (header.Id, header.Serial));
        Assert.Equal(message.Body, body.ToArray());
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_changed_byte_is_found()
    {
        var line = FrameWriter.Write(0x0200, "13800138000", 7, false, [1, 2, 3]);
        line[6] ^= 0x40;
        var reader = new FrameReader();
        Assert.False(reader.TryRead(line, out _, out _));
        Assert.Equal(1, reader.Damaged);
    }

    [Fact]
    public void A_frame_without_an_end_takes_no_more_memory_than_the_longest()
    {
        var reader = new FrameReader();
        Assert.False(reader.TryRead([0x7E, .. Enumerable.Repeat((byte)1, 100_000)], out _, out _));
        Assert.False(reader.TryRead([0x7E], out _, out _));
        Assert.Equal(1, reader.Damaged);
        Assert.True(reader.TryRead(FrameWriter.Write(2, "1", 1, false, []), out _, out _));
    }
}
