using System.Diagnostics;
using System.Text;
using DigitalTwin.Ingest.Hj212.Devices;
using DigitalTwin.Ingest.Hj212.Sm4;
using DigitalTwin.Ingest.Hj212.Wire;
using Xunit.Abstractions;

namespace DigitalTwin.Ingest.Tests.Hj212;

/// <summary>A million frames with bytes changed, cut, doubled and mixed, through reader, segment, decryption, splitting and decoding.</summary>
/// <remarks>Memory is the whole process's, so no other test runs beside it.</remarks>
[Collection(Alone)]
public class MutatedFrames(ITestOutputHelper output)
{
    private const string Alone = "alone";
    private const int Wanted = 1_000_000;
    private static readonly byte[] Key = [.. "0123456789abcdef"u8];

    [Fact]
    public void Nothing_that_comes_over_the_line_crashes_hangs_or_fills_memory()
    {
        var random = new Random(2025_2017);
        var (decoding, split, cipher) = (new Decoding(), new SplitPackets(), new Sm4Cipher(Key));
        var seeds = Seeds(cipher);
        var (buffer, plain) = (new byte[8192], new byte[FrameReader.MaxData]);
        var (frames, good, values) = (0, 0, 0L);
        var watch = Stopwatch.StartNew();
        long before = 0;
        while (frames < Wanted)
        {
            if (frames >= Wanted / 10 && before == 0) before = GC.GetTotalMemory(forceFullCollection: true); // Warm by then.
            var length = Mutate(random, seeds, buffer);
            // Each good seed is counted as one frame, however it was mangled.
            frames += 4;
            for (var at = 0; at < length;)
            {
                var verdict = FrameReader.Read(buffer.AsSpan(at, length - at), out var data, out var consumed);
                if (verdict == FrameVerdict.NeedMore) break;
                Assert.InRange(consumed, 1, length - at);
                if (verdict is FrameVerdict.Frame or FrameVerdict.FrameOfOtherLength) good += Take(buffer.AsSpan(at, consumed)[data]);
                else if (verdict == FrameVerdict.Encrypted && EncryptedContent.Decrypt(buffer.AsSpan(at, consumed)[data], cipher, plain) is > 0 and var size) good += Take(plain.AsSpan(0, size));
                else if (verdict == FrameVerdict.BadCheck && consumed > 12) good += Take(buffer.AsSpan(at + 6, consumed - 12)); // As if the check had held.
                at += consumed;
            }
            values += decoding.Out.Count;
            decoding.Forget();
        }
        var grown = GC.GetTotalMemory(forceFullCollection: true) - before;
        output.WriteLine($"{frames} mutated frames in {watch.Elapsed.TotalSeconds:0.0} s; {good} still made sense, {values} values; memory grew by {grown / 1024} KiB");
        Console.WriteLine($"HJ 212 fuzz: {frames} mutated frames, {good} still made sense, {values} values, no crash, no hang, memory grew by {grown / 1024} KiB");
        Assert.True(good > Wanted / 20, $"{good}: the mutations leave too little to look into");
        Assert.InRange(grown, long.MinValue, 8 << 20);

        int Take(ReadOnlySpan<byte> data)
        {
            if (DataSegment.TryParse(data, out var segment) is not null) return 0;
            decoding.Decode(segment.Content);
            if (segment.PacketCount > 1 && split.Take(segment.Command, segment.PacketCount, segment.PacketNumber, segment.Content, DateTimeOffset.UnixEpoch, out _) is PartOutcome.Complete complete) decoding.Decode(complete.Content);
            return 1;
        }
    }

    private static int Mutate(Random random, byte[][] seeds, byte[] buffer)
    {
        var length = 0;
        for (var i = 0; i < 4; i++)
        {
            var seed = seeds[random.Next(seeds.Length)];
            seed.CopyTo(buffer, length);
            var own = buffer.AsSpan(length, seed.Length);
            for (var hits = random.Next(0, 4); hits > 0; hits--)
            {
                var at = random.Next(own.Length);
                switch (random.Next(5))
                {
                    case 0: own[at] = (byte)random.Next(256); break;
                    case 1: own[at] ^= (byte)(1 << random.Next(8)); break;
                    case 2: own[at] = ";,=&#-\r\n{}/0"u8[random.Next(12)]; break;
                    case 3: // A stretch is lost.
                        var gone = random.Next(1, own.Length - at + 1);
                        own[(at + gone)..].CopyTo(own[at..]);
                        own = own[..^gone];
                        break;
                    default: // A stretch comes from elsewhere.
                        var from = seeds[random.Next(seeds.Length)];
                        var size = Math.Min(random.Next(1, 40), Math.Min(own.Length - at, from.Length));
                        from.AsSpan(random.Next(from.Length - size + 1), size).CopyTo(own[at..]);
                        break;
                }
                if (own.IsEmpty) break;
            }
            length += own.Length;
        }
        return length;
    }

    private static byte[][] Seeds(Sm4Cipher cipher) =>
    [
        .. new[]
        {
            "QN=20251101080000123;ST=32;CN=2011;PW=123456;MN=010000A8900016F000169DC0;Flag=5;CP=&&DataTime=20251101080000;w00000-Rtd=231.5,w00000-Flag=N;w01018-SampleTime=20251101070000,w01018-Rtd=22.4,w01018-Flag=N&&",
            "QN=20251101081000456;ST=32;CN=2051;PW=123456;MN=010000A8900016F000169DC0;Flag=5;CP=&&DataTime=20251101080000;w00000-Cou=138.9,w00000-Min=228.1,w00000-Avg=231.5,w00000-Max=236.0,w00000-Flag=N&&",
            "QN=20251101090001534;ST=32;CN=2061;PW=123456;MN=010000A8900016F000169DC0;Flag=7;PNUM=2;PNO=1;CP=&&DataTime=20251101080000;w00000-Cou=833.4,w00000-Fl&&",
            "QN=20251101090001535;ST=32;CN=2061;PW=123456;MN=010000A8900016F000169DC0;Flag=7;PNUM=2;PNO=2;CP=&&ag=N;w01018-Cou=18.7,w01018-Flag=N&&",
            "QN=20251101085857334;ST=32;CN=3020;PW=123456;MN=010000A8900016F000169DC0;Flag=4;CP=&&DataTime=20251101082857;PolId=w01018;i11001-Info=//时间校准//&&",
            "ST=32;CN=2011;PW=123456;MN=LD130133000015;CP=&&DataTime=20160824003817;B01-Rtd=36.91;011-Rtd=231.0,011-Flag=N&&",
        }.Select(s => FrameWriter.Frame(s)),
        FrameWriter.Frame("QN=20260105080000123;ST=32;CN=2011;PW=123456;MN=A;Flag=9;CP=&&DataTime=20260105080000;w01018-Rtd=22.4,w01018-Flag=N&&", cipher),
        Encoding.UTF8.GetBytes("noise\r\n##"),
    ];

    [CollectionDefinition(Alone, DisableParallelization = true)]
    public class Nothing;
}
