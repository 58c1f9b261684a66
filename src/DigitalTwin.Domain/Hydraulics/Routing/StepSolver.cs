namespace DigitalTwin.Domain.Hydraulics.Routing;

/// <summary>One time step: heads of all nodes and flows of all links at its end, found together by Newton's method.</summary>
/// <remarks>
/// Volume balance of every node with the flows at the new heads, V(H) − V(H_old) = Δt·(θ·ΣQ + (1 − θ)·ΣQ_old), Q linear in H from <see cref="ConduitFlows"/>
/// and <see cref="DeviceFlows"/>: the semi-implicit scheme of Casulli and Stelling (2013, Int. J. Numer. Meth. Fluids 71:1) on SWMM's nodes and links.
/// It is stable whatever the Courant number; water is conserved in each step even where Newton has not converged, because the flows that move it are
/// those of the linear system that was solved.
/// </remarks>
internal sealed class StepSolver
{
    // A flow that flips between two of its laws would go on flipping; half steps between them settle.
    private const int UndampedIterations = 3;
    private const double Damping = 0.5;
    private const double StillShare = 0.1; // of the head tolerance

    private readonly HydraulicModel _model;
    private readonly RoutingOptions _options;
    private readonly ConduitFlows _conduits;
    private readonly DeviceFlows _devices;
    private readonly NodeVolumes _volumes;
    private readonly HeadSolver _heads;
    private readonly int[] _conduitUpper, _conduitLower, _deviceUpper, _deviceLower;
    private readonly double[] _surface, _surfaceAtStart, _available, _volume, _slope;
    private readonly (int Conduit, int Node, bool IsTo)[] _ends;

    public StepSolver(HydraulicModel model, RoutingOptions options)
    {
        (_model, _options) = (model, options);
        (_conduits, _devices, _volumes) = (new(model, options), new(model), new(model, options));
        var links = Enumerable.Range(0, model.ConduitCount).Select(i => (model.From[i], model.To[i])).Concat(model.Devices.Select(d => (d.From, d.To)));
        var order = new EliminationOrder(model.NodeCount, links, i => model.Role[i] != NodeRole.Outfall);
        _heads = new HeadSolver(order, model.NodeCount);
        int Place(int row, int column) => order.PlaceOf(row, column) is >= 0 and var place ? place : order.Places;
        _conduitUpper = [.. Enumerable.Range(0, model.ConduitCount).Select(i => Place(model.From[i], model.To[i]))];
        _conduitLower = [.. Enumerable.Range(0, model.ConduitCount).Select(i => Place(model.To[i], model.From[i]))];
        _deviceUpper = [.. model.Devices.Select(d => Place(d.From, d.To))];
        _deviceLower = [.. model.Devices.Select(d => Place(d.To, d.From))];
        (_surface, _surfaceAtStart, _available) = (new double[model.NodeCount], new double[model.NodeCount], new double[model.NodeCount]);
        (_volume, _slope) = (new double[model.NodeCount], new double[model.NodeCount]);
        (Depth, Flow, DeviceFlow, NetInflow) = (new double[model.NodeCount], new double[model.ConduitCount], new double[model.Devices.Length], new double[model.NodeCount]);
        _ends = [.. Enumerable.Range(0, model.ConduitCount).SelectMany(i => new[] { (i, model.From[i], false), (i, model.To[i], true) }).Where(e => model.Role[e.Item2] == NodeRole.Outfall)];
    }

    public double[] Depth { get; }
    public double[] Flow { get; }
    public double[] DeviceFlow { get; }
    public double[] NetInflow { get; }
    public double[] MidArea => _conduits.MidArea;
    public NodeVolumes Volumes => _volumes;
    public ConduitFlows Conduits => _conduits;
    public int Iterations { get; private set; }
    /// <summary>Greatest change of a head in the last iteration, m.</summary>
    public double LastChange { get; private set; }
    /// <summary>Node whose head moved most in the last iteration.</summary>
    public int Slowest { get; private set; }

    /// <summary>Free surface of joining pipes over the step, m².</summary>
    public double[] Surface => _surface;

    /// <summary>Takes off a node what left over its rim in the step that was solved, m³.</summary>
    public double TakeOverflow(RoutingState state, int node, ref double depth) =>
        _volumes.TakeOverflow(node, state.Depth[node], _volume[node] + _slope[node] * _heads.Right[node], (_surface[node] + _surfaceAtStart[node]) / 2, state.FreeSurface[node], ref depth);

    /// <summary>True where the heads have settled within the tolerance. The state is not changed.</summary>
    public bool Solve(RoutingState state, double[] lateral, double stageHour, double dt)
    {
        state.Depth.CopyTo(Depth, 0);
        state.Flow.CopyTo(Flow, 0);
        state.DeviceFlow.CopyTo(DeviceFlow, 0);
        for (Iterations = 1; ; Iterations++)
        {
            SetEnds(stageHour);
            if (Iterations == 1) _conduits.Evaluate(Depth, state, Flow, dt);
            else _conduits.Refresh(Depth, state, Flow, _heads.Right, StillShare * _options.HeadTolerance, dt);
            GatherInflows(lateral);
            _devices.Evaluate(Depth, state.Setting, _available, _surface, dt);
            Assemble(state, lateral, dt);
            _heads.Solve();
            var change = GreatestChange();
            LastChange = change;
            var settled = change < _options.HeadTolerance;
            var isLast = settled || Iterations >= _options.MostIterations || !double.IsFinite(change);
            Move(isLast || Iterations <= UndampedIterations ? 1 : Damping);
            if (isLast) return settled;
        }
    }

    /// <summary>Heads at outfalls from their rule and the flow that reaches them.</summary>
    private void SetEnds(double stageHour)
    {
        foreach (var (conduit, node, isTo) in _ends)
        {
            var flow = Flow[conduit] / _model.Barrels[conduit];
            var offset = (isTo ? _model.ToInvert[conduit] : _model.FromInvert[conduit]) - _model.Invert[node];
            var normal = _conduits.NormalDepth(conduit, flow);
            var least = Math.Min(normal, _conduits.CriticalDepth(conduit, flow));
            Depth[node] = _model.Outfall[node] switch
            {
                OutfallRule.Free => offset > 0 ? 0 : least,
                OutfallRule.Normal => offset > 0 ? 0 : normal,
                _ => AtStage(node, offset, least, _model.Outfall[node] == OutfallRule.Tidal && _model.Tide[node] is { } tide ? Interpolation.At(tide, stageHour) : _model.Stage[node]),
            };
        }
    }

    private double AtStage(int node, double offset, double least, double stage)
    {
        var depth = stage - _model.Invert[node];
        if (least + offset < depth) return depth;
        if (offset > 0) return depth < offset ? Math.Max(0, depth) : offset + least;
        return least;
    }

    private void GatherInflows(double[] lateral)
    {
        if (_model.Devices.Length == 0) return;
        Array.Copy(lateral, _available, lateral.Length);
        Array.Clear(_surface);
        for (var i = 0; i < _model.ConduitCount; i++)
        {
            var q = _conduits.Flow[i];
            _available[q >= 0 ? _model.To[i] : _model.From[i]] += Math.Abs(q);
            _surface[_model.From[i]] += _conduits.SurfaceFrom[i];
            _surface[_model.To[i]] += _conduits.SurfaceTo[i];
        }
        for (var i = 0; i < _model.Devices.Length; i++)
            _available[DeviceFlow[i] >= 0 ? _model.Devices[i].To : _model.Devices[i].From] += Math.Abs(DeviceFlow[i]);
    }

    private void Assemble(RoutingState state, double[] lateral, double dt)
    {
        _heads.Clear();
        Array.Clear(_surface);
        Array.Copy(lateral, NetInflow, lateral.Length);
        var theta = _options.Theta;
        double[] diagonal = _heads.Diagonal, off = _heads.Off;
        int[] from = _model.From, to = _model.To;
        for (var i = 0; i < from.Length; i++)
        {
            var (a, b, q, p, r) = (from[i], to[i], _conduits.Flow[i], _conduits.SlopeFrom[i] * theta, _conduits.SlopeTo[i] * theta);
            NetInflow[a] -= q;
            NetInflow[b] += q;
            _surface[a] += _conduits.SurfaceFrom[i];
            _surface[b] += _conduits.SurfaceTo[i];
            diagonal[a] += p;
            diagonal[b] += r;
            off[_conduitUpper[i]] -= r;
            off[_conduitLower[i]] -= p;
        }
        for (var i = 0; i < _model.Devices.Length; i++)
        {
            var (d, q, p, r) = (_model.Devices[i], _devices.Flow[i], _devices.SlopeFrom[i] * theta, _devices.SlopeTo[i] * theta);
            NetInflow[d.From] -= q;
            NetInflow[d.To] += q;
            _surface[d.From] += _devices.SurfaceFrom[i];
            _surface[d.To] += _devices.SurfaceTo[i];
            diagonal[d.From] += p;
            diagonal[d.To] += r;
            off[_deviceUpper[i]] -= r;
            off[_deviceLower[i]] -= p;
        }
        if (Iterations == 1) _surface.CopyTo(_surfaceAtStart, 0);
        for (var n = 0; n < diagonal.Length; n++)
        {
            if (_model.Role[n] == NodeRole.Outfall) continue;
            var surface = (_surface[n] + _surfaceAtStart[n]) / 2;
            var volume = _volumes.Change(n, state.Depth[n], Depth[n], surface, state.FreeSurface[n], out var slope);
            (_volume[n], _slope[n]) = (volume, slope);
            diagonal[n] += slope / dt;
            _heads.Right[n] = theta * NetInflow[n] + (1 - theta) * state.NetInflow[n] - volume / dt;
        }
    }

    private double GreatestChange()
    {
        var change = _heads.Right;
        double most = 0;
        for (var n = 0; n < change.Length; n++)
        {
            var size = Math.Abs(change[n]);
            if (size <= most) continue;
            (most, Slowest) = (size, n);
            if (double.IsNaN(size)) return size;
        }
        return most;
    }

    /// <summary>Moves heads and flows towards the solution of the linear system, or a part of the way, from where it is made linear anew.</summary>
    private void Move(double part)
    {
        var change = _heads.Right;
        if (part < 1)
            for (var n = 0; n < change.Length; n++) change[n] *= part;
        for (var n = 0; n < change.Length; n++) Depth[n] += change[n];
        for (var i = 0; i < Flow.Length; i++)
        {
            var step = _conduits.SlopeFrom[i] * change[_model.From[i]] - _conduits.SlopeTo[i] * change[_model.To[i]];
            Flow[i] = _conduits.Flow[i] + step;
            NetInflow[_model.From[i]] -= step;
            NetInflow[_model.To[i]] += step;
        }
        for (var i = 0; i < DeviceFlow.Length; i++)
        {
            var (from, to) = (_model.Devices[i].From, _model.Devices[i].To);
            var step = _devices.SlopeFrom[i] * change[from] - _devices.SlopeTo[i] * change[to];
            DeviceFlow[i] = _devices.Flow[i] + step;
            NetInflow[from] -= step;
            NetInflow[to] += step;
        }
    }
}
