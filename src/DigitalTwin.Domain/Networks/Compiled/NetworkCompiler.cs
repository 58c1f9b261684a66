using System.Collections.Immutable;
using System.Runtime.InteropServices;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Hydraulics;

namespace DigitalTwin.Domain.Networks.Compiled;

/// <summary>Compiles one revision: order, then geometry, then dry-weather flow, then catchments.</summary>
internal sealed class NetworkCompiler(Network network, Func<string, AssetKey> keyOf, HydraulicSettings settings)
{
    private readonly int _nodeCount = network.Nodes.Count;
    private readonly int _linkCount = network.Links.Count;

    public CompiledNetwork Compile()
    {
        var (from, to) = Ends();
        var reversed = FlowDirection.FindReversed(network, from, to, settings.ExitTolerance);
        for (var l = 0; l < _linkCount; l++)
            if (reversed[l]) (from[l], to[l]) = (to[l], from[l]);
        var topology = new Topology(_nodeCount, from, to, node => EndsCatchment(network.Nodes[node].Kind));
        var position = new int[_nodeCount];
        for (var i = 0; i < _nodeCount; i++) position[topology.Order[i]] = i;
        for (var l = 0; l < _linkCount; l++) (from[l], to[l]) = (position[from[l]], position[to[l]]);
        var (downStart, linkOrder) = Adjacency.Of(_nodeCount, from);
        var oldFrom = from;
        from = Array.ConvertAll(linkOrder, l => oldFrom[l]);
        var oldTo = to;
        to = Array.ConvertAll(linkOrder, l => oldTo[l]);
        var (upStart, upLink) = Adjacency.Of(_nodeCount, to);

        var geometry = new LinkGeometry(network, settings, topology.Order, linkOrder, from, to, reversed);
        var dry = new DryWeatherFlow(network, settings, topology.Order, linkOrder, downStart, upStart, upLink, to, geometry);
        var kinds = Array.ConvertAll(topology.Order, n => network.Nodes[n].Kind);
        var linkKinds = Array.ConvertAll(linkOrder, l => network.Links[l].Kind);
        var catchments = new CatchmentFinder(network, topology.Order, kinds, linkOrder, downStart, to, dry.MainLink);
        var (patterns, patternOf) = Patterns(topology.Order);

        var nodes = new NodeColumns
        {
            Key = Freeze(Array.ConvertAll(topology.Order, n => Key(network.Nodes[n].LocalId))),
            Source = Freeze(topology.Order),
            Kind = Freeze(kinds),
            Invert = Column(topology.Order, n => network.Nodes[n].InvertElevation),
            FullDepth = Column(topology.Order, n => network.Nodes[n].FullDepth),
            CrownDepth = Freeze(CrownDepths(geometry, dry.MainLink, upStart, upLink)),
            StorageArea = Column(topology.Order, n => AreaOf(network.Nodes[n])),
            DryInflow = Column(topology.Order, n => network.Nodes[n].MeanInflow),
            Pattern = Freeze(patternOf),
            DownStart = Freeze(downStart),
            UpStart = Freeze(upStart),
            UpLink = Freeze(upLink),
            MainLink = Freeze(dry.MainLink),
            InLoop = Freeze(topology.InLoop),
            Catchment = Freeze(catchments.NodeCatchment),
        };
        var links = new LinkColumns
        {
            Key = Freeze(Array.ConvertAll(linkOrder, l => Key(network.Links[l].LocalId))),
            Source = Freeze(linkOrder),
            Kind = Freeze(linkKinds),
            From = Freeze(from),
            To = Freeze(to),
            Conduit = Freeze(geometry.Conduit),
            Length = Freeze(geometry.Length),
            FullArea = Freeze(geometry.FullArea),
            FullFlow = Freeze(geometry.FullFlow),
            Height = Freeze(geometry.Height),
            MixingShare = Freeze(Array.ConvertAll(geometry.Length, length => (float)Math.Min(1, settings.MixingLength / Math.Max(length, 1e-3)))),
            Roughness = Freeze(geometry.Roughness),
            Slope = Freeze(geometry.Slope),
            FromOffset = Freeze(geometry.FromOffset),
            ToOffset = Freeze(geometry.ToOffset),
            HasFlapGate = Freeze(Array.ConvertAll(linkOrder, l => network.Links[l].HasFlapGate)),
            DryShare = Freeze(dry.Share),
            DryFlow = Freeze(dry.Flow),
        };
        return new CompiledNetwork(network, settings, nodes, links, catchments.Catchments, Freeze(catchments.LinkCatchment), patterns);
    }

    /// <summary>Whether water that arrives at such a node has reached the end of a system.</summary>
    internal static bool EndsCatchment(AssetKind kind) => kind is AssetKind.TreatmentPlant or AssetKind.ReclaimedPlant or AssetKind.Outfall;

    private (int[] From, int[] To) Ends()
    {
        var (from, to) = (new int[_linkCount], new int[_linkCount]);
        for (var l = 0; l < _linkCount; l++)
        {
            var link = network.Links[l];
            if ((uint)link.From >= (uint)_nodeCount || (uint)link.To >= (uint)_nodeCount)
                throw new ArgumentException($"Link '{link.LocalId}' of network '{network.Name}' joins nodes {link.From} and {link.To}; nodes run from 0 to {_nodeCount - 1}.");
            (from[l], to[l]) = (link.From, link.To);
        }
        return (from, to);
    }

    private int Key(string localId)
    {
        var key = keyOf(localId).Value;
        return key > 0 ? key : throw new ArgumentException($"Asset '{network.Name}:{localId}' has no key; register the network before compiling it.");
    }

    private float[] CrownDepths(LinkGeometry geometry, int[] mainLink, int[] upStart, int[] upLink)
    {
        var crown = new float[_nodeCount];
        for (var node = 0; node < _nodeCount; node++)
        {
            if (mainLink[node] is >= 0 and var main && geometry.Conduit[main] != ConduitKind.Device)
                crown[node] = geometry.FromOffset[main] + geometry.Height[main];
            else
                for (var k = upStart[node]; k < upStart[node + 1]; k++)
                    if (geometry.Conduit[upLink[k]] == ConduitKind.Gravity)
                        crown[node] = Math.Max(crown[node], geometry.ToOffset[upLink[k]] + geometry.Height[upLink[k]]);
        }
        return crown;
    }

    /// <summary>A storage curve (depth, area) counts with its mean area over depth.</summary>
    private double AreaOf(NetworkNode node)
    {
        if (node.StorageCurve is null || !network.Curves.TryGetValue(node.StorageCurve, out var curve) || curve.X.Count < 2) return Math.Max(0, node.StorageArea);
        double volume = 0;
        for (var i = 1; i < Math.Min(curve.X.Count, curve.Y.Count); i++) volume += (curve.X[i] - curve.X[i - 1]) * (curve.Y[i] + curve.Y[i - 1]) / 2;
        var area = volume / (curve.X[^1] - curve.X[0]);
        return double.IsFinite(area) && area > 0 ? area : Math.Max(0, node.StorageArea);
    }

    private (ImmutableArray<ImmutableArray<double>>, short[]) Patterns(int[] order)
    {
        var index = new Dictionary<string, short>(StringComparer.OrdinalIgnoreCase);
        var all = ImmutableArray.CreateBuilder<ImmutableArray<double>>();
        foreach (var (name, pattern) in network.Patterns.OrderBy(p => p.Key, StringComparer.Ordinal))
            if (pattern.Multipliers.Count == 24 && index.TryAdd(name, (short)all.Count)) all.Add([.. pattern.Multipliers]);
        return (all.ToImmutable(), Array.ConvertAll(order, n => network.Nodes[n].DryWeatherPattern is { } name && index.TryGetValue(name, out var i) ? i : (short)-1));
    }

    /// <summary>What the source left out or got wrong becomes 0 rather than a NaN that spreads.</summary>
    private static ImmutableArray<float> Column(int[] order, Func<int, double> value) =>
        Freeze(Array.ConvertAll(order, i => value(i) is var v && double.IsFinite(v) ? (float)v : 0));

    private static ImmutableArray<T> Freeze<T>(T[] array) => ImmutableCollectionsMarshal.AsImmutableArray(array);
}
