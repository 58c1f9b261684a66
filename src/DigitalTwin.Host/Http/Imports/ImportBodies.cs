using System.Text.Json;
using DigitalTwin.Domain.Networks.Topology;
using DigitalTwin.Gis.Mapping;
using DigitalTwin.Host.Imports;

namespace DigitalTwin.Host.Http.Imports;

internal sealed record MappingBody(int Version, IReadOnlyList<LayerMapping>? Layers, TopologyOptions? Options, string? Title);

internal sealed record DecisionsBody(string? RequestId, IReadOnlyList<DecisionItem>? Decisions);

/// <param name="Finding">Its id; or <paramref name="Kind"/> for all of that kind that are open.</param>
internal sealed record DecisionItem(string? Finding, string? Kind, string Action);

internal sealed record TakeBody(int Version);

/// <summary>Bodies read strictly: a misspelt field must not pass for one that was left out.</summary>
internal static class ImportBodies
{
    private const int MaxBytes = 8 * 1024 * 1024;

    private static readonly JsonSerializerOptions Strict = new(ImportRecord.Json) { UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow, AllowDuplicateProperties = false };

    public static async Task<(T? Value, IResult? Fault)> Read<T>(HttpContext http) where T : class
    {
        using var body = await RequestBody.Read(http, MaxBytes);
        if (body is null) return (null, Problems.Of(413, $"The body is longer than {MaxBytes} bytes."));
        try
        {
            return JsonSerializer.Deserialize<T>(body.Bytes, Strict) is { } value ? (value, null) : (null, Problems.BadRequest("The body is null; expected an object."));
        }
        catch (JsonException e)
        {
            return (null, Problems.Of(400, $"The body is not as it should be at {e.Path ?? "its beginning"}: {e.Message.Split(" Path:")[0]}", new() { ["field"] = e.Path?.TrimStart('$', '.') }));
        }
    }
}
