using DigitalTwin.Domain.Hydraulics.Routing;

namespace DigitalTwin.Domain.Forecast.Assimilation;

/// <summary>Draws computed levels to measured ones by water that enters or leaves at the gauges' reaches, booked to the drop.</summary>
/// <remarks>
/// Deterministic updating of water levels (Hansen, Borup, Møller and Mikkelsen 2014, Water 6(8), 2195–2211) by Newtonian relaxation: the inflow is in
/// proportion to the difference, and its integral stands for inflow that the model lacks there, so that a lasting difference closes. As external inflow
/// of the router's own balance, a correction cannot unsettle the equations and is conserved like all other water.
/// </remarks>
internal sealed class Nudging : IInflowCorrection
{
    private readonly HydraulicModel _model;
    private readonly EstimatorOptions _options;
    private readonly List<Pull> _pulls = [];
    private readonly Dictionary<int, double> _missing = [];

    public Nudging(HydraulicModel model, EstimatorOptions options)
    {
        (_model, _options) = (model, options);
        Bias = new double[model.NodeCount];
    }

    /// <summary>By node: inflow that gauges miss beyond what the model has, m³/s.</summary>
    public double[] Bias { get; }

    /// <summary>Inflow that each gauge misses, by gauge node, m³/s.</summary>
    public IReadOnlyDictionary<int, double> Missing => _missing;

    /// <summary>m³ since <see cref="Begin"/>.</summary>
    public (double Added, double Removed) BookedBy(int gauge) => _pulls.Find(p => p.Node == gauge) is { } pull ? (pull.Added, pull.Removed) : (0, 0);

    public void Restore(IEnumerable<KeyValuePair<int, double>> missing, double[] bias)
    {
        _missing.Clear();
        foreach (var (node, flow) in missing) _missing[node] = flow;
        bias.CopyTo(Bias, 0);
    }

    /// <summary>Starts a span of steps in which these gauges pull.</summary>
    public void Begin(IEnumerable<(int Node, double Target, GaugeReach Reach)> gauges)
    {
        _pulls.Clear();
        foreach (var (node, target, reach) in gauges) _pulls.Add(new Pull(node, target, reach));
    }

    public void AddTo(NodeInflow inflow, RoutingState state, double dt)
    {
        foreach (var pull in _pulls)
        {
            var difference = pull.Target - Math.Max(0, state.Depth[pull.Node]);
            var gain = pull.Reach.Surface / _options.Closing.TotalSeconds;
            var missing = _missing.GetValueOrDefault(pull.Node);
            pull.Change = gain * difference / _options.Integrating.TotalSeconds;
            pull.Flow = 0;
            for (var i = 0; i < pull.Reach.Nodes.Length; i++)
            {
                var node = pull.Reach.Nodes[i];
                var flow = (gain * difference + missing) * pull.Reach.Shares[i];
                // What is not there cannot be taken: at most what comes and half of what stands.
                if (flow < 0) flow = Math.Max(flow, -Math.Max(0, inflow.Total[node]) - 0.5 * Math.Max(0, state.Depth[node]) * Math.Max(1, state.FreeSurface[node]) / Math.Max(dt, 10));
                inflow.AddExternal(node, flow);
                pull.Flow += flow;
            }
        }
    }

    public void Took(double dt)
    {
        var fading = Math.Exp(-dt / _options.Fading.TotalSeconds);
        foreach (var pull in _pulls)
        {
            if (pull.Flow >= 0) pull.Added += pull.Flow * dt;
            else pull.Removed -= pull.Flow * dt;
            _missing[pull.Node] = _missing.GetValueOrDefault(pull.Node) * fading + pull.Change * dt;
        }
    }

    /// <summary>Lets what unconfirmed gauges missed fade, and lays what all miss out over their reaches.</summary>
    public void End(double seconds)
    {
        Array.Clear(Bias);
        foreach (var node in _missing.Keys.ToArray())
        {
            if (_pulls.Find(p => p.Node == node) is not { } pull)
            {
                _missing[node] *= Math.Exp(-seconds / _options.Fading.TotalSeconds);
                continue;
            }
            for (var i = 0; i < pull.Reach.Nodes.Length; i++) Bias[pull.Reach.Nodes[i]] += _missing[node] * pull.Reach.Shares[i];
        }
    }

    private sealed class Pull(int node, double target, GaugeReach reach)
    {
        public int Node { get; } = node;
        public double Target { get; } = target;
        public GaugeReach Reach { get; } = reach;
        public double Flow, Change, Added, Removed;
    }
}

/// <summary>In a forecast: what the gauges still missed goes on and fades.</summary>
internal sealed class FadingBias(double[] bias, TimeSpan fading) : IInflowCorrection
{
    private readonly int[] _nodes = [.. Enumerable.Range(0, bias.Length).Where(n => bias[n] != 0)];
    private double _left = 1;

    public void AddTo(NodeInflow inflow, RoutingState state, double dt)
    {
        foreach (var node in _nodes)
        {
            var flow = bias[node] * _left;
            if (flow < 0) flow = Math.Max(flow, -Math.Max(0, inflow.Total[node]) - 0.5 * Math.Max(0, state.Depth[node]) / Math.Max(dt, 10));
            inflow.AddExternal(node, flow);
        }
    }

    public void Took(double dt) => _left *= Math.Exp(-dt / fading.TotalSeconds);
}
