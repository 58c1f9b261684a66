using System.Text;

namespace DigitalTwin.Storage.Registry;

/// <summary>Writes tables as named columns, so that a later program may add and drop columns and still read what is stored.</summary>
/// <remarks>Layout: for each column its name, a kind byte, the bytes that follow, and the values. Numbers are little-endian.</remarks>
internal sealed class ColumnWriter
{
    private readonly ByteBuffer _all = new();
    private readonly ByteBuffer _column = new();

    public ReadOnlySpan<byte> Written => _all.Written;

    /// <summary>Integers, each as its difference to the one before.</summary>
    public void Integers<T>(string name, IReadOnlyCollection<T> rows, Func<T, long> value)
    {
        _column.AddUnsigned((ulong)rows.Count);
        long before = 0;
        foreach (var row in rows)
        {
            var now = value(row);
            _column.AddSigned(now - before);
            before = now;
        }
        Finish(name, ColumnKind.Integers);
    }

    public void Doubles<T>(string name, IReadOnlyCollection<T> rows, Func<T, double> value)
    {
        _column.AddUnsigned((ulong)rows.Count);
        double[] values = [.. rows.Select(value)];
        if (values.Length > 0) ValueCodec.Write(_column, values);
        Finish(name, ColumnKind.Doubles);
    }

    /// <summary>Texts that are mostly different, or null.</summary>
    public void Texts<T>(string name, IReadOnlyCollection<T> rows, Func<T, string?> value)
    {
        _column.AddUnsigned((ulong)rows.Count);
        foreach (var row in rows) WriteText(value(row));
        Finish(name, ColumnKind.Texts);
    }

    /// <summary>Texts of which few are different, or null: a list of them, then an index each.</summary>
    public void Names<T>(string name, IReadOnlyCollection<T> rows, Func<T, string?> value)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var texts = new List<string>();
        var indexes = new List<int>(rows.Count);
        foreach (var row in rows)
        {
            var text = value(row);
            if (text is null) indexes.Add(0);
            else if (numbers.TryGetValue(text, out var known)) indexes.Add(known);
            else
            {
                texts.Add(text);
                numbers.Add(text, texts.Count);
                indexes.Add(texts.Count);
            }
        }
        Texts(name + ".texts", texts, t => t);
        Integers(name, indexes, i => i);
    }

    private void WriteText(string? text)
    {
        if (text is null)
        {
            _column.AddUnsigned(0);
            return;
        }
        var bytes = Encoding.UTF8.GetByteCount(text);
        _column.AddUnsigned((ulong)bytes + 1);
        Encoding.UTF8.GetBytes(text, _column.Room(bytes));
        _column.Advance(bytes);
    }

    private void Finish(string name, ColumnKind kind)
    {
        var bytes = Encoding.UTF8.GetBytes(name);
        _all.AddUnsigned((ulong)bytes.Length);
        _all.Add(bytes);
        _all.Add((byte)kind);
        _all.AddUnsigned((ulong)_column.Length);
        _all.Add(_column.Written);
        _column.Clear();
    }
}

/// <summary>Stored; never renumber.</summary>
internal enum ColumnKind : byte { Integers = 1, Doubles = 2, Texts = 3 }
