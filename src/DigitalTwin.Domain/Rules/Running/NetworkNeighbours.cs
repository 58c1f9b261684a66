using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Domain.Networks.Compiled;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Risk;
using DigitalTwin.Domain.Rules.Evaluation;
using DigitalTwin.Domain.Rules.Language;

namespace DigitalTwin.Domain.Rules.Running;

/// <summary>Neighbours in a compiled network by travel time with the flows of now, or as the crow flies.</summary>
/// <param name="entries">Its assets; those outside the graph, such as rain gauges, are found by their place too.</param>
/// <param name="reports">Whether an asset has ever reported a quantity.</param>
public sealed class NetworkNeighbours(CompiledNetwork network, FlowState flows, Func<string, AssetEntry?> entries, Func<AssetKey, Quantity, bool> reports, LocalRules rules) : INeighbours
{
    /// <summary>What is further away than this says nothing of here.</summary>
    private static readonly TimeSpan Within = TimeSpan.FromHours(12);
    /// <summary>Assets that a search passes at most; a plant at the end of a city has all of it upstream.</summary>
    private const int MostPassed = 50_000;

    private readonly Dictionary<AssetKind, List<(AssetKey Asset, Position At)>> _placed = [];

    public IReadOnlyList<AssetKey> Find(AssetKey asset, RuleRelation relation, AssetKind kind, IReadOnlyList<Quantity> quantities, int most) =>
        [.. (relation == RuleRelation.Near ? Near(asset, kind) : Along(asset, relation, kind)).Where(a => a != asset && quantities.Any(q => reports(a, q))).Take(most)];

    public RuleSubject SubjectOf(AssetKey asset) => RuleSubject.Of(network, asset, network.TryFind(asset, out var element) ? network.KindOf(element) : OutsideKind(asset), rules);

    private IEnumerable<AssetKey> Along(AssetKey asset, RuleRelation relation, AssetKind kind)
    {
        if (!network.TryFind(asset, out var element)) yield break;
        var trace = NetworkTrace.Run(network, flows, element, relation == RuleRelation.Upstream ? TraceDirection.Upstream : TraceDirection.Downstream, new TraceLimit(Within));
        foreach (var step in trace.Steps().Take(MostPassed))
            if (network.KindOf(step.Element) == kind) yield return network.KeyOf(step.Element);
    }

    private IEnumerable<AssetKey> Near(AssetKey asset, AssetKind kind)
    {
        if (PlaceOf(asset) is not { } here) return [];
        if (!_placed.TryGetValue(kind, out var placed)) _placed[kind] = placed = [.. Placed(kind)];
        var narrowing = Math.Cos(here.Latitude * Math.PI / 180);
        return placed.OrderBy(p => Math.Pow((p.At.Longitude - here.Longitude) * narrowing, 2) + Math.Pow(p.At.Latitude - here.Latitude, 2)).Select(p => p.Asset);
    }

    private IEnumerable<(AssetKey, Position)> Placed(AssetKind kind)
    {
        for (var node = 0; node < network.NodeCount; node++)
            if (network.Nodes.Kind[node] == kind) yield return (new AssetKey(network.Nodes.Key[node]), network.Source.Nodes[network.Nodes.Source[node]].Position);
        for (var link = 0; link < network.LinkCount; link++)
            if (network.Links.Kind[link] == kind) yield return (new AssetKey(network.Links.Key[link]), network.Source.Nodes[network.Nodes.Source[network.Links.From[link]]].Position);
        foreach (var point in network.Source.Points)
            if (point.Kind == kind && entries(point.LocalId) is { } entry) yield return (entry.Key, point.Position);
    }

    private Position? PlaceOf(AssetKey asset)
    {
        if (network.TryFind(asset, out var element)) return network.Source.Nodes[network.Nodes.Source[network.NodeOf(element)]].Position;
        foreach (var point in network.Source.Points)
            if (entries(point.LocalId)?.Key == asset) return point.Position;
        return null;
    }

    private AssetKind OutsideKind(AssetKey asset) => network.Source.Points.FirstOrDefault(p => entries(p.LocalId)?.Key == asset)?.Kind ?? default;
}
