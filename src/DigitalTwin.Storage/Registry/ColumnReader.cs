using System.Text;

namespace DigitalTwin.Storage.Registry;

/// <summary>Reads what <see cref="ColumnWriter"/> wrote. A column that is not there reads as defaults.</summary>
internal sealed class ColumnReader
{
    private readonly ReadOnlyMemory<byte> _all;
    private readonly Dictionary<string, (ColumnKind Kind, int Start, int Length)> _columns = new(StringComparer.Ordinal);

    public ColumnReader(ReadOnlyMemory<byte> all)
    {
        _all = all;
        var rest = all.Span;
        while (!rest.IsEmpty)
        {
            var name = Encoding.UTF8.GetString(Take(ref rest, Varint.ReadCount(ref rest)));
            var kind = (ColumnKind)Take(ref rest, 1)[0];
            var length = Varint.ReadCount(ref rest);
            _columns[name] = (kind, all.Length - rest.Length, length);
            Take(ref rest, length);
        }
    }

    /// <summary>Rows of the table that the column belongs to; 0 where it is not there.</summary>
    public int Count(string name)
    {
        if (!_columns.TryGetValue(name, out var column)) return 0;
        var bytes = _all.Span.Slice(column.Start, column.Length);
        return Varint.ReadCount(ref bytes);
    }

    public long[] Integers(string name, int count)
    {
        var values = new long[count];
        if (!TryOpen(name, ColumnKind.Integers, count, out var bytes)) return values;
        long before = 0;
        for (var i = 0; i < count; i++) values[i] = before += Varint.ReadSigned(ref bytes);
        return values;
    }

    public double[] Doubles(string name, int count)
    {
        var values = new double[count];
        if (!TryOpen(name, ColumnKind.Doubles, count, out var bytes)) return values;
        if (count > 0) ValueCodec.Read(ref bytes, values);
        return values;
    }

    public string?[] Texts(string name, int count)
    {
        var values = new string?[count];
        if (!TryOpen(name, ColumnKind.Texts, count, out var bytes)) return values;
        for (var i = 0; i < count; i++)
        {
            var length = Varint.ReadCount(ref bytes);
            values[i] = length == 0 ? null : Encoding.UTF8.GetString(Take(ref bytes, length - 1));
        }
        return values;
    }

    public string?[] Names(string name, int count)
    {
        var texts = Texts(name + ".texts", Count(name + ".texts"));
        var indexes = Integers(name, count);
        return Array.ConvertAll(indexes, i => i == 0 ? null : texts[i - 1]);
    }

    private bool TryOpen(string name, ColumnKind kind, int count, out ReadOnlySpan<byte> values)
    {
        values = default;
        if (!_columns.TryGetValue(name, out var column)) return false;
        values = _all.Span.Slice(column.Start, column.Length);
        var stored = Varint.ReadCount(ref values);
        if (column.Kind != kind || stored != count)
            throw new InvalidDataException($"Column '{name}' holds {stored} {column.Kind}; {count} {kind} were expected.");
        return true;
    }

    private static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> from, int length)
    {
        var taken = from[..length];
        from = from[length..];
        return taken;
    }
}
