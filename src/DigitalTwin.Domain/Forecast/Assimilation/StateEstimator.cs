using DigitalTwin.Domain.Forecast.State;
using DigitalTwin.Domain.Hydraulics.Hydrology;
using DigitalTwin.Domain.Hydraulics.Routing;

namespace DigitalTwin.Domain.Forecast.Assimilation;

/// <summary>Runs a part's model beside the water: rain as it fell, and what gauges measured, up to now. Forecasts start from its <see cref="State"/>.</summary>
/// <remarks>
/// Levels are drawn to the measured ones (<see cref="Nudging"/>), every drop booked in <see cref="Ledger"/>; from what that takes, inflow is learnt
/// (<see cref="FactorFilter"/>), so that not the state alone gets better but what comes after it. Flows speak for what enters above them. Gauges that are marked, stale or off beyond belief have no
/// say and are named. Pumps and gates stand as they were measured (<see cref="DeviceRecord"/>). Not thread-safe.
/// </remarks>
public sealed class StateEstimator
{
    private readonly EstimatorOptions _options;
    private readonly PipeGraph _graph;
    private readonly Nudging _nudging;
    private readonly InnovationCheck _check;
    private readonly DeviceRecord _devices;
    private readonly SewerSimulation _run;
    private readonly DateTime _start;
    private readonly double[] _rate;
    private InflowLearning _learning;

    /// <param name="start">City time at which the run begins, from dry pipes; give it some hours of rain and dry-weather flow before its state is used.</param>
    public StateEstimator(LiveModel model, DateTime start, EstimatorOptions? options = null)
    {
        (Model, _start, _options) = (model, start, options ?? new EstimatorOptions());
        _graph = new PipeGraph(model.Hydraulics);
        _nudging = new Nudging(model.Hydraulics, _options);
        _check = new InnovationCheck(_options);
        _devices = new DeviceRecord(model, _options);
        _run = model.Start(start, new Dictionary<string, RainSeries>());
        _run.Correction = new Corrections(this);
        _rate = new double[model.Hydraulics.NodeCount];
        _learning = new InflowLearning(model, _graph, []);
    }

    /// <summary>Goes on from a state as it was kept.</summary>
    /// <exception cref="ArgumentException">The state is of another part.</exception>
    public StateEstimator(LiveModel model, EstimatedState state, EstimatorOptions? options = null) : this(model, state.Start, options)
    {
        state.RestoreInto(_run);
        _learning = InflowLearning.Restore(model, _graph, state.Learnt, out var missing);
        _nudging.Restore(missing, state.Bias);
        _devices.Restore(state.Holds, state.At);
    }

    public LiveModel Model { get; }
    public DateTime Now => _run.Now;
    public AssimilationLedger Ledger { get; } = new();

    public EstimatedState State => new(_start, Now, _run.Snapshot(), [.. _run.Inflow.RunoffFactor], [.. _run.Inflow.DryWeatherFactor], [.. _nudging.Bias], _learning.Snapshot(_nudging.Missing))
    {
        FactorSpread = _learning.Spread, Holds = _devices.Ahead(Now),
    };

    /// <summary>Depth over each node's invert now, m.</summary>
    public IReadOnlyList<double> Depth => _run.State.Depth;

    /// <summary>m³ since the run's start; corrections are its external inflow.</summary>
    public WaterBalance Balance => _run.State.Balance;

    /// <summary>m³ in tanks and conduits now.</summary>
    public double StoredVolume => _run.Router.StoredVolume();

    /// <summary>Leaving over each node's rim now, m³/s.</summary>
    public IReadOnlyList<double> Overflow => _run.State.Overflow;

    /// <summary>Pumps that have tripped: they stay off, in forecasts too, until they are named no more.</summary>
    /// <param name="pumps">Local ids.</param>
    public void Trip(IEnumerable<string> pumps) => _devices.Trip(pumps);

    /// <summary>Advances to <paramref name="until"/>, with the rain that fell and what was measured on the way. Readings later than that, or not later than <see cref="Now"/>, are not looked at.</summary>
    /// <param name="rain">By rain gauge, at least from <see cref="Now"/> on.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="until"/> lies before <see cref="Now"/>.</exception>
    public Analysis Advance(DateTime until, IReadOnlyDictionary<string, RainSeries> rain, IReadOnlyList<GaugeReading> readings)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(until, Now);
        _run.GiveRain(rain);
        var from = Now;
        var record = new GaugeRecord(Model, readings, from, until, _options);
        var flows = new FlowRecord(Model, readings, from, until, _options);
        _learning = _learning.Knowing(record.Nodes.Concat(flows.Nodes));
        _devices.Begin(readings, until);
        var gauged = record.Nodes.ToHashSet();
        _learning.Clear();
        _learning.Apply(_run.Inflow);
        var booked = new Dictionary<string, (double Added, double Removed)>();
        foreach (var at in record.Times)
        {
            _devices.Apply(_run, at, gauged);
            // Where a flow right below says that enough comes, a level that asks for more tells of the pipe, not of the water.
            var pulls = record.Pulls(at, _run.State.Depth, _rate, _check);
            pulls.RemoveAll(p => flows.Contradicts(_learning.Below(p.Node), p.Target - Math.Max(0, _run.State.Depth[p.Node])));
            Step(at, pulls, flows, booked);
        }
        var entries = booked.Select(b => new LedgerEntry(b.Key, from, until, b.Value.Added, b.Value.Removed)).ToArray();
        foreach (var entry in entries) Ledger.Book(entry);
        if (_options.LearnsInflow) _learning.Learn((until - from).TotalSeconds);
        _learning.Apply(_run.Inflow);
        return flows.AddTo(record.Conclude(_run.State.Depth, entries, _run.Router.ContinuityError()));
    }

    private void Step(DateTime until, IReadOnlyList<Pull> pulls, FlowRecord flows, Dictionary<string, (double Added, double Removed)> booked)
    {
        var (before, seconds) = (_run.State.Depth.ToArray(), (until - Now).TotalSeconds);
        if (seconds <= 0) return;
        _nudging.Begin(pulls.Select(p => (p.Node, p.Target, GaugeReach.Around(_graph, Model.Hydraulics, _run.State, p.Node, _options))));
        _run.AdvanceTo((until - _start).TotalSeconds);
        foreach (var pull in pulls)
        {
            var (added, removed) = _nudging.BookedBy(pull.Node);
            var sum = booked.GetValueOrDefault(pull.Asset);
            booked[pull.Asset] = (sum.Added + added, sum.Removed + removed);
            _learning.Count(pull.Node, added - removed, drew: true);
        }
        flows.Compare(_run, until, seconds, _learning.DryAbove, (node, net) => _learning.Count(node, net, drew: false));
        _nudging.End(seconds);
        for (var n = 0; n < before.Length; n++) _rate[n] = Math.Abs(_run.State.Depth[n] - before[n]) / seconds;
    }

    /// <summary>What enters is looked at before it is corrected.</summary>
    private sealed class Corrections(StateEstimator estimator) : IInflowCorrection
    {
        public void AddTo(NodeInflow inflow, RoutingState state, double dt)
        {
            estimator._learning.See(inflow);
            estimator._nudging.AddTo(inflow, state, dt);
        }

        public void Took(double dt)
        {
            estimator._learning.Took(dt);
            estimator._nudging.Took(dt);
        }
    }
}
