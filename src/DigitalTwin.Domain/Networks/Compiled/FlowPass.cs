namespace DigitalTwin.Domain.Networks.Compiled;

/// <summary>One pass over the network in topological order: flow of each link and, where it changed, its travel times.</summary>
/// <remarks>Each column is read once and most links keep their flow between two passes, so that the pass runs at the speed of memory.</remarks>
internal sealed class FlowPass
{
    private readonly CompiledNetwork _network;
    private readonly LinkTravel _travel;
    private readonly float[] _measuredLink, _measuredNode, _depth;
    /// <summary>Nodes at which something is measured, itself or an exit; the others take the short way.</summary>
    private readonly bool[] _isMeasured;
    private readonly MinHeap _open = new();
    private readonly bool[] _isOpen;
    private float[]? _lateral;
    private double _lateralHour = double.NaN;

    public FlowPass(CompiledNetwork network)
    {
        _network = network;
        _travel = new LinkTravel(network);
        (_measuredLink, _measuredNode, _depth) = (Unknown(network.LinkCount), Unknown(network.NodeCount), Unknown(network.NodeCount));
        (_isMeasured, _isOpen) = (new bool[network.NodeCount], new bool[network.NodeCount]);
    }

    /// <param name="changed">Nodes at which something is measured otherwise than when <paramref name="state"/> was last computed; null to compute all.</param>
    public void Run(FlowState state, Dictionary<int, Measured> linkFlow, Dictionary<int, Measured> nodeFlow, Dictionary<int, Measured> nodeDepth, double hour, IEnumerable<int>? changed = null)
    {
        // Flow against the direction by design is not carried anywhere; the link counts as standing.
        foreach (var (link, measured) in linkFlow) _measuredLink[link] = Math.Max(0, measured.Value);
        foreach (var (node, measured) in nodeFlow) _measuredNode[node] = Math.Max(0, measured.Value);
        foreach (var link in linkFlow.Keys) _isMeasured[_network.Links.From[link]] = true;
        foreach (var node in nodeFlow.Keys) _isMeasured[node] = true;
        foreach (var (node, measured) in nodeDepth) _depth[node] = Math.Max(0, measured.Value);
        state.Depths = nodeDepth.ToDictionary(d => d.Key, d => Math.Max(0, d.Value.Value));
        state.HourOfDay = hour;
        if (changed is null) Route(state, Lateral(hour));
        else RouteChanged(state, Lateral(hour), changed);
        _travel.Adjust(state, _measuredLink, nodeDepth.Keys, _depth);
        foreach (var link in linkFlow.Keys) (_measuredLink[link], _isMeasured[_network.Links.From[link]]) = (float.NaN, false);
        foreach (var node in nodeFlow.Keys) (_measuredNode[node], _isMeasured[node]) = (float.NaN, false);
        foreach (var node in nodeDepth.Keys) _depth[node] = float.NaN;
    }

    private void Route(FlowState state, ReadOnlySpan<float> lateral)
    {
        var through = state.NodeFlow;
        var flow = state.LinkFlow;
        ReadOnlySpan<int> downStart = _network.Nodes.DownStart.AsSpan(), to = _network.Links.To.AsSpan();
        ReadOnlySpan<float> share = _network.Links.DryShare.AsSpan();
        Array.Clear(through);
        var link = 0;
        for (var node = 0; node < through.Length; node++)
        {
            var passing = Math.Max(0, through[node] + lateral[node]);
            var end = downStart[node + 1];
            if (_isMeasured[node])
            {
                through[node] = RouteMeasured(state, node, link, end, passing, share);
                for (; link < end; link++)
                    if (to[link] > node) through[to[link]] += flow[link];
                continue;
            }
            through[node] = passing;
            for (; link < end; link++)
            {
                var now = passing * share[link];
                if (now != flow[link])
                {
                    flow[link] = now;
                    _travel.Time(state, link, now);
                }
                var next = to[link];
                if (next > node) through[next] += now;
            }
        }
    }

    /// <summary>The same for what lies downstream of some nodes only, as far as flows differ. Adds up in the same order, so that the result is the same to the last bit.</summary>
    private void RouteChanged(FlowState state, ReadOnlySpan<float> lateral, IEnumerable<int> changed)
    {
        ReadOnlySpan<int> downStart = _network.Nodes.DownStart.AsSpan(), upStart = _network.Nodes.UpStart.AsSpan(), upLink = _network.Nodes.UpLink.AsSpan();
        ReadOnlySpan<int> from = _network.Links.From.AsSpan(), to = _network.Links.To.AsSpan();
        ReadOnlySpan<float> share = _network.Links.DryShare.AsSpan();
        var flow = state.LinkFlow;
        foreach (var node in changed) Open(node);
        while (_open.Count > 0)
        {
            var node = _open.Pop(out _);
            _isOpen[node] = false;
            float arriving = 0;
            for (var k = upStart[node]; k < upStart[node + 1]; k++)
                if (from[upLink[k]] < node) arriving += flow[upLink[k]];
            var passing = Math.Max(0, arriving + lateral[node]);
            int first = downStart[node], end = downStart[node + 1];
            if (_isMeasured[node]) passing = RouteMeasured(state, node, first, end, passing, share);
            state.NodeFlow[node] = passing;
            for (var link = first; link < end; link++)
            {
                var now = _isMeasured[node] ? flow[link] : passing * share[link];
                if (now == flow[link] && !_isMeasured[node]) continue;
                flow[link] = now;
                _travel.Time(state, link, now);
                if (to[link] > node) Open(to[link]);
            }
        }
    }

    private void Open(int node)
    {
        if (_isOpen[node]) return;
        _isOpen[node] = true;
        _open.Push(node, node); // Below 2^24 nodes a float holds the number exactly.
    }

    /// <summary>What is measured at the node replaces what arrived; what is measured at its exits replaces their share. Returns what passes the node.</summary>
    private float RouteMeasured(FlowState state, int node, int first, int end, float passing, ReadOnlySpan<float> share)
    {
        var measured = _measuredNode[node];
        if (!float.IsNaN(measured)) passing = measured;
        var leaving = Divert(state.LinkFlow, first, end, passing, share);
        for (var link = first; link < end; link++) _travel.Time(state, link, state.LinkFlow[link]);
        return float.IsNaN(measured) && first < end ? leaving : passing;
    }

    /// <summary>Measured exits take what they measure; the others share the rest. Returns what passes the node then: at least all that was measured leaving.</summary>
    private float Divert(float[] flow, int first, int end, float passing, ReadOnlySpan<float> share)
    {
        float leaving = 0, free = 0;
        for (var link = first; link < end; link++)
            if (float.IsNaN(_measuredLink[link])) free += share[link];
            else leaving += _measuredLink[link];
        var rest = free > 0 ? Math.Max(0, passing - leaving) : 0;
        for (var link = first; link < end; link++)
            flow[link] = float.IsNaN(_measuredLink[link]) ? (free > 0 ? rest * share[link] / free : 0) : _measuredLink[link];
        return leaving + rest;
    }

    /// <summary>What enters each node at an hour; the daily mean where the hour does not matter.</summary>
    private ReadOnlySpan<float> Lateral(double hour)
    {
        if (double.IsNaN(hour) || _network.Patterns.IsEmpty) return _network.Nodes.DryInflow.AsSpan();
        if (_lateral is null || _lateralHour != hour) _network.Daily.FillLateral(hour, _lateral ??= new float[_network.NodeCount]);
        _lateralHour = hour;
        return _lateral;
    }

    private static float[] Unknown(int count)
    {
        var values = new float[count];
        Array.Fill(values, float.NaN);
        return values;
    }
}
