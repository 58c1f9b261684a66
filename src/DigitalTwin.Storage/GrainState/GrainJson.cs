using System.Text.Json;
using System.Text.Json.Serialization;
using DigitalTwin.Domain.Assets;

namespace DigitalTwin.Storage.GrainState;

/// <summary>How grain state is written as JSON. Enums are numbers, which are never renumbered; an unknown property is left out when read.</summary>
public static class GrainJson
{
    public static JsonSerializerOptions Options { get; } = new()
    {
        Converters = { new AssetIdConverter() },
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    /// <summary>The state of a grain that has none stored: a new one where its type allows, else null.</summary>
    internal static T? New<T>() =>
        typeof(T).IsValueType || typeof(T).GetConstructor(Type.EmptyTypes) is not null ? Activator.CreateInstance<T>() : default;

    /// <summary>An id is its text; its constructor, which checks it, is not one that the serializer would find.</summary>
    private sealed class AssetIdConverter : JsonConverter<AssetId>
    {
        public override AssetId Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            reader.GetString() is { } text ? new AssetId(text) : default;

        public override void Write(Utf8JsonWriter writer, AssetId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);

        public override AssetId ReadAsPropertyName(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => new(reader.GetString()!);

        public override void WriteAsPropertyName(Utf8JsonWriter writer, AssetId value, JsonSerializerOptions options) => writer.WritePropertyName(value.Value);
    }
}
