using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Orleans.Runtime;

internal sealed class ArrayCodec<T> : Codec<T[]?>
{
    private static Codec<T> Element => Codecs.Of<T>();

    public override void Write(CodecBuffer buffer, T[]? value)
    {
        buffer.Write(value?.Length ?? -1);
        foreach (var element in value ?? []) Element.Write(buffer, element);
    }

    public override T[]? Read(CodecBuffer buffer)
    {
        var length = buffer.Read<int>();
        if (length < 0) return null;
        var value = new T[length];
        for (var i = 0; i < length; i++) value[i] = Element.Read(buffer);
        return value;
    }

    public override T[]? Copy(T[]? value)
    {
        if (value is null || value.Length == 0) return value;
        var copy = (T[])value.Clone();
        if (Element.IsImmutable) return copy;
        for (var i = 0; i < copy.Length; i++) copy[i] = Element.Copy(copy[i]);
        return copy;
    }
}

/// <summary>Arrays of values without references go as one block.</summary>
internal sealed class PlainArrayCodec<T> : Codec<T[]?> where T : struct
{
    public override void Write(CodecBuffer buffer, T[]? value)
    {
        buffer.Write(value?.Length ?? -1);
        buffer.WriteAll<T>(value);
    }

    public override T[]? Read(CodecBuffer buffer)
    {
        var length = buffer.Read<int>();
        if (length < 0) return null;
        var value = new T[length];
        buffer.ReadAll<T>(value);
        return value;
    }

    public override T[]? Copy(T[]? value) => (T[]?)value?.Clone();
}

internal sealed class ImmutableArrayCodec<T> : Codec<ImmutableArray<T>>
{
    private static Codec<T[]> Inner => Codecs.Of<T[]>();

    public override bool IsImmutable => Codecs.Of<T>().IsImmutable;

    public override void Write(CodecBuffer buffer, ImmutableArray<T> value) => Inner.Write(buffer, ImmutableCollectionsMarshal.AsArray(value)!);

    public override ImmutableArray<T> Read(CodecBuffer buffer) => ImmutableCollectionsMarshal.AsImmutableArray(Inner.Read(buffer));

    public override ImmutableArray<T> Copy(ImmutableArray<T> value) =>
        IsImmutable ? value : ImmutableCollectionsMarshal.AsImmutableArray(Inner.Copy(ImmutableCollectionsMarshal.AsArray(value)!));
}

/// <summary>Lists, sets and dictionaries: made empty, then filled. A comparer is kept, by reference.</summary>
internal sealed class CollectionCodec<TCollection, T>(Func<TCollection?, int, TCollection> make) : Codec<TCollection?>
    where TCollection : class, ICollection<T>
{
    private static Codec<T> Element => Codecs.Of<T>();

    public override void Write(CodecBuffer buffer, TCollection? value)
    {
        buffer.Write(value?.Count ?? -1);
        if (value is null) return;
        buffer.WriteHandle(make(value, 0));
        foreach (var element in value) Element.Write(buffer, element);
    }

    public override TCollection? Read(CodecBuffer buffer)
    {
        var count = buffer.Read<int>();
        if (count < 0) return null;
        var value = make((TCollection)buffer.ReadHandle(), count);
        for (var i = 0; i < count; i++) value.Add(Element.Read(buffer));
        return value;
    }

    public override TCollection? Copy(TCollection? value)
    {
        if (value is null) return null;
        var copy = make(value, value.Count);
        foreach (var element in value) copy.Add(Element.Copy(element));
        return copy;
    }
}

internal static class CollectionCodecs
{
    public static CollectionCodec<List<T>, T> List<T>() => new(static (_, count) => new List<T>(count));

    public static CollectionCodec<HashSet<T>, T> Set<T>() => new(static (like, count) => new HashSet<T>(count, like?.Comparer));

    public static CollectionCodec<Dictionary<TKey, TValue>, KeyValuePair<TKey, TValue>> Dictionary<TKey, TValue>() where TKey : notnull =>
        new(static (like, count) => new Dictionary<TKey, TValue>(count, like?.Comparer));

    public static bool IsBlock(Type element) => Codecs.IsPlain(element) && element.IsValueType;
}
