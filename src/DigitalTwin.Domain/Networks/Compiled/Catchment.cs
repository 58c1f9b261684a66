namespace DigitalTwin.Domain.Networks.Compiled;

/// <summary>All that drains to one border node. One risk grain looks after it.</summary>
/// <param name="Index">Position in <see cref="CompiledNetwork.Catchments"/>.</param>
/// <param name="Id"><c>{network}:{local id of the border node}</c>, or <c>{network}:{local id of the reclaimed plant}/out</c> for what that plant supplies.</param>
/// <param name="BorderNode">Index of the node it drains to; for a supplied network, of the plant that supplies it.</param>
/// <param name="IsSupplied">Fed by a reclaimed plant and ending in intakes, not in a border of its own.</param>
public sealed record Catchment(int Index, string Id, int BorderNode, bool IsSupplied)
{
    public int NodeCount { get; internal set; }
    public int LinkCount { get; internal set; }
}
