namespace DigitalTwin.Domain.Hydraulics.Routing;

/// <summary>The linear system of one iteration: lines of all links, summed at nodes into the volume balance of each.</summary>
/// <remarks>Summed up for all rows, or brought up to date by differences where only a few lines changed.</remarks>
internal sealed class LinkSums
{
    private const double OverRim = 1e-6; // m

    private readonly HydraulicModel _model;
    private readonly DeviceFlows _devices;
    private readonly LinkPlace[] _places;
    private readonly int[] _firstOf, _linksOf, _dirty, _dirtySince;
    private readonly double[] _volume, _slope;
    private readonly double _theta;
    private int _dirtyCount, _pass;
    private bool _isWarm;

    public LinkSums(HydraulicModel model, RoutingOptions options)
    {
        _model = model;
        _theta = options.Theta;
        var links = model.Ends.ToArray();
        Order = model.Order;
        Heads = new HeadSolver(Order);
        Lines = new LinkLine[links.Length];
        _places = Order.Place(links);
        (_firstOf, _linksOf) = Adjacent(model.NodeCount, links);
        (Conduits, _devices, Volumes) = (new(model, options, Lines), new(model, Lines), new(model, options));
        (Depth, NetInflow, Surface, SurfaceBefore, Returned) = (new double[model.NodeCount], new double[model.NodeCount], new double[model.NodeCount], new double[model.NodeCount], new double[model.NodeCount]);
        (_volume, _slope, _dirty, _dirtySince) = (new double[Order.Rows], new double[Order.Rows], new int[Order.Rows], new int[Order.Rows + 1]);
        Pumps = [.. model.Devices.Index().Where(d => d.Item.Kind == DeviceKind.Pump).Select(d => model.ConduitCount + d.Index)];
    }

    public EliminationOrder Order { get; }
    public HeadSolver Heads { get; }
    public ConduitFlows Conduits { get; }
    public NodeVolumes Volumes { get; }
    /// <summary>Of conduits, then of devices.</summary>
    public LinkLine[] Lines { get; }
    /// <summary>Links that take what flows to their well, wherever that comes from.</summary>
    public int[] Pumps { get; }
    public double[] Depth { get; }
    public double[] NetInflow { get; }
    /// <summary>Free surface of joining pipes, m².</summary>
    public double[] Surface { get; }
    public double[] SurfaceBefore { get; }
    /// <summary>Water that the node's book holds and its pipes do not, given back over the step, m³/s.</summary>
    public double[] Returned { get; }

    public ref readonly LinkPlace Place(int link) => ref _places[link];

    /// <summary>Links at a node.</summary>
    public ReadOnlySpan<int> LinksOf(int node) => _linksOf.AsSpan(_firstOf[node].._firstOf[node + 1]);

    /// <summary>Takes up a state as what the step starts from.</summary>
    public void Begin(RoutingState state)
    {
        for (var n = 0; n < Depth.Length; n++) Begin(n, state);
        for (var i = 0; i < state.Flow.Length; i++) Lines[i].Flow = state.Flow[i];
        for (var i = 0; i < state.DeviceFlow.Length; i++) Lines[state.Flow.Length + i].Flow = state.DeviceFlow[i];
    }

    /// <summary>What spilled goes on to spill, most likely: from the rim's surface the head cannot shoot up.</summary>
    public void Begin(int node, RoutingState state) => Depth[node] = state.Depth[node] + (state.Overflow[node] > 0 ? OverRim : 0);

    /// <summary>Areas of all conduits at a state; says nothing of its lines.</summary>
    public void Measure(RoutingState state)
    {
        Begin(state);
        state.Depth.CopyTo(Depth, 0);
        for (var i = 0; i < state.Flow.Length; i++) Conduits.Evaluate(i, Depth, state, 1);
    }

    /// <summary>The state that follows is not the one that the last step ended with.</summary>
    public void Forget() => _isWarm = false;

    public void EvaluateAll(RoutingState state, double[] lateral, double dt)
    {
        for (var i = 0; i < Lines.Length; i++) Evaluate(i, state, lateral, dt);
        if (!_isWarm)
        {
            Array.Clear(Surface);
            for (var i = 0; i < Lines.Length; i++) AddSurface(i);
        }
        Surface.CopyTo(SurfaceBefore, 0);
        SumUp(state, lateral, dt);
    }

    public void EvaluateMany(ReadOnlySpan<int> links, RoutingState state, double[] lateral, double dt)
    {
        foreach (var link in links) Evaluate(link, state, lateral, dt);
        SumUp(state, lateral, dt);
    }

    /// <param name="moved">Rows whose head moved.</param>
    public void EvaluateFew(ReadOnlySpan<int> links, ReadOnlySpan<int> moved, RoutingState state, double[] lateral, double dt, double negligible)
    {
        _pass++;
        _dirtyCount = 0;
        foreach (var row in moved) Touch(row);
        foreach (var link in links)
        {
            var before = Lines[link];
            Evaluate(link, state, lateral, dt);
            Replace(link, in before);
        }
        for (var i = 0; i < _dirtyCount; i++) Heads.Mark(_dirty[i]);
        for (var i = 0; i < _dirtyCount; i++) Balance(_dirty[i], state, dt);
        Heads.SolveMarked(negligible);
    }

    /// <summary>Goes to the solution.</summary>
    public void Move()
    {
        var (right, nodes) = (Heads.Right, Order.Nodes);
        var isWhole = Heads.VisitedCount == nodes.Length;
        foreach (var row in Heads.Visited.AsSpan(0, Heads.VisitedCount))
        {
            var (change, node) = (right[row], nodes[row]);
            Move(row, node, change);
            if (isWhole) continue;
            foreach (var link in LinksOf(node))
            {
                ref var line = ref Lines[link];
                ref readonly var place = ref _places[link];
                Shift(ref line, in place, place.From == node ? line.SlopeFrom * change : -line.SlopeTo * change);
            }
        }
        if (!isWhole) return;
        for (var i = 0; i < Lines.Length; i++)
        {
            ref var line = ref Lines[i];
            ref readonly var place = ref _places[i];
            Shift(ref line, in place, line.SlopeFrom * right[place.FromRow] - line.SlopeTo * right[place.ToRow]);
        }
    }

    /// <summary>Moves one head.</summary>
    public void Move(int row, int node, double change)
    {
        Depth[node] += change;
        _volume[row] += _slope[row] * change;
    }

    /// <summary>Takes off a node what left over its rim in the step that was solved, m³.</summary>
    public double TakeOverflow(RoutingState state, int node, ref double depth) =>
        Volumes.TakeOverflow(node, state.Depth[node], _volume[Order.RowOf[node]], (Surface[node] + SurfaceBefore[node]) / 2, state.FreeSurface[node], ref depth);

    /// <summary>Hands the flows over to a state.</summary>
    public void End(RoutingState state)
    {
        for (var i = 0; i < state.Flow.Length; i++) state.Flow[i] = Lines[i].Flow;
        for (var i = 0; i < state.DeviceFlow.Length; i++) state.DeviceFlow[i] = Lines[state.Flow.Length + i].Flow;
        Conduits.MidArea.CopyTo(state.MidArea, 0);
        NetInflow.CopyTo(state.NetInflow, 0);
        _isWarm = true;
    }

    private static (int[] First, int[] Links) Adjacent(int nodes, (int From, int To)[] links)
    {
        var first = new int[nodes + 1];
        foreach (var (a, b) in links)
        {
            first[a + 1]++;
            if (b != a) first[b + 1]++;
        }
        for (var n = 0; n < nodes; n++) first[n + 1] += first[n];
        var (next, all) = (first[..nodes], new int[first[nodes]]);
        for (var i = 0; i < links.Length; i++)
        {
            all[next[links[i].From]++] = i;
            if (links[i].To != links[i].From) all[next[links[i].To]++] = i;
        }
        return (first, all);
    }

    private void Shift(ref LinkLine line, in LinkPlace place, double step)
    {
        line.Flow += step;
        NetInflow[place.From] -= step;
        NetInflow[place.To] += step;
    }

    /// <summary>Makes a link's line anew.</summary>
    public void Evaluate(int link, RoutingState state, double[] lateral, double dt)
    {
        if (link < _model.ConduitCount)
        {
            Conduits.Evaluate(link, Depth, state, dt);
            return;
        }
        var device = link - _model.ConduitCount;
        double available = 0, surface = 0;
        if (_model.Devices[device].Kind == DeviceKind.Pump)
        {
            var well = _places[link].From;
            available = lateral[well];
            foreach (var other in LinksOf(well))
            {
                var isFrom = _places[other].From == well;
                available += Math.Max(0, isFrom ? -Lines[other].Flow : Lines[other].Flow);
                if (other < _model.ConduitCount) surface += isFrom ? Lines[other].SurfaceFrom : Lines[other].SurfaceTo;
            }
        }
        _devices.Evaluate(device, Depth, state.Setting[device], available, surface, dt);
    }

    private void AddSurface(int link)
    {
        Surface[_places[link].From] += Lines[link].SurfaceFrom;
        Surface[_places[link].To] += Lines[link].SurfaceTo;
    }

    private void SumUp(RoutingState state, double[] lateral, double dt)
    {
        Heads.Clear();
        Array.Clear(Surface);
        Array.Copy(lateral, NetInflow, lateral.Length);
        double[] diagonal = Heads.Diagonal, off = Heads.Off;
        for (var i = 0; i < Lines.Length; i++)
        {
            ref readonly var line = ref Lines[i];
            ref readonly var place = ref _places[i];
            double p = line.SlopeFrom * _theta, r = line.SlopeTo * _theta;
            NetInflow[place.From] -= line.Flow;
            NetInflow[place.To] += line.Flow;
            Surface[place.From] += line.SurfaceFrom;
            Surface[place.To] += line.SurfaceTo;
            diagonal[place.FromRow] += p;
            diagonal[place.ToRow] += r;
            off[place.Upper] -= r;
            off[place.Lower] -= p;
        }
        Array.Clear(_slope);
        for (var row = 0; row < Order.Rows; row++) Balance(row, state, dt);
        Heads.Solve();
    }

    /// <summary>Begins a row anew.</summary>
    public void Empty(int row) => _slope[row] = 0;

    /// <summary>A row's volume balance, once its links are summed up.</summary>
    public void Balance(int row, RoutingState state, double dt)
    {
        var node = Order.Nodes[row];
        var volume = Volumes.Change(node, state.Depth[node], Depth[node], (Surface[node] + SurfaceBefore[node]) / 2, state.FreeSurface[node], out var slope);
        Heads.Diagonal[row] += (slope - _slope[row]) / dt;
        (_volume[row], _slope[row]) = (volume, slope);
        Heads.Right[row] = _theta * NetInflow[node] + (1 - _theta) * state.NetInflow[node] + Returned[node] - volume / dt;
    }

    private void Replace(int link, in LinkLine before)
    {
        ref readonly var line = ref Lines[link];
        ref readonly var place = ref _places[link];
        double flow = line.Flow - before.Flow, p = (line.SlopeFrom - before.SlopeFrom) * _theta, r = (line.SlopeTo - before.SlopeTo) * _theta;
        double surface1 = line.SurfaceFrom - before.SurfaceFrom, surface2 = line.SurfaceTo - before.SurfaceTo;
        Touch(place.FromRow);
        Touch(place.ToRow);
        NetInflow[place.From] -= flow;
        NetInflow[place.To] += flow;
        Surface[place.From] += surface1;
        Surface[place.To] += surface2;
        Heads.Diagonal[place.FromRow] += p;
        Heads.Diagonal[place.ToRow] += r;
        Heads.Off[place.Upper] -= r;
        Heads.Off[place.Lower] -= p;
    }

    private void Touch(int row)
    {
        if (row >= Order.Rows || _dirtySince[row] == _pass) return;
        _dirtySince[row] = _pass;
        _dirty[_dirtyCount++] = row;
    }
}
