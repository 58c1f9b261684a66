using System.Reflection;
using System.Runtime.CompilerServices;

namespace Orleans.Runtime;

/// <summary>A type with <see cref="GenerateSerializerAttribute"/>: its members with <see cref="IdAttribute"/> cross, base types' first.</summary>
internal sealed class ObjectCodec<T> : Codec<T?>
{
    private readonly Member<T>[] _members = Members.Of<T>();
    private readonly bool _isImmutable = typeof(T).IsDefined(typeof(ImmutableAttribute), false);
    private readonly ConstructorInvoker? _constructor = ParameterlessConstructor();

    public override bool IsImmutable => _isImmutable;

    public override void Write(CodecBuffer buffer, T? value)
    {
        if (!typeof(T).IsValueType)
        {
            buffer.Write(KindOf(value));
            if (value is null) return;
            if (value.GetType() != typeof(T))
            {
                Codecs.Any<T>().Write(buffer, value);
                return;
            }
        }

        buffer.Enter(typeof(T));
        foreach (var member in _members) member.Write(buffer, ref value!);
        buffer.Leave();
    }

    public override T? Read(CodecBuffer buffer)
    {
        if (!typeof(T).IsValueType)
        {
            switch (buffer.Read<Kind>())
            {
                case Kind.Null: return default;
                case Kind.Derived: return Codecs.Any<T>().Read(buffer);
            }
        }

        var value = Make();
        foreach (var member in _members) member.Read(buffer, ref value);
        return value;
    }

    public override T? Copy(T? value)
    {
        if (value is null || _isImmutable) return value;
        if (!typeof(T).IsValueType && value.GetType() != typeof(T)) return Codecs.Any<T>().Copy(value);
        var copy = Make();
        foreach (var member in _members) member.Copy(ref value, ref copy);
        return copy;
    }

    private static Kind KindOf(T? value) => value is null ? Kind.Null : value.GetType() == typeof(T) ? Kind.Exact : Kind.Derived;

    private static ConstructorInvoker? ParameterlessConstructor()
    {
        if (typeof(T).IsValueType) return null;
        var constructor = typeof(T).GetConstructor(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, []);
        return constructor is null ? null : ConstructorInvoker.Create(constructor);
    }

    private T Make()
    {
        if (typeof(T).IsValueType) return default!;
        return (T)(_constructor?.Invoke() ?? RuntimeHelpers.GetUninitializedObject(typeof(T)));
    }

    private enum Kind : byte
    {
        Null,
        Exact,
        Derived,
    }
}
