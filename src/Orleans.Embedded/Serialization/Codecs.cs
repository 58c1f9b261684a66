using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.CompilerServices;
using Orleans.Serialization;

namespace Orleans.Runtime;

/// <summary>Finds the codec of a type; made when first asked for, so that types may contain themselves.</summary>
internal static class Codecs
{
    private static readonly ConcurrentDictionary<Type, Codec> Made = new();

    private static readonly HashSet<Type> PlainTypes =
        [typeof(decimal), typeof(DateTime), typeof(DateTimeOffset), typeof(DateOnly), typeof(TimeOnly), typeof(TimeSpan), typeof(Guid), typeof(Half), typeof(Int128), typeof(UInt128)];

    public static Codec<T> Of<T>() => Slot<T>.Codec ??= (Codec<T>)Of(typeof(T));

    public static Codec<T?> Any<T>() => AnySlot<T>.Codec;

    public static Codec Of(Type type) => Made.GetOrAdd(type, Make);

    /// <summary>Values without references whose meaning is in their bytes alone.</summary>
    public static bool IsPlain(Type type) => type.IsPrimitive || type.IsEnum || PlainTypes.Contains(type);

    private static Codec Make(Type type)
    {
        if (IsPlain(type)) return Create(typeof(PlainCodec<>), type);
        if (type == typeof(string)) return new StringCodec();
        if (IsHandle(type)) return Create(typeof(HandleCodec<>), type);
        if (type is { IsArray: true, IsSZArray: true }) return MakeArray(type.GetElementType()!);
        if (type.IsGenericType && MakeGeneric(type) is { } generic) return generic;
        if (type.IsInterface || type == typeof(object) || IsOpenBase(type)) return Create(typeof(AnyCodec<>), type);
        if (type.IsDefined(typeof(GenerateSerializerAttribute), false)) return Create(typeof(ObjectCodec<>), type);
        throw new CodecNotFoundException($"{type} cannot cross a grain interface: it lacks [GenerateSerializer].");
    }

    private static bool IsHandle(Type type) =>
        typeof(IAddressable).IsAssignableFrom(type) || type == typeof(CancellationToken) || typeof(Type).IsAssignableFrom(type);

    /// <summary>An abstract class has no values of its own.</summary>
    private static bool IsOpenBase(Type type) => type is { IsClass: true, IsAbstract: true };

    private static Codec MakeArray(Type element) =>
        Create(CollectionCodecs.IsBlock(element) ? typeof(PlainArrayCodec<>) : typeof(ArrayCodec<>), element);

    private static Codec? MakeGeneric(Type type)
    {
        var definition = type.GetGenericTypeDefinition();
        var arguments = type.GenericTypeArguments;
        if (definition == typeof(Nullable<>)) return Create(typeof(NullableCodec<>), arguments);
        if (definition == typeof(ImmutableArray<>)) return Create(typeof(ImmutableArrayCodec<>), arguments);
        if (definition == typeof(List<>)) return CreateCollection(nameof(CollectionCodecs.List), arguments);
        if (definition == typeof(HashSet<>)) return CreateCollection(nameof(CollectionCodecs.Set), arguments);
        if (definition == typeof(Dictionary<,>)) return CreateCollection(nameof(CollectionCodecs.Dictionary), arguments);
        if (definition == typeof(KeyValuePair<,>) || typeof(ITuple).IsAssignableFrom(type)) return Create(typeof(TupleCodec<>), type);
        return null;
    }

    private static Codec Create(Type definition, params Type[] arguments)
    {
        try
        {
            return (Codec)Activator.CreateInstance(definition.MakeGenericType(arguments))!;
        }
        catch (TargetInvocationException exception) when (exception.InnerException is SerializerException inner)
        {
            throw new SerializerException(inner.Message);
        }
    }

    private static Codec CreateCollection(string name, Type[] arguments) =>
        (Codec)typeof(CollectionCodecs).GetMethod(name)!.MakeGenericMethod(arguments).Invoke(null, null)!;

    private static class Slot<T>
    {
        public static Codec<T>? Codec;
    }

    private static class AnySlot<T>
    {
        public static readonly AnyCodec<T> Codec = new();
    }
}
