using DigitalTwin.Domain.Networks;
using DigitalTwin.Domain.Networks.Topology;
using DigitalTwin.Gis.Features;
using DigitalTwin.Gis.Mapping;

namespace DigitalTwin.Host.Imports;

/// <summary>What a draft comes to as it stands: computed, never stored.</summary>
internal sealed record ImportReview
{
    public required ImportRecord Record { get; init; }
    public required IReadOnlyList<(FeatureLayer Layer, LayerMapping Mapping)> Layers { get; init; }
    /// <summary>Null where nothing could be built; then <see cref="Why"/> says why.</summary>
    public Network? Network { get; init; }
    public IReadOnlyList<Finding> Findings { get; init; } = [];
    public IReadOnlyList<KeptFeature> Kept { get; init; } = [];
    public IReadOnlyList<string> Problems { get; init; } = [];
    public int ProblemCount { get; init; }
    public string? Why { get; init; }
    public JoinedShare? Now { get; init; }
    public JoinedShare? AsDrawn { get; init; }
    public JoinedShare? Proposed { get; init; }
}
