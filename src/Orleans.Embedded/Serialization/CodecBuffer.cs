using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Orleans.Serialization;

namespace Orleans.Runtime;

/// <summary>Bytes of one value, written from the start and then read from the start. It never leaves the process.</summary>
internal sealed class CodecBuffer
{
    private const int MaxDepth = 200;

    private readonly ArrayBufferWriter<byte> _bytes = new();

    /// <summary>What crosses as itself: references to grains and observers, cancellation tokens.</summary>
    private readonly List<object> _handles = [];

    private int _position;
    private int _depth;

    public bool IsAtEnd => _position == _bytes.WrittenCount;

    public void Write<T>(T value) where T : struct
    {
        MemoryMarshal.AsBytes(MemoryMarshal.CreateReadOnlySpan(ref value, 1)).CopyTo(_bytes.GetSpan(Unsafe.SizeOf<T>()));
        _bytes.Advance(Unsafe.SizeOf<T>());
    }

    public T Read<T>() where T : struct
    {
        var value = MemoryMarshal.Read<T>(Take(Unsafe.SizeOf<T>()));
        return value;
    }

    public void WriteAll<T>(ReadOnlySpan<T> values) where T : struct => _bytes.Write(MemoryMarshal.AsBytes(values));

    public void ReadAll<T>(Span<T> values) where T : struct
    {
        var bytes = MemoryMarshal.AsBytes(values);
        Take(bytes.Length).CopyTo(bytes);
    }

    public void WriteHandle(object handle)
    {
        Write(_handles.Count);
        _handles.Add(handle);
    }

    public object ReadHandle() => _handles[Read<int>()];

    /// <summary>Counts nesting: a value that contains itself ends here and not in a stack overflow.</summary>
    public void Enter(Type type)
    {
        if (++_depth > MaxDepth) throw new SerializerException($"{type} is nested deeper than {MaxDepth}; a value that contains itself cannot cross.");
    }

    public void Leave() => _depth--;

    private ReadOnlySpan<byte> Take(int count)
    {
        var taken = _bytes.WrittenSpan.Slice(_position, count);
        _position += count;
        return taken;
    }
}
