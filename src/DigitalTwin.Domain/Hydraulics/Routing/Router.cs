using DigitalTwin.Domain.Hydraulics.Controls;

namespace DigitalTwin.Domain.Hydraulics.Routing;

/// <summary>Routes water through a network, step by step. Not thread-safe; a model can have any number of routers.</summary>
public sealed class Router
{
    private const double Growth = 1.5;
    private const int MostRetries = 2;
    private const double JustPast = 1.001; // A pump switches where its depth has been passed, not reached.
    private const double WorthARetry = 5; // head tolerances

    private readonly RoutingOptions _options;
    private readonly StepSolver _solver;
    private readonly ControlDesk _controls;
    private readonly double[] _rise; // m/s
    private double _step;

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
        _rise = new double[model.NodeCount];
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
    /// <summary>How often which node was the one that did not settle.</summary>
    public int[] UnsettledAt { get; }

    /// <summary>Goes on from another state, at its time.</summary>
    public void Resume(RoutingState state)
    {
        if (state != State) State.CopyFrom(state);
        _solver.Sums.Forget();
        Array.Clear(_rise);
        _step = _options.ShortestStep;
    }

    /// <summary>Areas and balance that belong to the depths as they are now, after depths were set from outside.</summary>
    public void Settle()
    {
        _solver.Sums.Measure(State);
        _solver.Sums.Forget();
        _solver.Sums.Conduits.MidArea.CopyTo(State.MidArea, 0);
        State.Balance = State.Balance with { Initial = StoredVolume() };
    }

    /// <summary>Length of the next step, s: as long as accuracy allows, and so that <paramref name="until"/> is met exactly.</summary>
    public double NextStep(double until)
    {
        var left = until - State.Time;
        if (left <= 0) return 0;
        var switching = _controls.UntilNext(State, _rise) * JustPast;
        return Math.Min(Math.Max(switching, _options.ShortestStep), left / Math.Ceiling(left / _step - 1e-9));
    }

    /// <summary>Takes one step of at most <paramref name="dt"/> s, and says how long it was.</summary>
    /// <param name="inflow">Entering at nodes, m³/s, over the step.</param>
    /// <param name="hourOfDay">For tidal outfalls.</param>
    public double Step(double dt, NodeInflow inflow, double hourOfDay = 0)
    {
        _controls.Act(State, dt);
        var settled = _solver.Solve(State, inflow.Total, hourOfDay, dt);
        Iterations += _solver.Iterations;
        for (var retries = 0; !settled && dt > _options.ShortestStep && _solver.LastChange > WorthARetry * _options.HeadTolerance && retries < MostRetries; retries++)
        {
            dt = Math.Max(_options.ShortestStep, dt / 2);
            settled = _solver.Solve(State, inflow.Total, hourOfDay, dt);
            Iterations += _solver.Iterations;
        }
        if (!settled)
        {
            Unsettled++;
            UnsettledAt[_solver.Slowest]++;
        }
        var moved = Accept(inflow, dt);
        Steps++;
        var wanted = dt * Math.Clamp(_options.DepthChange / Math.Max(moved, 1e-9), 0.5, Growth);
        if (settled && _solver.Iterations > _options.MostIterations / 2 + 1) wanted = Math.Min(wanted, dt);
        _step = Math.Clamp(wanted, _options.ShortestStep, _options.LongestStep);
        return dt;
    }

    /// <summary>m³ in tanks and conduits now.</summary>
    public double StoredVolume()
    {
        double sum = 0;
        for (var n = 0; n < Model.NodeCount; n++)
            if (Model.Storage[n] is { } tank) sum += tank.Volume(State.Depth[n]);
        _solver.Sums.Measure(State);
        for (var i = 0; i < Model.ConduitCount; i++) sum += _solver.Sums.Conduits.MeanArea[i] * Model.Length[i] * Model.Barrels[i];
        return sum;
    }

    /// <summary>m³ at each node now: its tank and the halves of its pipes, in a manhole at least the water that stands in it. 0 at ends.</summary>
    public double[] VolumeAtNodes()
    {
        var volume = new double[Model.NodeCount];
        _solver.Sums.Measure(State);
        for (var i = 0; i < Model.ConduitCount; i++)
        {
            var half = _solver.Sums.Conduits.MeanArea[i] * Model.Length[i] * Model.Barrels[i] / 2;
            volume[Model.From[i]] += half;
            volume[Model.To[i]] += half;
        }
        for (var n = 0; n < volume.Length; n++)
        {
            if (Model.Storage[n] is { } tank) volume[n] += Math.Max(0, tank.Volume(State.Depth[n]));
            else volume[n] = Model.Role[n] == NodeRole.Outfall ? 0 : Math.Max(volume[n], _options.LeastSurface * State.Depth[n]);
        }
        return volume;
    }

    public double ContinuityError() => State.Balance.ContinuityError(StoredVolume());

    /// <summary>Makes the solution the state; the greatest move of a free surface, m.</summary>
    private double Accept(NodeInflow inflow, double dt)
    {
        var (balance, theta, moved, sums) = (State.Balance, _options.Theta, 0.0, _solver.Sums);
        for (var n = 0; n < Model.NodeCount; n++)
        {
            double depth = sums.Depth[n], before = State.Depth[n];
            if (!double.IsFinite(depth)) depth = before;
            if (Model.Role[n] == NodeRole.Outfall)
            {
                var volume = dt * (theta * sums.NetInflow[n] + (1 - theta) * State.NetInflow[n]);
                balance = volume >= 0 ? balance with { Outflow = balance.Outflow + volume } : balance with { Backflow = balance.Backflow - volume };
            }
            else
            {
                var overflow = sums.TakeOverflow(State, n, ref depth);
                State.Overflow[n] = overflow / dt;
                if (overflow > 0)
                {
                    State.OverflowVolume[n] += overflow;
                    balance = balance with { Overflow = balance.Overflow + overflow };
                }
                if (sums.Volumes.IsFree(n, depth))
                {
                    State.FreeSurface[n] = sums.Surface[n];
                    if (sums.Volumes.IsFree(n, before)) moved = Math.Max(moved, Math.Abs(depth - before));
                }
            }
            State.Depth[n] = depth;
            _rise[n] = (depth - before) / dt;
        }
        sums.End(State);
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
