using DigitalTwin.Domain.Readings;
using DigitalTwin.Storage.History;

namespace DigitalTwin.Storage.Segments;

/// <summary>Points of one series, sorted, as columns: times as differences of differences, lags between <c>at</c> and <c>knownAt</c> as differences, values, marks.</summary>
/// <remarks>A regular series with one decimal place or two costs 3 to 4 bytes a point.</remarks>
internal static class RunCodec
{
    public static void Write(ByteBuffer to, ReadOnlySpan<SeriesPoint> points, RunScratch scratch)
    {
        var (at, step) = (points[0].At, 0L);
        foreach (ref readonly var point in points)
        {
            var next = point.At - at;
            to.AddSigned(next - step);
            (at, step) = (point.At, next);
        }

        long lag = 0;
        foreach (ref readonly var point in points)
        {
            var next = point.KnownAt - point.At;
            to.AddSigned(next - lag);
            lag = next;
        }

        scratch.Columns(points.Length, out _, out _, out var values);
        for (var i = 0; i < points.Length; i++) values[i] = points[i].Value;
        ValueCodec.Write(to, values);
        WriteMarks(to, points);
    }

    /// <param name="firstAt">Time of the first point; it stands outside the run, so that runs can be passed over unread.</param>
    public static void Read(ReadOnlySpan<byte> from, long firstAt, Span<SeriesPoint> points, RunScratch scratch)
    {
        scratch.Columns(points.Length, out var ats, out var knowns, out var values);
        var (at, step) = (firstAt, 0L);
        for (var i = 0; i < ats.Length; i++)
        {
            step += Varint.ReadSigned(ref from);
            ats[i] = at += step;
        }

        long lag = 0;
        for (var i = 0; i < knowns.Length; i++) knowns[i] = ats[i] + (lag += Varint.ReadSigned(ref from));

        ValueCodec.Read(ref from, values);
        for (var i = 0; i < points.Length;)
        {
            var (quality, provenance) = ((Quality)from[0], (Provenance)from[1]);
            from = from[2..];
            for (var same = Varint.ReadCount(ref from); same > 0; same--, i++)
                points[i] = new SeriesPoint(ats[i], knowns[i], values[i], quality, provenance);
        }
    }

    /// <remarks>Marks seldom change: each pair once, with how many points have it.</remarks>
    private static void WriteMarks(ByteBuffer to, ReadOnlySpan<SeriesPoint> points)
    {
        for (var i = 0; i < points.Length;)
        {
            var start = i;
            while (++i < points.Length && points[i].Quality == points[start].Quality && points[i].Provenance == points[start].Provenance) { }
            to.Add((byte)points[start].Quality);
            to.Add((byte)points[start].Provenance);
            to.AddUnsigned((ulong)(i - start));
        }
    }
}

/// <summary>Columns of a run while it is written or read, used again for the next.</summary>
internal sealed class RunScratch
{
    private long[] _ats = [];
    private long[] _knowns = [];
    private double[] _values = [];

    public void Columns(int count, out Span<long> ats, out Span<long> knowns, out Span<double> values)
    {
        if (_ats.Length < count) (_ats, _knowns, _values) = (new long[2 * count], new long[2 * count], new double[2 * count]);
        ats = _ats.AsSpan(0, count);
        knowns = _knowns.AsSpan(0, count);
        values = _values.AsSpan(0, count);
    }
}
