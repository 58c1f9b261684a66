using DigitalTwin.Domain.Networks;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Simulation.City.Plan;
using DigitalTwin.Simulation.Process;
using DigitalTwin.Simulation.Scenarios;
using DigitalTwin.Simulation.Sensors;

namespace DigitalTwin.Simulation;

/// <summary>A demo city that lives: its water flows, its sensors report, things go wrong in it. Deterministic from network, seed, start and what is started when.</summary>
/// <remarks>Needs no past: it can be created at any instant and is warm at once. Safe for one thread that advances and others that start scenarios.</remarks>
public sealed class CitySimulation
{
    private const int LargestForFineStep = 10_000;
    private const int LargestForMiddleStep = 50_000;
    private readonly CityProcess _process;
    private readonly SensorField _sensors;
    private readonly ScenarioEngine _scenarios;
    private readonly Lock _gate = new();

    /// <param name="city">Built by <see cref="City.DemoCity"/>.</param>
    /// <param name="script">Starts scenarios by itself; null for none.</param>
    public CitySimulation(Network city, int seed, Instant start, DemoScript? script = null)
    {
        var mixed = SeededRandom.Mix((ulong)seed + 0x517);
        Step = TimeSpan.FromSeconds(city.Links.Count <= LargestForFineStep ? 15 : city.Links.Count <= LargestForMiddleStep ? 30 : 60);
        Script = script;
        _process = WarmUp(FlowModelCompiler.Compile(city), mixed, start);
        _sensors = new SensorField(_process, mixed, start);
        _scenarios = new ScenarioEngine(_process, mixed);
    }

    public Instant Now => _process.Now;
    /// <summary>City time between two states: 15 s up to 10,000 links, 30 s up to 50,000, 60 s beyond.</summary>
    public TimeSpan Step { get; }
    public DemoScript? Script { get; }
    public int SensorCount => _sensors.Count;

    public IReadOnlyList<ActiveScenario> Active
    {
        get
        {
            lock (_gate) return _scenarios.Active;
        }
    }

    /// <summary>Starts a scenario now, at the asset given or at one that it chooses.</summary>
    /// <param name="target">Local id: a pump station, drainer, treatment plant or pipe, as the scenario needs.</param>
    /// <exception cref="ArgumentException">The target does not exist or does not suit the scenario.</exception>
    public ActiveScenario Start(ScenarioKind kind, string? target = null)
    {
        lock (_gate) return _scenarios.Start(kind, target, Now);
    }

    /// <summary>Goes on in whole steps until the next would pass <paramref name="to"/>; adds what the sensors report, in order of time.</summary>
    public void Advance(Instant to, List<SensorReading> into)
    {
        while (_process.Now + Step <= to)
            lock (_gate)
            {
                var next = _process.Now + Step;
                if (Script is not null)
                    foreach (var (_, kind) in Script.Between(_process.Now, next)) _scenarios.Start(kind, null, _process.Now);
                _scenarios.Follow(next);
                _process.Step(Step);
                _sensors.Report(_process.Now, into);
            }
    }

    /// <summary>From a steady state, runs up to the start in coarse steps, so that flows are where the time of day has them.</summary>
    private static CityProcess WarmUp(FlowModel model, ulong seed, Instant start)
    {
        var step = TimeSpan.FromSeconds(model.Count <= LargestForFineStep ? 30 : 60);
        var steps = model.Count <= LargestForFineStep ? 180 : model.Count <= LargestForMiddleStep ? 45 : 20;
        var process = new CityProcess(model, seed, start - step * steps);
        for (var i = 0; i < steps; i++) process.Step(step);
        return process;
    }
}
