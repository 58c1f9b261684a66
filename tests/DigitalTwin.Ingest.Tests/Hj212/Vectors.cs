using System.Text;
using System.Text.Json;
using DigitalTwin.Ingest.Hj212.Wire;
using DigitalTwin.Testing;

namespace DigitalTwin.Ingest.Tests.Hj212;

/// <summary>Real packets of the field, self-built ones for every dialogue, and one known to be bad.</summary>
public class Vectors
{
    [SharedDataFact("..", "domain", "hj212_vectors.json")]
    public void Every_vector_gets_its_verdict_in_any_segments()
    {
        var seen = 0;
        foreach (var (name, packet, good) in All())
        {
            seen++;
            var verdict = FrameReader.Read(packet, out var data, out var consumed);
            Assert.True(good == (verdict == FrameVerdict.Frame), $"{name}: {verdict}");
            Assert.Equal(packet.Length, consumed);
            if (!good) continue;
            Assert.True(DataSegment.TryParse(packet.AsSpan()[data], out var segment) is null, name);
            Assert.NotEqual(0, segment.Device.Length);
            for (var cut = 1; cut < packet.Length; cut++)
                Assert.Equal(FrameVerdict.NeedMore, FrameReader.Read(packet.AsSpan(0, cut), out _, out _));
        }
        Assert.Equal(25, seen);
    }

    private static IEnumerable<(string Name, byte[] Packet, bool Good)> All()
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(SharedData.PathOf("..", "domain", "hj212_vectors.json")));
        foreach (var list in new[] { "real", "self_built" })
            foreach (var vector in json.RootElement.GetProperty(list).EnumerateArray())
                yield return (vector.GetProperty("name").GetString()!, Encoding.UTF8.GetBytes(vector.GetProperty("packet").GetString()!),
                    !vector.TryGetProperty("ok", out var ok) || ok.GetBoolean());
    }
}
