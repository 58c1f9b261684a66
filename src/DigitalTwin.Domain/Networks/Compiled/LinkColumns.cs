using System.Collections.Immutable;
using DigitalTwin.Domain.Assets;

namespace DigitalTwin.Domain.Networks.Compiled;

/// <summary>Links of a compiled network, one column an attribute, ordered by the node they leave. SI units.</summary>
public sealed class LinkColumns
{
    public required ImmutableArray<int> Key { get; init; }
    /// <summary>Index into <see cref="Network.Links"/>.</summary>
    public required ImmutableArray<int> Source { get; init; }
    public required ImmutableArray<AssetKind> Kind { get; init; }
    public required ImmutableArray<int> From { get; init; }
    public required ImmutableArray<int> To { get; init; }
    /// <summary>How water passes, for travel time.</summary>
    public required ImmutableArray<ConduitKind> Conduit { get; init; }
    /// <summary>m; 0 for devices.</summary>
    public required ImmutableArray<float> Length { get; init; }
    /// <summary>Of all barrels, running full, m².</summary>
    public required ImmutableArray<float> FullArea { get; init; }
    /// <summary>Manning flow when just full, m³/s; capacity of a device or pressurised pipe.</summary>
    public required ImmutableArray<float> FullFlow { get; init; }
    /// <summary>Clear height of the section, m.</summary>
    public required ImmutableArray<float> Height { get; init; }
    /// <summary>1/number of completely mixed cells that stand for the link: passing it in τ adds τ² times this to the variance of an arrival.</summary>
    public required ImmutableArray<float> MixingShare { get; init; }
    /// <summary>Manning's n.</summary>
    public required ImmutableArray<float> Roughness { get; init; }
    /// <summary>Slope used, m/m: the real one, or the floor where it is flat or adverse.</summary>
    public required ImmutableArray<float> Slope { get; init; }
    /// <summary>Height of the upper and lower end above its node's invert, m.</summary>
    public required ImmutableArray<float> FromOffset { get; init; }
    public required ImmutableArray<float> ToOffset { get; init; }
    public required ImmutableArray<bool> HasFlapGate { get; init; }
    /// <summary>Share of the flow through its upper node that takes this link in dry weather, 0–1.</summary>
    public required ImmutableArray<float> DryShare { get; init; }
    /// <summary>m³/s.</summary>
    public required ImmutableArray<float> DryFlow { get; init; }

    /// <summary>Whether the link leads back in a loop (or to its own start). Such a link carries no water unless measured.</summary>
    public bool IsBack(int link) => To[link] <= From[link];
}

/// <summary>How water passes a link.</summary>
public enum ConduitKind : byte
{
    /// <summary>Pump, weir, orifice, outlet or valve: next to no time.</summary>
    Device = 0,
    /// <summary>Part-full closed conduit under gravity.</summary>
    Gravity = 1,
    /// <summary>Open channel or river.</summary>
    OpenChannel = 2,
    /// <summary>Always full: V = Q/A.</summary>
    Pressurised = 3,
}
