using System.Collections.Immutable;
using DigitalTwin.Domain.Assets;

namespace DigitalTwin.Domain.Networks.Compiled;

/// <summary>Nodes of a compiled network, one column an attribute, in topological order. SI units.</summary>
public sealed class NodeColumns
{
    public required ImmutableArray<int> Key { get; init; }
    /// <summary>Index into <see cref="Network.Nodes"/>.</summary>
    public required ImmutableArray<int> Source { get; init; }
    public required ImmutableArray<AssetKind> Kind { get; init; }
    /// <summary>m above datum.</summary>
    public required ImmutableArray<float> Invert { get; init; }
    /// <summary>Invert to rim, m; 0 where unknown.</summary>
    public required ImmutableArray<float> FullDepth { get; init; }
    /// <summary>Invert to the crown of the pipe by which the water mainly leaves (else arrives), m; 0 where there is none.</summary>
    public required ImmutableArray<float> CrownDepth { get; init; }
    /// <summary>Plan area of storage, m²; 0 for none.</summary>
    public required ImmutableArray<float> StorageArea { get; init; }
    /// <summary>Mean dry-weather inflow entering here, m³/s; negative is a withdrawal.</summary>
    public required ImmutableArray<float> DryInflow { get; init; }
    /// <summary>Index into <see cref="CompiledNetwork.Patterns"/>; −1 for none.</summary>
    public required ImmutableArray<short> Pattern { get; init; }
    /// <summary>First link out; the links out of node i are numbered <c>DownStart[i]</c> up to but not including <c>DownStart[i+1]</c>.</summary>
    public required ImmutableArray<int> DownStart { get; init; }
    /// <summary>The links into node i stand in <see cref="UpLink"/> from <c>UpStart[i]</c> up to but not including <c>UpStart[i+1]</c>.</summary>
    public required ImmutableArray<int> UpStart { get; init; }
    public required ImmutableArray<int> UpLink { get; init; }
    /// <summary>The link by which the water mainly leaves; −1 at a sink. Following it always ends, also in loops.</summary>
    public required ImmutableArray<int> MainLink { get; init; }
    /// <summary>Whether the node is a member of a loop (strongly connected part of more than one node, or a link to itself).</summary>
    public required ImmutableArray<bool> InLoop { get; init; }
    /// <summary>Index into <see cref="CompiledNetwork.Catchments"/>.</summary>
    public required ImmutableArray<int> Catchment { get; init; }
}
