using System.Globalization;
using System.Text;

namespace Benchmarks.Load;

/// <summary>Bodies for POST /readings, made before the clock starts so that the client costs little.</summary>
public static class ReadingBodies
{
    /// <summary>A batch of <paramref name="size"/> readings over <paramref name="size"/>/<paramref name="perAsset"/> assets, from asset <paramref name="first"/> on.</summary>
    public static byte[] Batch(int first, int assets, int size, int perAsset, DateTimeOffset at)
    {
        var text = new StringBuilder(size * 90).Append('[');
        for (var i = 0; i < size; i++)
        {
            if (i > 0) text.Append(',');
            var asset = (first + i / perAsset) % assets;
            var time = at.AddMilliseconds(i % perAsset);
            var level = 0.2 + 0.0001 * ((i * 37 + first) % 1000);
            text.Append("{\"asset\":\"").Append(BenchNetwork.NodeId(asset)).Append("\",\"quantity\":\"level\",\"at\":\"")
                .Append(time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture))
                .Append("\",\"value\":").Append(level.ToString("0.0000", CultureInfo.InvariantCulture)).Append('}');
        }
        return Encoding.UTF8.GetBytes(text.Append(']').ToString());
    }
}
