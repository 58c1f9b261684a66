using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Hydraulics.Routing;
using DigitalTwin.Domain.Networks;

namespace DigitalTwin.Domain.Forecast.State;

/// <summary>Splits a network into the parts that a sewer forecast can compute, greatest first.</summary>
/// <remarks>
/// Reclaimed water and rivers are left out: they are not gravity sewers. Water that a plant passes on has left the sewer, so links out of a plant are cut.
/// Nodes that one control rule names belong together though no water passes between them.
/// </remarks>
public sealed class NetworkParts
{
    private readonly Network _network;
    private readonly int[] _parent;
    private readonly bool[] _carries;
    private readonly List<ModelRepair> _left = [];

    private NetworkParts(Network network)
    {
        _network = network;
        _parent = [.. Enumerable.Range(0, network.Nodes.Count)];
        _carries = [.. network.Links.Select(Carries)];
        for (var i = 0; i < _carries.Length; i++)
            if (_carries[i]) Join(network.Links[i].From, network.Links[i].To);
        JoinByRules();
        Parts = [.. Split().OrderByDescending(p => p.Network.Nodes.Count).ThenBy(p => p.Id, StringComparer.Ordinal)];
    }

    public IReadOnlyList<NetworkPart> Parts { get; }
    /// <summary>What cannot be forecast, and why.</summary>
    public IReadOnlyList<ModelRepair> LeftOut => _left;

    public static NetworkParts Of(Network network) => new(network);

    private bool Carries(NetworkLink link) =>
        link.Class is not (PipeClass.Reclaimed or PipeClass.River) && link.Kind is not (AssetKind.RiverSection or AssetKind.Valve)
        && IsSewer(_network.Nodes[link.From].Kind) && IsSewer(_network.Nodes[link.To].Kind)
        && _network.Nodes[link.From].Kind is not (AssetKind.TreatmentPlant or AssetKind.ReclaimedPlant);

    private static bool IsSewer(AssetKind kind) => kind is not (AssetKind.RiverNode or AssetKind.ReuseIntake);

    private void JoinByRules()
    {
        if (_network.Controls.Count == 0) return;
        var places = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < _network.Nodes.Count; i++) places.TryAdd(_network.Nodes[i].LocalId, i);
        foreach (var link in _network.Links) places.TryAdd(link.LocalId, link.From);
        foreach (var rule in _network.Controls)
        {
            var first = -1;
            foreach (var word in rule.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Where(places.ContainsKey))
            {
                if (first < 0) first = places[word];
                else Join(first, places[word]);
            }
        }
    }

    private IEnumerable<NetworkPart> Split()
    {
        var links = Enumerable.Range(0, _carries.Length).Where(i => _carries[i]).ToLookup(i => Root(_network.Links[i].From));
        foreach (var group in Enumerable.Range(0, _parent.Length).GroupBy(Root))
        {
            var own = links[group.Key].ToArray();
            if (own.Length == 0) continue;
            var nodes = group.ToArray();
            var ends = Ends(nodes, own);
            if (ends.Count == 0) _left.Add(ModelRepair.Of(_network.Nodes[nodes[0]].LocalId, $"and {nodes.Length - 1} more nodes have no outfall or plant; expected a place where water leaves. They are not forecast.", $"及另外 {nodes.Length - 1} 个节点没有排口或处理厂，不作预报。"));
            else yield return Part(nodes, own, ends);
        }
    }

    /// <summary>Greatest plant first, then the end that most dry-weather flow, or most of the network, runs to.</summary>
    private List<int> Ends(int[] nodes, int[] links)
    {
        var next = new Dictionary<int, NetworkLink>();
        foreach (var link in links.Select(l => _network.Links[l]))
            // Of several ways out, dry weather takes the lowest; weirs stand above it.
            if (!next.TryGetValue(link.From, out var other) || Height(link) < Height(other)) next[link.From] = link;
        var arrives = new Dictionary<int, double>();
        foreach (var n in nodes)
        {
            var (at, steps) = (n, 0);
            while (next.TryGetValue(at, out var link) && steps++ < nodes.Length) at = link.To;
            arrives[at] = arrives.GetValueOrDefault(at) + Math.Max(0, _network.Nodes[n].DryWeatherInflow) + 1e-9;
        }
        return [.. nodes.Where(n => HydraulicModelBuilder.IsEnd(_network.Nodes[n].Kind)).OrderByDescending(n => _network.Nodes[n].Kind == AssetKind.TreatmentPlant)
            .ThenByDescending(n => _network.Nodes[n].DesignFlow).ThenByDescending(n => arrives.GetValueOrDefault(n)).ThenBy(n => _network.Nodes[n].LocalId, StringComparer.Ordinal)];
    }

    private static double Height(NetworkLink link) => link.Kind == AssetKind.PumpStation ? 0.01 : link.FromOffset + (link.Kind == AssetKind.PipeSegment ? 0 : 0.02);

    private NetworkPart Part(int[] nodes, int[] links, List<int> ends)
    {
        var index = new Dictionary<int, int>(nodes.Length);
        foreach (var n in nodes) index[n] = index.Count;
        var ids = nodes.Select(n => _network.Nodes[n].LocalId).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var names = links.Select(l => _network.Links[l].LocalId).Concat(ids).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var network = _network with
        {
            Nodes = [.. nodes.Select(n => _network.Nodes[n])],
            Links = [.. links.Select(l => _network.Links[l] with { From = index[_network.Links[l].From], To = index[_network.Links[l].To] })],
            Subcatchments = Areas(ids),
            Controls = [.. _network.Controls.Where(r => r.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Any(names.Contains))],
        };
        return new(_network.Nodes[ends[0]].LocalId, network, nodes, links, [.. ends.Select(e => index[e])]);
    }

    /// <summary>Land that drains to the part, by way of other land too.</summary>
    private List<Subcatchment> Areas(HashSet<string> nodes)
    {
        var reached = new HashSet<string>(nodes, StringComparer.OrdinalIgnoreCase);
        var (taken, rest) = (new List<Subcatchment>(), _network.Subcatchments.ToList());
        for (var before = -1; before < taken.Count;)
        {
            before = taken.Count;
            var byReach = rest.ToLookup(s => reached.Contains(s.Outlet));
            taken.AddRange(byReach[true]);
            reached.UnionWith(byReach[true].Select(s => s.LocalId));
            rest = [.. byReach[false]];
        }
        return taken;
    }

    private void Join(int a, int b) => _parent[Root(a)] = Root(b);

    private int Root(int node)
    {
        while (_parent[node] != node) node = _parent[node] = _parent[_parent[node]];
        return node;
    }
}
