using System.Text;

namespace DigitalTwin.Ingest.Json;

/// <summary>Finds what a UTF-8 name stands for without making a string of it.</summary>
internal sealed class Utf8Names<T>
{
    private readonly Dictionary<byte[], T> _byName;
    private readonly Dictionary<byte[], T>.AlternateLookup<ReadOnlySpan<byte>> _find;

    /// <param name="ignoreCase">Takes ASCII letters of either case as the same.</param>
    public Utf8Names(IEnumerable<KeyValuePair<string, T>> names, bool ignoreCase)
    {
        _byName = new Dictionary<byte[], T>(ignoreCase ? Utf8Comparer.IgnoreCase : Utf8Comparer.Exact);
        foreach (var (name, value) in names) _byName[Encoding.UTF8.GetBytes(name)] = value;
        _find = _byName.GetAlternateLookup<ReadOnlySpan<byte>>();
    }

    public bool TryFind(ReadOnlySpan<byte> utf8, out T value) => _find.TryGetValue(utf8, out value!);
}

internal sealed class Utf8Comparer(bool ignoreCase) : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
{
    public static readonly Utf8Comparer Exact = new(false);
    public static readonly Utf8Comparer IgnoreCase = new(true);

    public bool Equals(byte[]? a, byte[]? b) => a is null || b is null ? ReferenceEquals(a, b) : Equals(a.AsSpan(), b);
    public int GetHashCode(byte[] name) => GetHashCode(name.AsSpan());
    public byte[] Create(ReadOnlySpan<byte> name) => name.ToArray();

    public bool Equals(ReadOnlySpan<byte> name, byte[] other) =>
        ignoreCase ? Ascii.EqualsIgnoreCase(name, other) || name.SequenceEqual(other) : name.SequenceEqual(other);

    public int GetHashCode(ReadOnlySpan<byte> name)
    {
        // FNV-1a: names are short and come from our own lists, so nobody can choose them to collide.
        var hash = 2166136261u;
        foreach (var b in name)
        {
            var folded = ignoreCase && b is >= (byte)'A' and <= (byte)'Z' ? b | 0x20u : b;
            hash = (hash ^ folded) * 16777619u;
        }
        return (int)hash;
    }
}
