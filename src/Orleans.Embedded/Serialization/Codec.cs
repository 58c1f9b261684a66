using Orleans.Serialization;

namespace Orleans.Runtime;

/// <summary>Writes, reads and copies values of one type.</summary>
internal abstract class Codec
{
    public abstract void WriteObject(CodecBuffer buffer, object value);

    public abstract object ReadObject(CodecBuffer buffer);

    public abstract object CopyObject(object value);
}

internal abstract class Codec<T> : Codec
{
    /// <summary>Whether a copy may be the value itself.</summary>
    public virtual bool IsImmutable => false;

    public abstract void Write(CodecBuffer buffer, T value);

    public abstract T Read(CodecBuffer buffer);

    public abstract T Copy(T value);

    public override void WriteObject(CodecBuffer buffer, object value) => Write(buffer, (T)value);

    public override object ReadObject(CodecBuffer buffer) => Read(buffer)!;

    public override object CopyObject(object value) => Copy((T)value)!;
}

/// <summary>Values without references: their bytes are all there is.</summary>
internal sealed class PlainCodec<T> : Codec<T> where T : struct
{
    public override bool IsImmutable => true;

    public override void Write(CodecBuffer buffer, T value) => buffer.Write(value);

    public override T Read(CodecBuffer buffer) => buffer.Read<T>();

    public override T Copy(T value) => value;
}

internal sealed class StringCodec : Codec<string?>
{
    public override bool IsImmutable => true;

    public override void Write(CodecBuffer buffer, string? value)
    {
        buffer.Write(value?.Length ?? -1);
        if (value is not null) buffer.WriteAll<char>(value);
    }

    public override string? Read(CodecBuffer buffer)
    {
        var length = buffer.Read<int>();
        if (length < 0) return null;
        var chars = new char[length];
        buffer.ReadAll<char>(chars);
        return new string(chars);
    }

    public override string? Copy(string? value) => value;
}

internal sealed class NullableCodec<T> : Codec<T?> where T : struct
{
    private static Codec<T> Inner => Codecs.Of<T>();

    public override bool IsImmutable => Inner.IsImmutable;

    public override void Write(CodecBuffer buffer, T? value)
    {
        buffer.Write(value.HasValue);
        if (value is { } present) Inner.Write(buffer, present);
    }

    public override T? Read(CodecBuffer buffer) => buffer.Read<bool>() ? Inner.Read(buffer) : null;

    public override T? Copy(T? value) => value is { } present ? Inner.Copy(present) : null;
}

/// <summary>What crosses as itself, such as a reference to a grain.</summary>
internal sealed class HandleCodec<T> : Codec<T?>
{
    public override void Write(CodecBuffer buffer, T? value)
    {
        buffer.Write(value is not null);
        if (value is not null) buffer.WriteHandle(Copy(value)!);
    }

    public override T? Read(CodecBuffer buffer) => buffer.Read<bool>() ? (T)buffer.ReadHandle() : default;

    /// <summary>A grain that hands over itself hands over a reference.</summary>
    public override T? Copy(T? value) => value switch
    {
        null or GrainReference or CancellationToken or Type => value,
        IGrainBase and IAddressable grain => grain.AsReference<T>(),
        _ => throw new SerializerException(
            $"{value.GetType()} cannot cross as {typeof(T)}: hand over a reference, for an observer one made by {nameof(IGrainFactory.CreateObjectReference)}."),
    };
}

/// <summary>A member or element declared as an interface or base type: the value's own type says how it crosses.</summary>
internal sealed class AnyCodec<T> : Codec<T?>
{
    public override void Write(CodecBuffer buffer, T? value)
    {
        buffer.Write(value is not null);
        if (value is null) return;
        var codec = Codecs.Of(value.GetType());
        buffer.WriteHandle(codec);
        buffer.Enter(value.GetType());
        codec.WriteObject(buffer, value);
        buffer.Leave();
    }

    public override T? Read(CodecBuffer buffer) => buffer.Read<bool>() ? (T)((Codec)buffer.ReadHandle()).ReadObject(buffer) : default;

    public override T? Copy(T? value) => value is null ? value : (T)Codecs.Of(value.GetType()).CopyObject(value);
}
