using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using DigitalTwin.Domain.Networks.Topology;
using DigitalTwin.Gis.Mapping;

namespace DigitalTwin.Host.Imports;

/// <summary>A draft as it is stored: everything that its network is computed from. Each change is a further fact, so what it was before stays on record.</summary>
internal sealed record ImportRecord
{
    public required string Id { get; init; }
    /// <summary>Rises with each change.</summary>
    public int Version { get; init; } = 1;
    public required string Network { get; init; }
    public required string Title { get; init; }
    public ImportState State { get; init; }
    /// <summary>Wall time.</summary>
    public required string CreatedAt { get; init; }
    public required string CreatedBy { get; init; }
    public int? TakenRevision { get; init; }
    public IReadOnlyList<ImportFile> Files { get; init; } = [];
    public IReadOnlyList<LayerMapping> Mappings { get; init; } = [];
    public TopologyOptions Options { get; init; } = new();
    /// <summary>In the order taken; a later one of the same finding counts.</summary>
    public IReadOnlyList<DecisionBatch> Decisions { get; init; } = [];

    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };
}

internal enum ImportState { Open, Taken, Discarded }

/// <param name="Stored">What it is called in the draft's folder: never the sender's name.</param>
internal sealed record ImportFile(string Name, string Stored, long Bytes, string Sha256, string? Crs);

/// <summary>What one person decided at once, so that it can be undone at once.</summary>
internal sealed record DecisionBatch(string By, string At, string? RequestId, IReadOnlyList<FindingDecision> Items);

/// <summary>Action null opens the finding again.</summary>
internal sealed record FindingDecision(string Finding, DecisionAction? Action);
