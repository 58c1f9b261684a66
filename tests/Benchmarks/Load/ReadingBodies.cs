using System.Globalization;
using System.Text;

namespace Benchmarks.Load;

/// <summary>Bodies for POST /readings, made before the clock starts so that the client costs little.</summary>
public static class ReadingBodies
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    /// <summary>A batch of <paramref name="size"/> readings over <paramref name="size"/>/<paramref name="perAsset"/> assets, from asset <paramref name="first"/> on.</summary>
    /// <param name="level">Base of the level, m; each reading adds a little of its own so that it is a change.</param>
    public static byte[] Batch(int first, int assets, int size, int perAsset, DateTimeOffset at, double level = 0.2)
    {
        var text = new StringBuilder(size * 90).Append('[');
        foreach (var (asset, value, time) in Readings(first, assets, size, perAsset, at, level)) Append(text.Append(text.Length > 1 ? "," : ""), asset, value, time);
        return Encoding.UTF8.GetBytes(text.Append(']').ToString());
    }

    /// <summary>What <see cref="Batch"/> writes, for those who take another form of it.</summary>
    public static IEnumerable<(string Asset, double Value, DateTimeOffset At)> Readings(int first, int assets, int size, int perAsset, DateTimeOffset at, double level = 0.2)
    {
        for (var i = 0; i < size; i++)
            yield return (BenchNetwork.NodeId((first + i / perAsset) % assets), level + 0.0001 * ((i * 37 + first) % 100), at.AddMilliseconds(i % perAsset));
    }

    /// <summary>One reading by itself.</summary>
    public static byte[] One(string asset, double value, DateTimeOffset at) => Encoding.UTF8.GetBytes(Append(new StringBuilder(100), asset, value, at).ToString());

    private static StringBuilder Append(StringBuilder text, string asset, double value, DateTimeOffset at) => text
        .Append("{\"asset\":\"").Append(asset).Append("\",\"quantity\":\"level\",\"at\":\"").Append(at.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture))
        .Append("\",\"value\":").Append(value.ToString("0.0000", CultureInfo.InvariantCulture)).Append('}');
}
