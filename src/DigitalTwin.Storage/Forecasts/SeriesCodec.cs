using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Forecast.Archive;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Storage.Registry;

namespace DigitalTwin.Storage.Forecasts;

/// <summary>Series of a forecast as bytes: steps of a quantum, each column as its differences in time, the band as its width below and above the median; then compressed.</summary>
/// <remarks>Water moves little in five minutes and bands are narrow, so most numbers take one byte, and the compressor finds the rests.</remarks>
internal static class SeriesCodec
{
    private const byte Form = 1;
    /// <summary>Far above any level, flow or volume of a city, and its difference still fits 64 bits.</summary>
    private const double MostSteps = 1e15;

    /// <exception cref="ArgumentException">A value is no finite number, or a column is not as long as its times.</exception>
    public static byte[] Write(KeptSeries series)
    {
        var to = new ByteBuffer();
        to.Add(Form);
        to.AddUnsigned((ulong)series.Times.Count);
        long before = 0;
        foreach (var time in series.Times)
        {
            to.AddSigned(time.UnixMilliseconds - before);
            before = time.UnixMilliseconds;
        }
        to.AddUnsigned((ulong)series.Columns.Count);
        foreach (var column in series.Columns) Write(to, column, series.Times.Count);
        return Packed.Compress(to.Written);
    }

    /// <exception cref="InvalidDataException">The bytes are damaged or of a form not known here.</exception>
    public static KeptSeries Read(ReadOnlySpan<byte> packed)
    {
        ReadOnlySpan<byte> from = Packed.Expand(packed);
        if (from[0] != Form) throw new InvalidDataException($"A stored forecast is of form {from[0]}; this program knows {Form}.");
        from = from[1..];
        var times = new Instant[Varint.ReadCount(ref from)];
        long before = 0;
        for (var i = 0; i < times.Length; i++) times[i] = new Instant(before += Varint.ReadSigned(ref from));
        var columns = new KeptColumn[Varint.ReadCount(ref from)];
        for (var i = 0; i < columns.Length; i++) columns[i] = ReadColumn(ref from, times.Length);
        return new KeptSeries(times, columns);
    }

    private static void Write(ByteBuffer to, KeptColumn column, int times)
    {
        to.AddUnsigned((ulong)column.Asset.Value);
        to.AddUnsigned(column.Quantity.Code);
        var hasBand = column.P10 is not null && column.P90 is not null;
        to.Add((byte)(hasBand ? 1 : 0));
        var quantum = QuantumOf(column.Quantity);
        Span<long> median = times <= 512 ? stackalloc long[times] : new long[times];
        Steps(column, column.P50, quantum, median);
        long before = 0;
        foreach (var value in median)
        {
            to.AddSigned(value - before);
            before = value;
        }
        if (!hasBand) return;
        Span<long> edge = times <= 512 ? stackalloc long[times] : new long[times];
        Steps(column, column.P10!, quantum, edge);
        for (var i = 0; i < times; i++) to.AddSigned(median[i] - edge[i]);
        Steps(column, column.P90!, quantum, edge);
        for (var i = 0; i < times; i++) to.AddSigned(edge[i] - median[i]);
    }

    private static KeptColumn ReadColumn(ref ReadOnlySpan<byte> from, int times)
    {
        var (asset, quantity) = (new AssetKey(Varint.ReadCount(ref from)), new Quantity((ushort)Varint.ReadCount(ref from)));
        var hasBand = from[0] != 0;
        from = from[1..];
        var quantum = QuantumOf(quantity);
        var steps = new long[times];
        long before = 0;
        for (var i = 0; i < times; i++) steps[i] = before += Varint.ReadSigned(ref from);
        var median = Array.ConvertAll(steps, s => (float)(s * quantum));
        if (!hasBand) return new KeptColumn(asset, quantity, median);
        var (low, high) = (new float[times], new float[times]);
        for (var i = 0; i < times; i++) low[i] = (float)((steps[i] - Varint.ReadSigned(ref from)) * quantum);
        for (var i = 0; i < times; i++) high[i] = (float)((steps[i] + Varint.ReadSigned(ref from)) * quantum);
        return new KeptColumn(asset, quantity, median, low, high);
    }

    private static void Steps(KeptColumn column, float[] values, double quantum, Span<long> to)
    {
        if (values.Length != to.Length) throw new ArgumentException($"Column {column.Quantity.Code} of asset {column.Asset.Value} has {values.Length} values for {to.Length} times.");
        for (var i = 0; i < values.Length; i++)
        {
            var steps = Math.Round(values[i] / quantum);
            if (!(Math.Abs(steps) < MostSteps)) throw new ArgumentException($"Column {column.Quantity.Code} of asset {column.Asset.Value} holds {values[i]}, which cannot be kept.");
            to[i] = (long)steps;
        }
    }

    /// <summary>A step of what is stored: 1 mm, 0.1 L/s, and a thousandth of whatever else.</summary>
    private static double QuantumOf(Quantity quantity) => quantity == Quantity.Flow || quantity == Quantity.Overflow ? 1e-4 : 1e-3;
}
