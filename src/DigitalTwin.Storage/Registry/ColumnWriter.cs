using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace DigitalTwin.Storage.Registry;

/// <summary>Writes tables as named columns, so that a later program may add and drop columns and still read what is stored.</summary>
/// <remarks>Layout: for each column its name, a kind byte, the bytes that follow, and the values. Numbers are little-endian.</remarks>
internal sealed class ColumnWriter
{
    private readonly ArrayBufferWriter<byte> _all = new();
    private readonly ArrayBufferWriter<byte> _column = new();

    public ReadOnlyMemory<byte> Written => _all.WrittenMemory;

    /// <summary>Integers, each as its difference to the one before.</summary>
    public void Integers<T>(string name, IReadOnlyCollection<T> rows, Func<T, long> value)
    {
        Varint.WriteUnsigned(_column, (ulong)rows.Count);
        long before = 0;
        foreach (var row in rows)
        {
            var now = value(row);
            Varint.WriteSigned(_column, now - before);
            before = now;
        }
        Finish(name, ColumnKind.Integers);
    }

    public void Doubles<T>(string name, IReadOnlyCollection<T> rows, Func<T, double> value)
    {
        Varint.WriteUnsigned(_column, (ulong)rows.Count);
        foreach (var row in rows)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(_column.GetSpan(8), value(row));
            _column.Advance(8);
        }
        Finish(name, ColumnKind.Doubles);
    }

    /// <summary>Texts that are mostly different, or null.</summary>
    public void Texts<T>(string name, IReadOnlyCollection<T> rows, Func<T, string?> value)
    {
        Varint.WriteUnsigned(_column, (ulong)rows.Count);
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
            Varint.WriteUnsigned(_column, 0);
            return;
        }
        var bytes = Encoding.UTF8.GetByteCount(text);
        Varint.WriteUnsigned(_column, (ulong)bytes + 1);
        Encoding.UTF8.GetBytes(text, _column.GetSpan(bytes));
        _column.Advance(bytes);
    }

    private void Finish(string name, ColumnKind kind)
    {
        var bytes = Encoding.UTF8.GetBytes(name);
        Varint.WriteUnsigned(_all, (ulong)bytes.Length);
        _all.Write(bytes);
        _all.Write([(byte)kind]);
        Varint.WriteUnsigned(_all, (ulong)_column.WrittenCount);
        _all.Write(_column.WrittenSpan);
        _column.ResetWrittenCount();
    }
}

/// <summary>Stored; never renumber.</summary>
internal enum ColumnKind : byte { Integers = 1, Doubles = 2, Texts = 3 }
