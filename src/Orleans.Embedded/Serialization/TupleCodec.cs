using System.Reflection;
using System.Runtime.CompilerServices;

namespace Orleans.Runtime;

/// <summary>Tuples and key-value pairs: all their fields cross.</summary>
internal sealed class TupleCodec<T> : Codec<T?>
{
    private readonly Member<T>[] _members =
    [
        .. typeof(T).GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .Select(field => (Member<T>)Activator.CreateInstance(typeof(Member<,>).MakeGenericType(typeof(T), field.FieldType), field)!),
    ];

    public override void Write(CodecBuffer buffer, T? value)
    {
        buffer.Write(value is not null);
        if (value is null) return;
        foreach (var member in _members) member.Write(buffer, ref value);
    }

    public override T? Read(CodecBuffer buffer)
    {
        if (!buffer.Read<bool>()) return default;
        var value = Make();
        foreach (var member in _members) member.Read(buffer, ref value);
        return value;
    }

    public override T? Copy(T? value)
    {
        if (value is null) return value;
        var copy = Make();
        foreach (var member in _members) member.Copy(ref value, ref copy);
        return copy;
    }

    private static T Make() => typeof(T).IsValueType ? default! : (T)RuntimeHelpers.GetUninitializedObject(typeof(T));
}
