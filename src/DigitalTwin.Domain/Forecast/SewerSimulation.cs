using DigitalTwin.Domain.Hydraulics.Hydrology;
using DigitalTwin.Domain.Hydraulics.Quality;
using DigitalTwin.Domain.Hydraulics.Routing;

namespace DigitalTwin.Domain.Forecast;

/// <summary>Rain to runoff to pipes: one run of a whole network, advanced as far as the caller likes.</summary>
public sealed class SewerSimulation
{
    private readonly SimulationInput _input;
    private readonly Runoff _runoff;
    private readonly DryWeatherFlow _dryWeather;
    private readonly NodeInflow _inflow;
    private readonly RainSeries[] _rain;
    private readonly double[] _rates;
    private readonly IReadOnlyList<string> _gauges;
    private readonly (int Node, ExternalInflow Inflow)[] _series;
    private readonly TimeSeries?[]? _stages;
    private double _runoffUntil;

    public SewerSimulation(HydraulicModel model, RunoffModel runoff, SimulationInput input)
    {
        _input = input;
        Router = new Router(model, input.Routing, input.Start.TimeOfDay.TotalSeconds);
        _runoff = new Runoff(runoff);
        _dryWeather = new DryWeatherFlow(model.Network);
        _inflow = new NodeInflow(model.NodeCount);
        _gauges = runoff.Gauges;
        var nodes = model.Network.Nodes.Index().ToDictionary(n => n.Item.LocalId, n => n.Index, StringComparer.OrdinalIgnoreCase);
        _series = [.. input.Inflows.Where(i => nodes.ContainsKey(i.Node)).Select(i => (nodes[i.Node], i))];
        if (input.Stages.Count > 0) _stages = [.. model.Network.Nodes.Select(n => input.Stages.GetValueOrDefault(n.LocalId))];
        _rain = new RainSeries[_gauges.Count];
        GiveRain(new Dictionary<string, RainSeries>(input.Rain, StringComparer.OrdinalIgnoreCase));
        _rates = new double[_rain.Length];
    }

    public Router Router { get; }
    public HydraulicModel Model => Router.Model;
    public RoutingState State => Router.State;
    /// <summary>What entered in the last step, with the factors on runoff and dry-weather flow.</summary>
    public NodeInflow Inflow => _inflow;
    /// <summary>Asked before each step; null where nothing is corrected.</summary>
    public IInflowCorrection? Correction { get; set; }
    /// <summary>m³/s in a link of the network as it is drawn; 0 where it was left out.</summary>
    public double FlowOf(int link) => Model.ConduitOfLink[link] is >= 0 and var conduit ? State.Flow[conduit] * Model.Direction[conduit]
        : Model.DeviceOfLink[link] is >= 0 and var device ? State.DeviceFlow[device] : 0;
    /// <summary>Carried along with the water; null where nothing is. Begin it anew after <see cref="Restore"/>.</summary>
    public QualityTransport? Quality { get; set; }
    /// <summary>s since the start.</summary>
    public double Elapsed => State.Time;
    public DateTime Now => _input.Start.AddSeconds(State.Time);

    /// <summary>Rain as it is known now, by gauge, in place of what the run was given before.</summary>
    public void GiveRain(IReadOnlyDictionary<string, RainSeries> rain)
    {
        for (var i = 0; i < _rain.Length; i++) _rain[i] = rain.GetValueOrDefault(_gauges[i], RainSeries.None);
    }

    /// <summary>Runs on to a time, s since the start.</summary>
    public void AdvanceTo(double until)
    {
        while (State.Time < until - 1e-9)
        {
            if (State.Time >= _runoffUntil - 1e-9) StepRunoff();
            var dt = Router.NextStep(Math.Min(until, _runoffUntil));
            var middle = State.Time + dt / 2;
            _inflow.Clear();
            _dryWeather.AddTo(_inflow, _input.Start.AddSeconds(middle));
            _runoff.AddTo(_inflow, middle);
            foreach (var (node, inflow) in _series) _inflow.AddExternal(node, inflow.Scale * inflow.Series.Within(_input.Start.AddSeconds(middle)));
            Correction?.AddTo(_inflow, State, dt);
            var taken = Router.Step(dt, _inflow, new StageTime(Now, _stages));
            Correction?.Took(taken);
            Quality?.Advance(_inflow, taken);
        }
    }

    /// <summary>All state in a row of numbers; <see cref="Restore"/> goes on from it in a run of the same network.</summary>
    public double[] Snapshot()
    {
        var routing = State.Snapshot();
        return [_runoffUntil, routing.Length, .. routing, .. _runoff.Snapshot()];
    }

    /// <exception cref="ArgumentException">The snapshot is of another network.</exception>
    public void Restore(ReadOnlySpan<double> snapshot)
    {
        if (snapshot.Length < 2 || !(snapshot[1] >= 0) || snapshot[1] > snapshot.Length - 2) throw new ArgumentException("This is no snapshot of a run.", nameof(snapshot));
        var routing = (int)snapshot[1];
        State.Restore(snapshot.Slice(2, routing));
        _runoff.Restore(snapshot[(2 + routing)..]);
        _runoffUntil = snapshot[0];
        Router.Resume(State);
    }

    private void StepRunoff()
    {
        // Rain is read a second into the step, so that an entry which starts with it counts.
        var at = _input.Start.AddSeconds(State.Time + 1);
        for (var i = 0; i < _rain.Length; i++) _rates[i] = _rain[i].RateAt(at);
        var evaporation = _input.Evaporation;
        _runoff.Advance(State.Time, _input.RunoffStep, _rates, evaporation.At(at) / 1000 / 86_400, evaporation.IsDryOnly, evaporation.RecoveryAt(at));
        _runoffUntil = State.Time + _input.RunoffStep;
    }
}
