namespace DigitalTwin.Domain.Networks.Compiled;

public enum TraceDirection : byte { Downstream, Upstream }

/// <summary>Where a trace ends: after a travel time, on reaching an asset, or (default) with the network.</summary>
/// <param name="Within">Nothing later than this is reached.</param>
/// <param name="Until">Nothing after this is reached; a link counts as the node it leaves.</param>
public readonly record struct TraceLimit(TimeSpan? Within = null, NetworkElement? Until = null);

/// <summary>One asset that a trace reached.</summary>
/// <param name="Minutes">Travel time from the start to the asset (to where it begins, for a link).</param>
/// <param name="Metres">Along the pipes.</param>
public readonly record struct TraceStep(NetworkElement Element, double Minutes, double Metres);

/// <summary>What a trace reached, in order of arrival.</summary>
public sealed class TraceResult
{
    private readonly CompiledNetwork _network;
    private readonly int[] _nodes, _via;
    private readonly float[] _seconds, _metres;
    private readonly Dictionary<int, int> _position;

    private TraceResult(CompiledNetwork network, NetworkElement start, TraceDirection direction, int count)
    {
        (_network, Start, Direction) = (network, start, direction);
        (_nodes, _via, _seconds, _metres) = (new int[count], new int[count], new float[count], new float[count]);
        _position = new Dictionary<int, int>(count);
    }

    public NetworkElement Start { get; }
    public TraceDirection Direction { get; }
    /// <summary>Indices of the nodes reached, nearest first; the start node is the first.</summary>
    public ReadOnlySpan<int> Nodes => _nodes;
    /// <summary>Travel time to each of <see cref="Nodes"/>, s.</summary>
    public ReadOnlySpan<float> Seconds => _seconds;
    /// <summary>Way to each of <see cref="Nodes"/>, m.</summary>
    public ReadOnlySpan<float> Metres => _metres;

    internal static TraceResult From(CompiledNetwork network, FlowState flows, NetworkElement start, TraceDirection direction, TravelSpeed speed, TraceScratch scratch)
    {
        var result = new TraceResult(network, start, direction, scratch.Count);
        for (var i = 0; i < scratch.Count; i++)
        {
            var node = scratch.Order[i];
            ref var mark = ref scratch.Marks[node];
            (result._nodes[i], result._via[i], result._seconds[i], result._metres[i]) = (node, mark.Via, mark.Seconds, mark.Metres);
            result._position[node] = i;
        }
        return result;
    }

    public bool Reaches(int node) => _position.ContainsKey(node);

    /// <summary>The fastest way from the start to a reached node, links and nodes in turn, both ends included; empty if it was not reached.</summary>
    public IReadOnlyList<NetworkElement> PathTo(int node)
    {
        var path = new List<NetworkElement>();
        while (_position.TryGetValue(node, out var at))
        {
            path.Add(NetworkElement.Node(node));
            var link = _via[at];
            if (link < 0) break;
            path.Add(NetworkElement.Link(link));
            if (Start.IsLink && link == Start.Index && at == 0) break;
            node = Direction == TraceDirection.Downstream ? _network.Links.From[link] : _network.Links.To[link];
        }
        path.Reverse();
        return path;
    }

    /// <summary>All nodes and links reached, ordered by time. A link is reached with the node at which the trace enters it.</summary>
    public IEnumerable<TraceStep> Steps()
    {
        if (Start.IsLink) yield return new TraceStep(Start, 0, 0);
        for (var i = 0; i < _nodes.Length; i++)
        {
            var (minutes, metres) = (_seconds[i] / 60.0, (double)_metres[i]);
            yield return new TraceStep(NetworkElement.Node(_nodes[i]), minutes, metres);
            var node = NetworkElement.Node(_nodes[i]);
            foreach (var link in Direction == TraceDirection.Downstream ? _network.Below(node) : _network.Above(node))
                if (link != Start && _position.ContainsKey(Direction == TraceDirection.Downstream ? _network.Links.To[link.Index] : _network.Links.From[link.Index]))
                    yield return new TraceStep(link, minutes, metres);
        }
    }
}
