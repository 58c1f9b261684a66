using Orleans.Serialization;

namespace Orleans.Runtime;

/// <summary>How a value passes between caller and called, so that neither sees what the other does to it afterwards.</summary>
internal static class Transfer
{
    /// <summary>True for types whose values nobody can change, whatever a test asks for.</summary>
    public static bool IsAlwaysSafe(Type type) =>
        Codecs.IsPlain(type) || type == typeof(string) || type == typeof(CancellationToken) || typeof(Type).IsAssignableFrom(type);

    public static T Argument<T>(T value, bool isolated)
    {
        if (isolated) return RoundTrip(value);
        return TypeTraits<T>.IsImmutable ? value : Codecs.Of<T>().Copy(value);
    }

    /// <summary>For a parameter that is marked as immutable, whatever its type.</summary>
    public static T ImmutableArgument<T>(T value, bool isolated) => isolated ? RoundTrip(value) : value;

    public static T Result<T>(T value, bool isolated) => TypeTraits<T>.IsAlwaysSafe ? value : Argument(value, isolated);

    private static T RoundTrip<T>(T value)
    {
        var codec = Codecs.Of<T>();
        var buffer = new CodecBuffer();
        codec.Write(buffer, value);
        var copy = codec.Read(buffer);
        return buffer.IsAtEnd ? copy : throw new SerializerException($"{typeof(T)} was not read to its end.");
    }

    private static class TypeTraits<T>
    {
        public static readonly bool IsAlwaysSafe = Transfer.IsAlwaysSafe(typeof(T));
        public static readonly bool IsImmutable = IsAlwaysSafe || typeof(T).IsDefined(typeof(ImmutableAttribute), false);
    }
}
