using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Hydraulics;

namespace DigitalTwin.Domain.Networks.Compiled;

/// <summary>One network revision in arrays: topological order, adjacency, hydraulics, dry-weather flow and catchments. Immutable; share it freely.</summary>
/// <remarks>
/// Built once per revision. Nodes are renumbered so that a link leads to a higher number, save for the links that close a loop.
/// Links are numbered by the node they leave, so the links out of a node are a range.
/// </remarks>
public sealed class CompiledNetwork
{
    private readonly KeyIndex _keys;
    private readonly FrozenDictionary<string, Catchment> _catchments;
    private readonly ConcurrentBag<TraceScratch> _scratch = [];
    private readonly Lazy<DailyFlow> _daily;
    private readonly Lazy<ImmutableArray<int>> _intakes;

    internal CompiledNetwork(Network source, HydraulicSettings settings, NodeColumns nodes, LinkColumns links, ImmutableArray<Catchment> catchments,
        ImmutableArray<int> linkCatchment, ImmutableArray<ImmutableArray<double>> patterns)
    {
        (Source, Settings, Nodes, Links, Catchments, LinkCatchment, Patterns) = (source, settings, nodes, links, catchments, linkCatchment, patterns);
        _keys = new KeyIndex(nodes.Key.AsSpan(), links.Key.AsSpan());
        _catchments = catchments.ToFrozenDictionary(c => c.Id);
        _daily = new Lazy<DailyFlow>(() => new DailyFlow(this));
        _intakes = new Lazy<ImmutableArray<int>>(() => [.. Enumerable.Range(0, NodeCount).Where(n => Nodes.Kind[n] == AssetKind.ReuseIntake)]);
    }

    /// <param name="keyOf">Local id → asset key; every node and link must have one.</param>
    /// <exception cref="ArgumentException">A link names a node that is not there, or an asset has no key.</exception>
    public static CompiledNetwork Build(Network network, Func<string, AssetKey> keyOf, HydraulicSettings? settings = null) =>
        new NetworkCompiler(network, keyOf, settings ?? HydraulicSettings.Default).Compile();

    public Network Source { get; }
    public HydraulicSettings Settings { get; }
    public string Name => Source.Name;
    public int Revision => Source.Revision;
    public NodeColumns Nodes { get; }
    public LinkColumns Links { get; }
    public int NodeCount => Nodes.Key.Length;
    public int LinkCount => Links.Key.Length;
    public ImmutableArray<Catchment> Catchments { get; }
    public ImmutableArray<int> LinkCatchment { get; }
    /// <summary>Multipliers of dry-weather inflow by hour of the day, 24 each.</summary>
    public ImmutableArray<ImmutableArray<double>> Patterns { get; }

    /// <summary>Dry-weather flow by the hour; computed when first asked for.</summary>
    internal DailyFlow Daily => _daily.Value;

    /// <summary>Nodes at which users draw reclaimed water.</summary>
    internal ImmutableArray<int> Intakes => _intakes.Value;

    /// <summary>False for an asset that is not part of this network's graph, such as a rain gauge.</summary>
    public bool TryFind(AssetKey key, out NetworkElement element) => _keys.TryFind(key, out element);

    public AssetKey KeyOf(NetworkElement element) => new(element.IsLink ? Links.Key[element.Index] : Nodes.Key[element.Index]);

    public AssetKind KindOf(NetworkElement element) => element.IsLink ? Links.Kind[element.Index] : Nodes.Kind[element.Index];

    /// <summary>The node itself, or the node a link leaves.</summary>
    public int NodeOf(NetworkElement element) => element.IsLink ? Links.From[element.Index] : element.Index;

    public Catchment CatchmentOf(NetworkElement element) =>
        Catchments[element.IsLink ? LinkCatchment[element.Index] : Nodes.Catchment[element.Index]];

    public Catchment? FindCatchment(string id) => _catchments.GetValueOrDefault(id);

    /// <summary>Whether a node ends a catchment.</summary>
    public bool IsBorder(int node) => Catchments[Nodes.Catchment[node]] is { IsSupplied: false } own && own.BorderNode == node;

    /// <summary>Catchments that water enters when it leaves this border node; empty at the end of all water.</summary>
    public IReadOnlyList<Catchment> CatchmentsBelow(int borderNode)
    {
        var below = new List<Catchment>();
        for (var link = Nodes.DownStart[borderNode]; link < Nodes.DownStart[borderNode + 1]; link++)
            if (Catchments[LinkCatchment[link]] is var catchment && !below.Contains(catchment)) below.Add(catchment);
        return below;
    }

    /// <summary>What lies directly downstream: the links of a node, or the end node of a link.</summary>
    public IEnumerable<NetworkElement> Below(NetworkElement element)
    {
        if (element.IsLink) yield return NetworkElement.Node(Links.To[element.Index]);
        else
            for (var link = Nodes.DownStart[element.Index]; link < Nodes.DownStart[element.Index + 1]; link++)
                yield return NetworkElement.Link(link);
    }

    /// <summary>What lies directly upstream.</summary>
    public IEnumerable<NetworkElement> Above(NetworkElement element)
    {
        if (element.IsLink) yield return NetworkElement.Node(Links.From[element.Index]);
        else
            for (var k = Nodes.UpStart[element.Index]; k < Nodes.UpStart[element.Index + 1]; k++)
                yield return NetworkElement.Link(Nodes.UpLink[k]);
    }

    /// <summary>Lends scratch space for one trace; dispose the lease to give it back.</summary>
    internal TraceScratch Rent() => _scratch.TryTake(out var scratch) ? scratch : new TraceScratch(this);

    internal void Return(TraceScratch scratch)
    {
        if (_scratch.Count < MaxPooledScratch) _scratch.Add(scratch); // More than that many at once is a burst; let the rest go.
    }

    private const int MaxPooledScratch = 4;
}
