using System.Buffers.Binary;
using DigitalTwin.Ingest.Jt808;
using FsCheck;
using FsCheck.Fluent;

namespace DigitalTwin.Ingest.Tests.Jt808;

public class LocationTests
{
    [Fact]
    public void A_place_is_read_with_its_hemisphere_and_the_terminals_time()
    {
        Assert.True(Location.TryRead(Body(0x000C0003, 36_789_316, 116_751_316, 32, 256, 198, "260701120000"), out var here));
        Assert.Equal((36.789316, 116.751316, true, 32, 25.6, 198), (here.Position.Latitude, here.Position.Longitude, here.IsFixed, here.AltitudeM, here.SpeedKmh, here.Heading));
        Assert.Equal(new DateTimeOffset(2026, 7, 1, 4, 0, 0, TimeSpan.Zero), here.At.ToDateTimeOffset());
        Assert.True(Location.TryRead(Body(0x0000000E, 1_000_000, 2_000_000, 0, 0, 0, "260701120000"), out var far));
        Assert.Equal((-1.0, -2.0), (far.Position.Latitude, far.Position.Longitude));
        Assert.True(Location.TryRead(Body(0, 0, 0, 0, 0, 0, "260701120000"), out var lost));
        Assert.False(lost.IsFixed);
    }

    [Theory]
    [InlineData(90_000_001u, 0u, 0, "260701120000")]
    [InlineData(0u, 180_000_001u, 0, "260701120000")]
    [InlineData(0u, 0u, 360, "260701120000")]
    [InlineData(0u, 0u, 0, "261301120000")]
    [InlineData(0u, 0u, 0, "260230120000")]
    [InlineData(0u, 0u, 0, "260701240000")]
    [InlineData(0u, 0u, 0, "000000000000")]
    public void What_cannot_be_is_refused(uint latitude, uint longitude, int heading, string time) => Assert.False(Location.TryRead(Body(2, latitude, longitude, 0, 0, heading, time), out _));

    [Fact]
    public void A_batch_is_whole_or_refused()
    {
        var one = Body(2, 36_000_000, 113_000_000, 0, 0, 0, "260701120000");
        byte[] batch = [0, 2, 1, 0, 28, .. one, 0, 30, .. one, 9, 9];
        var got = new List<Location>();
        Assert.True(Location.TryReadBatch(batch, got));
        Assert.Equal(2, got.Count);
        for (var length = 0; length < batch.Length; length++) Assert.False(Location.TryReadBatch(batch.AsSpan(0, length), []));
    }

    [Fact]
    public void No_bytes_make_the_dialogue_fall_over() => Prop.ForAll(Arb.From(Gen.Elements(0x0100, 0x0102, 0x0002, 0x0200, 0x0704, 0x0801)), Arb.From(Gen.Choose(0, 255).Select(b => (byte)b).ArrayOf()), (id, body) =>
    {
        var dialogue = new Dialogue(new Everybody(), null);
        foreach (var frame in new[] { (ushort)0x0102, (ushort)id }.Select(i => FrameWriter.Write(i, "13800138000", 1, false, i == 0x0102 && id != 0x0102 ? "code"u8 : body)))
        {
            var reader = new FrameReader();
            Assert.True(reader.TryRead(frame, out var inner, out _));
            Assert.NotNull(dialogue.Answer(inner.ToArray()).GetAwaiter().GetResult());
        }
        _ = dialogue.Answer(body).GetAwaiter().GetResult(); // Also what is no message at all.
    }).QuickCheckThrowOnFailure();

    internal static byte[] Body(uint status, uint latitude, uint longitude, short altitude, ushort speed, int heading, string time)
    {
        var body = new byte[Location.Length];
        BinaryPrimitives.WriteUInt32BigEndian(body.AsSpan(4), status);
        BinaryPrimitives.WriteUInt32BigEndian(body.AsSpan(8), latitude);
        BinaryPrimitives.WriteUInt32BigEndian(body.AsSpan(12), longitude);
        BinaryPrimitives.WriteInt16BigEndian(body.AsSpan(16), altitude);
        BinaryPrimitives.WriteUInt16BigEndian(body.AsSpan(18), speed);
        BinaryPrimitives.WriteUInt16BigEndian(body.AsSpan(20), (ushort)heading);
        Convert.FromHexString(time).CopyTo(body, 22);
        return body;
    }

    private sealed class Everybody : ITerminals
    {
        public Task<string?> Register(string phone, string plate, string? from) => Task.FromResult<string?>("code");
        public bool IsAuthentic(string phone, string code) => true;
        public void Refused(string phone, string? from) { }
        public void Take(string phone, IReadOnlyList<Location> locations) { }
        public void Online(string phone, bool isOnline) { }
    }
}
