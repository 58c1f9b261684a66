namespace DigitalTwin.Domain.Networks.Compiled;

/// <summary>One pass over the network in topological order: flow of each link, then its travel times.</summary>
internal sealed class FlowPass
{
    private readonly CompiledNetwork _network;
    private readonly LinkTravel _travel;
    private readonly float[] _measuredLink, _measuredNode, _depth;
    /// <summary>Nodes at which something is measured, itself or an exit; the others take the short way.</summary>
    private readonly bool[] _isMeasured;

    public FlowPass(CompiledNetwork network)
    {
        _network = network;
        _travel = new LinkTravel(network);
        (_measuredLink, _measuredNode, _depth) = (Unknown(network.LinkCount), Unknown(network.NodeCount), Unknown(network.NodeCount));
        _isMeasured = new bool[network.NodeCount];
    }

    public void Run(FlowState state, Dictionary<int, Measured> linkFlow, Dictionary<int, Measured> nodeFlow, Dictionary<int, Measured> nodeDepth, double hour)
    {
        // Flow against the direction by design is not carried anywhere; the link counts as standing.
        foreach (var (link, measured) in linkFlow) _measuredLink[link] = Math.Max(0, measured.Value);
        foreach (var (node, measured) in nodeFlow) _measuredNode[node] = Math.Max(0, measured.Value);
        foreach (var link in linkFlow.Keys) _isMeasured[_network.Links.From[link]] = true;
        foreach (var node in nodeFlow.Keys) _isMeasured[node] = true;
        foreach (var (node, measured) in nodeDepth) _depth[node] = Math.Max(0, measured.Value);
        state.Depths = nodeDepth.ToDictionary(d => d.Key, d => d.Value.Value);
        Route(state, hour);
        _travel.Fill(state, _measuredLink, nodeDepth.Keys, _depth);
        foreach (var link in linkFlow.Keys) (_measuredLink[link], _isMeasured[_network.Links.From[link]]) = (float.NaN, false);
        foreach (var node in nodeFlow.Keys) (_measuredNode[node], _isMeasured[node]) = (float.NaN, false);
        foreach (var node in nodeDepth.Keys) _depth[node] = float.NaN;
    }

    private void Route(FlowState state, double hour)
    {
        var nodes = _network.Nodes;
        var through = state.NodeFlow;
        var flow = state.LinkFlow;
        ReadOnlySpan<int> downStart = nodes.DownStart.AsSpan(), to = _network.Links.To.AsSpan();
        ReadOnlySpan<float> inflow = nodes.DryInflow.AsSpan(), share = _network.Links.DryShare.AsSpan();
        ReadOnlySpan<short> pattern = nodes.Pattern.AsSpan();
        var factors = Factors(hour);
        Array.Clear(through);
        for (var node = 0; node < through.Length; node++)
        {
            var lateral = pattern[node] < 0 ? inflow[node] : inflow[node] * factors[pattern[node]];
            var passing = Math.Max(0, through[node] + lateral);
            int first = downStart[node], end = downStart[node + 1];
            if (_isMeasured[node]) passing = RouteMeasured(node, flow, first, end, passing, share);
            else
                for (var link = first; link < end; link++) flow[link] = passing * share[link];
            through[node] = passing;
            for (var link = first; link < end; link++)
                if (to[link] > node) through[to[link]] += flow[link];
        }
    }

    /// <summary>What is measured at the node replaces what arrived; what is measured at its exits replaces their share. Returns what passes the node.</summary>
    private float RouteMeasured(int node, float[] flow, int first, int end, float passing, ReadOnlySpan<float> share)
    {
        var measured = _measuredNode[node];
        if (!float.IsNaN(measured)) passing = measured;
        var leaving = Divert(flow, first, end, passing, share);
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

    /// <summary>Pattern multipliers at an hour, linear between the middles of the hours they stand for; 1 for the daily mean.</summary>
    private float[] Factors(double hour)
    {
        var factors = new float[_network.Patterns.Length];
        for (var i = 0; i < factors.Length; i++)
            factors[i] = double.IsNaN(hour) ? 1 : (float)_network.Patterns[i][(int)hour];
        return factors;
    }

    private static float[] Unknown(int count)
    {
        var values = new float[count];
        Array.Fill(values, float.NaN);
        return values;
    }
}
