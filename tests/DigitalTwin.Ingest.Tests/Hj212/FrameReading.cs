using System.Text;
using DigitalTwin.Ingest.Hj212.Wire;

namespace DigitalTwin.Ingest.Tests.Hj212;

public class FrameReading
{
    private const string Normative = "##0101QN=20160801085857223;ST=32;CN=1062;PW=100000;MN=010000A8900016F000169DC0;Flag=5;CP=&&RtdInterval=30&&1C80\r\n";

    [Fact]
    public void The_check_of_the_normative_example_is_1C80() =>
        Assert.Equal(0x1C80, Hj212Crc.Of(Bytes(Normative)[6..^6]));

    [Fact]
    public void The_check_is_not_that_of_modbus() =>
        Assert.NotEqual(0x0759, Hj212Crc.Of(Bytes(Normative)[6..^6]));

    [Fact]
    public void Garbage_between_frames_costs_no_frame()
    {
        var (frames, bad) = ReadAll(Bytes("noise\r\n" + Normative + "#\0#x" + Normative + "noise#" + Normative + "##00"), 1_000);
        Assert.Equal(3, frames);
        Assert.Equal(0, bad);
    }

    [Theory]
    [InlineData("##0099")]
    [InlineData("##0199")]
    [InlineData("##9999")]
    [InlineData("##xx01")]
    public void A_wrong_length_is_told_by_the_line_end_and_the_check(string head)
    {
        var stream = Bytes(head + Normative[6..] + Normative);
        Assert.Equal(FrameVerdict.FrameOfOtherLength, FrameReader.Read(stream, out var data, out var consumed));
        Assert.Equal(101, data.GetOffsetAndLength(stream.Length).Length);
        Assert.Equal(FrameVerdict.Frame, FrameReader.Read(stream.AsSpan(consumed), out _, out _));
    }

    [Fact]
    public void A_frame_that_lost_its_tail_does_not_take_the_next_with_it()
    {
        var (frames, bad) = ReadAll(Bytes(Normative[..60] + Normative), 1_000);
        Assert.Equal((1, 1), (frames, bad));
    }

    [Fact]
    public void A_changed_byte_is_a_bad_check()
    {
        var (frames, bad) = ReadAll(Bytes(Normative.Replace("=30", "=31", StringComparison.Ordinal) + Normative), 1_000);
        Assert.Equal((1, 1), (frames, bad));
    }

    [Fact]
    public void Frames_come_out_the_same_whatever_segments_they_came_in()
    {
        var random = new Random(212);
        var stream = Bytes(string.Concat(Enumerable.Repeat(Normative, 50)));
        for (var run = 0; run < 200; run++) Assert.Equal((50, 0), ReadAll(stream, random.Next(1, 300)));
    }

    [Fact]
    public void Mutated_streams_neither_crash_nor_stall()
    {
        var random = new Random(212_2017);
        var whole = Bytes(Normative + Normative);
        for (var run = 0; run < 20_000; run++)
        {
            var stream = whole.ToArray();
            for (var hits = random.Next(1, 8); hits > 0; hits--) stream[random.Next(stream.Length)] = (byte)random.Next(256);
            ReadAll(stream, random.Next(1, 64));
        }
    }

    [Fact]
    public void A_buffer_full_of_nothing_is_given_up()
    {
        var nothing = Bytes("##0999" + new string('x', FrameReader.MaxFrame));
        Assert.Equal(FrameVerdict.Garbage, FrameReader.Read(nothing, out _, out var consumed));
        Assert.True(consumed > 0);
    }

    /// <summary>Feeds the stream in chunks as a connection would, and counts whole frames and bad ones.</summary>
    private static (int Frames, int Bad) ReadAll(byte[] stream, int chunk)
    {
        var (frames, bad) = (0, 0);
        var buffer = new List<byte>();
        for (var at = 0; at < stream.Length; at += chunk)
        {
            buffer.AddRange(stream.AsSpan(at, Math.Min(chunk, stream.Length - at)));
            while (buffer.Count > 0)
            {
                var span = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(buffer);
                var verdict = FrameReader.Read(span, out _, out var consumed);
                if (verdict == FrameVerdict.NeedMore)
                {
                    Assert.Equal(0, consumed);
                    break;
                }
                Assert.InRange(consumed, 1, buffer.Count);
                if (verdict is FrameVerdict.Frame or FrameVerdict.FrameOfOtherLength) frames++;
                if (verdict == FrameVerdict.BadCheck) bad++;
                buffer.RemoveRange(0, consumed);
            }
        }
        return (frames, bad);
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
