using DigitalTwin.Domain.Hydraulics.Controls;

namespace DigitalTwin.Domain.Hydraulics.Routing;

/// <summary>Routes water through a network, step by step. Not thread-safe; a model can have any number of routers.</summary>
public sealed class Router
{
    private const double Growth = 1.5;
    private const int MostRetries = 2;
    internal const double WorthARetry = 5; // head tolerances
    private const int LeastRows = 150; // A small network has nothing to gain from regions.
    private const int MostShare = 4; // One row in so many may be in regions; where more would be, the whole goes slower.
    private const double RegionWork = 0.7; // What regions may cost beside the whole.

    private readonly RoutingOptions _options;
    private readonly StepSolver _solver;
    private readonly ControlDesk _controls;
    private readonly Regions _regions;
    private readonly RegionSolver _local;
    private readonly Acceptance _acceptance;
    private readonly VolumeBook _book;
    private double _step;
    private bool _isWhole;

    /// <exception cref="ArgumentOutOfRangeException">An option is not one that the method can run with.</exception>
    /// <exception cref="FormatException">A control rule cannot be read.</exception>
    /// <param name="startOfDay">City time of day at which the run starts, s; for rules by the clock.</param>
    public Router(HydraulicModel model, RoutingOptions? options = null, double startOfDay = 0)
    {
        Model = model;
        _options = (options ?? new RoutingOptions()).Checked();
        _solver = new StepSolver(model, _options);
        _controls = new ControlDesk(model, startOfDay);
        _step = _options.ShortestStep;
        _regions = new Regions(model, _options, _solver.Sums);
        _acceptance = new Acceptance(model, _options, _solver.Sums);
        _local = new RegionSolver(model, _options, _solver, _regions, _controls, _acceptance);
        _book = new VolumeBook(model, _options, _solver.Sums);
        _isWhole = model.Order.Rows < LeastRows;
        MeanFlow = new double[model.ConduitCount + model.Devices.Length];
        UnsettledAt = new int[model.NodeCount];
        State = new RoutingState(model.NodeCount, model.ConduitCount, model.Devices.Length);
        model.InitialDepth.CopyTo(State.Depth, 0);
        for (var i = 0; i < model.ConduitCount; i++) State.Flow[i] = model.InitialFlow[i];
        for (var i = 0; i < model.Devices.Length; i++) State.Setting[i] = model.Devices[i].InitialSetting;
        Settle();
    }

    public HydraulicModel Model { get; }
    public RoutingState State { get; }
    public RoutingOptions Options => _options;
    /// <summary>Settings of pumps and gates that are known from outside; none at first.</summary>
    public DeviceHolds Holds => _controls.Holds;
    public long Steps { get; private set; }
    public long Iterations { get; private set; }
    /// <summary>Steps taken without having settled at the shortest step.</summary>
    public long Unsettled { get; private set; }
    /// <summary>Steps that regions took by themselves within those of the whole.</summary>
    public long RegionSteps => _local.Steps;
    /// <summary>Of conduits and then devices over the last step, m³/s: the flows that moved the water.</summary>
    public double[] MeanFlow { get; }
    /// <summary>How often which node was the one that did not settle.</summary>
    public int[] UnsettledAt { get; }

    /// <summary>Goes on from another state, at its time.</summary>
    public void Resume(RoutingState state)
    {
        if (state != State) State.CopyFrom(state);
        _solver.Sums.Forget();
        _regions.Clear();
        Array.Clear(_acceptance.Rise);
        _step = _options.ShortestStep;
        _isWhole = true;
        TakeStock();
    }

    /// <summary>Areas and balance that belong to the depths as they are now, after depths were set from outside.</summary>
    public void Settle()
    {
        TakeStock();
        _solver.Sums.Forget();
        _solver.Sums.Conduits.MidArea.CopyTo(State.MidArea, 0);
        _book.Held.CopyTo(State.Booked, 0);
        State.Balance = State.Balance with { Initial = StoredVolume() };
    }

    /// <summary>Length of the next step, s: as long as accuracy allows, and so that <paramref name="until"/> is met exactly.</summary>
    public double NextStep(double until)
    {
        var left = until - State.Time;
        if (left <= 0) return 0;
        var switching = _controls.UntilNext(State, _acceptance.Rise, _isWhole) * ControlDesk.JustPast;
        return Math.Min(Math.Max(switching, _options.ShortestStep), left / Math.Ceiling(left / _step - 1e-9));
    }

    /// <summary>Takes one step of at most <paramref name="dt"/> s, and says how long it was.</summary>
    /// <param name="inflow">Entering at nodes, m³/s, over the step.</param>
    /// <param name="time">For outfalls with tides.</param>
    public double Step(double dt, NodeInflow inflow, StageTime time = default)
    {
        Enter(inflow.Total);
        _controls.Act(State, dt);
        var settled = Solve(dt, inflow, in time);
        var isRegional = CallRegions(settled);
        for (var retries = 0; !isRegional && !settled && dt > _options.ShortestStep && _solver.LastChange > WorthARetry * _options.HeadTolerance && retries < MostRetries; retries++)
        {
            dt = Math.Max(_options.ShortestStep, dt / 2);
            settled = Solve(dt, inflow, in time);
            isRegional = CallRegions(settled);
        }
        if (!settled && !isRegional)
        {
            Unsettled++;
            UnsettledAt[_solver.Slowest]++;
        }
        if (!isRegional) _regions.Clear();
        var work = _local.Work;
        var moved = Accept(inflow, in time, dt);
        Steps++;
        var wanted = dt * (isRegional ? Math.Clamp(Math.Sqrt(RegionWork * _solver.Work / Math.Max(1, _local.Work - work)), 0.5, Growth) : Math.Clamp(_options.DepthChange / Math.Max(moved, 1e-9), 0.5, Growth));
        if (settled && _solver.Iterations > _options.MostIterations / 2 + 1) wanted = Math.Min(wanted, dt);
        _step = Math.Clamp(wanted, _options.ShortestStep, _options.LongestStep);
        return dt;
    }

    /// <summary>m³ in the network now.</summary>
    public double StoredVolume()
    {
        TakeStock();
        return _book.Held.Sum();
    }

    /// <summary>m³ at each node now: its tank and the halves of its pipes, in a manhole at least the water that stands in it. 0 at ends.</summary>
    public double[] VolumeAtNodes()
    {
        TakeStock();
        return [.. _book.Held.Select((volume, n) => Model.Role[n] == NodeRole.Outfall ? 0 : Math.Max(0, volume))];
    }

    public double ContinuityError() => State.Balance.ContinuityError(StoredVolume());

    /// <summary>What enters is the same over the whole step, so that it counts whole from the step's beginning on.</summary>
    private void Enter(double[] lateral)
    {
        lateral.CopyTo(State.NetInflow, 0);
        for (var i = 0; i < Model.ConduitCount; i++) Pass(Model.From[i], Model.To[i], State.Flow[i]);
        for (var i = 0; i < Model.Devices.Length; i++) Pass(Model.Devices[i].From, Model.Devices[i].To, State.DeviceFlow[i]);

        void Pass(int from, int to, double flow)
        {
            State.NetInflow[from] -= flow;
            State.NetInflow[to] += flow;
        }
    }

    private void TakeStock()
    {
        _solver.Sums.Measure(State);
        _book.TakeStock(State);
    }

    private bool Solve(double dt, NodeInflow inflow, in StageTime time)
    {
        _book.Return(State, dt);
        var settled = _solver.Solve(State, inflow.Total, in time, dt);
        Iterations += _solver.Iterations;
        return settled;
    }

    /// <summary>True where what the step was too long for is little enough to be stepped by itself.</summary>
    private bool CallRegions(bool settled)
    {
        _regions.Clear();
        var order = Model.Order;
        if (order.Rows < LeastRows || !double.IsFinite(_solver.LastChange)) return false;
        var sums = _solver.Sums;
        foreach (var node in order.Nodes)
            if (_acceptance.Moved(node, sums.Depth[node], State.Depth[node]) > _options.DepthChange) _regions.Add(node);
        if (!settled)
            foreach (var row in sums.Heads.Visited.AsSpan(0, sums.Heads.VisitedCount))
                if (Math.Abs(sums.Heads.Right[row]) >= _options.HeadTolerance) _regions.Add(order.Nodes[row]);
        _controls.CallSwitching(State, sums.Depth, _regions);
        _isWhole = _regions.IsCalled && !_regions.Find(State, order.Rows / MostShare);
        return _regions.IsCalled && !_isWhole;
    }

    /// <summary>Makes the solution the state, regions by steps of their own; the greatest move of a free surface, m.</summary>
    private double Accept(NodeInflow inflow, in StageTime time, double dt)
    {
        var (moved, sums) = (0.0, _solver.Sums);
        for (var i = 0; i < MeanFlow.Length; i++)
            MeanFlow[i] = _options.Theta * sums.Lines[i].Flow + (1 - _options.Theta) * (i < State.Flow.Length ? State.Flow[i] : State.DeviceFlow[i - State.Flow.Length]);
        foreach (var region in _regions.Found) _local.Keep(region, State, dt);
        for (var n = 0; n < Model.NodeCount; n++)
            if (!_regions.Has(n)) moved = Math.Max(moved, _acceptance.Take(n, State, dt));
        sums.End(State);
        foreach (var region in _regions.Found)
        {
            _local.Advance(region, State, inflow.Total, in time, State.Time, dt);
            foreach (var link in _regions.Links(region)) MeanFlow[link] += _local.Beyond(link) / dt;
        }
        _book.Follow(State, dt);
        var balance = _acceptance.Book(State.Balance, State, _book);
        State.Balance = balance with
        {
            DryWeather = balance.DryWeather + inflow.DryWeatherTotal * dt,
            Runoff = balance.Runoff + inflow.RunoffTotal * dt,
            External = balance.External + inflow.ExternalTotal * dt,
        };
        State.Time += dt;
        return moved;
    }
}
