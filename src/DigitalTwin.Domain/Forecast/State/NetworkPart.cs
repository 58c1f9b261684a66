using DigitalTwin.Domain.Networks;

namespace DigitalTwin.Domain.Forecast.State;

/// <summary>A part of a network that is forecast by itself: nodes that water can pass between, down to the ends where it leaves.</summary>
/// <param name="Id">Local id of its main end: the greatest plant, else the outfall that most dry-weather flow runs to.</param>
/// <param name="Network">The part as a network of its own; assets keep their local ids.</param>
/// <param name="SourceNode">Index in the whole network of each of the part's nodes.</param>
/// <param name="SourceLink">Index in the whole network of each of the part's links.</param>
/// <param name="Ends">The part's own indices of nodes where water leaves, the main end first.</param>
public sealed record NetworkPart(string Id, Network Network, IReadOnlyList<int> SourceNode, IReadOnlyList<int> SourceLink, IReadOnlyList<int> Ends)
{
    /// <summary>Name of the main end, else its id.</summary>
    public string Title => Network.Nodes[Ends[0]].Name ?? Id;
}
