using System.Buffers;
using System.Text;
using DigitalTwin.Ingest.Hj212.Sm4;
using DigitalTwin.Ingest.Hj212.Wire;

namespace DigitalTwin.Ingest.Tests.Hj212;

/// <summary>The examples of GB/T 32907-2016 appendix A, and the content of a packet through both directions.</summary>
public class Sm4Tests
{
    private static readonly byte[] Key = Convert.FromHexString("0123456789ABCDEFFEDCBA9876543210");

    [Fact]
    public void The_example_of_the_standard_comes_out_and_goes_back()
    {
        var cipher = new Sm4Cipher(Key);
        var block = new byte[16];
        cipher.Encrypt(Key, block);
        Assert.Equal("681EDF34D206965E86B3E94F536E4246", Convert.ToHexString(block));
        cipher.Decrypt(block, block);
        Assert.Equal(Key, block);
    }

    [Fact]
    public void A_million_rounds_come_out_as_the_standard_says()
    {
        var cipher = new Sm4Cipher(Key);
        var block = Key.ToArray();
        for (var i = 0; i < 1_000_000; i++) cipher.Encrypt(block, block);
        Assert.Equal("595298C7C6FD271F0402F804C33D3F66", Convert.ToHexString(block));
    }

    [Fact]
    public void A_key_of_another_length_is_refused() => Assert.Throws<ArgumentException>(() => new Sm4Cipher(new byte[15]));

    [Theory]
    [InlineData("0123456789ABCDEFFEDCBA9876543210", true)]
    [InlineData("sixteen-letters!", true)]
    [InlineData("0123456789ABCDEFFEDCBA987654321x", false)]
    [InlineData("short", false)]
    [InlineData(null, false)]
    public void A_key_is_hexadecimal_or_sixteen_characters(string? key, bool good) => Assert.Equal(good, EncryptedContent.Cipher(key) is not null);

    [Theory]
    [InlineData("")]
    [InlineData("DataTime=1")]
    [InlineData("DataTime=20260701120000;w01018-Rtd=22.4,w01018-Flag=N;w21003-Rtd=0.6")]
    [InlineData("DataTime=20260701;x=sixteen blocks!!")]
    public void Whole_blocks_are_encrypted_and_the_rest_stays_readable(string content)
    {
        var cipher = new Sm4Cipher(Key);
        var data = Encoding.UTF8.GetBytes($"QN=1;ST=32;CN=2011;PW=1;MN=A;Flag=9;CP=&&{content}&&");
        var wire = new ArrayBufferWriter<byte>();
        FrameWriter.Write(wire, data, cipher);
        var verdict = FrameReader.Read(wire.WrittenSpan, out var range, out var consumed);
        Assert.Equal(wire.WrittenCount, consumed);
        Assert.Equal(content.Length >= 16 ? FrameVerdict.Encrypted : FrameVerdict.Frame, verdict);
        Assert.Equal(data.Length.ToString("0000", System.Globalization.CultureInfo.InvariantCulture), Encoding.ASCII.GetString(wire.WrittenSpan[2..6]));
        if (verdict == FrameVerdict.Frame) return;
        var plain = new byte[wire.WrittenCount];
        var length = EncryptedContent.Decrypt(wire.WrittenSpan[range], cipher, plain);
        Assert.Equal(data, plain[..length]);
        Assert.EndsWith(content[(content.Length / 16 * 16)..] + "&&", Encoding.UTF8.GetString(wire.WrittenSpan[range]));
        Assert.True(FrameReader.HasCheck(plain.AsSpan(0, length), wire.WrittenSpan[^6..^2]));
        Assert.Equal(FrameVerdict.NeedMore, FrameReader.Read(wire.WrittenSpan[..^1], out _, out _));
    }

    [Theory]
    [InlineData("CN=1;MN=A;CP=&&{0x12,0x34}&&")]
    [InlineData("CN=1;MN=A;CP=&&{0xGG}&&")]
    [InlineData("CN=1;MN=A;CP=&&{0x12&&")]
    [InlineData("CN=1;MN=A;CP=&&plain&&")]
    public void What_is_no_whole_block_is_refused(string data) =>
        Assert.Equal(-1, EncryptedContent.Decrypt(Encoding.ASCII.GetBytes(data), new Sm4Cipher(Key), new byte[100]));
}
