using DigitalTwin.Domain.Readings;
using DigitalTwin.Simulation.City.Plan;
using DigitalTwin.Simulation.Process;

namespace DigitalTwin.Simulation.Scenarios;

/// <summary>Runs scenarios over a process: each strikes when it starts and mends when its time is over; several may run at once.</summary>
internal sealed class ScenarioEngine(CityProcess process, ulong seed)
{
    private const double Blocked = 0.015;
    private const double StormPeak = 42;
    private const double StormPeakAt = 0.38;
    private readonly ScenarioTargets _targets = new(process);
    private readonly List<(ActiveScenario Scenario, int Cell)> _active = [];
    private int _started;

    public IReadOnlyList<ActiveScenario> Active => [.. _active.Select(a => a.Scenario)];

    /// <exception cref="ArgumentException">The target does not exist or does not suit the scenario.</exception>
    public ActiveScenario Start(ScenarioKind kind, string? target, Instant at)
    {
        var chance = SeededRandom.UnitOf(seed, at.UnixMilliseconds, _started++);
        var cell = kind == ScenarioKind.Storm ? -1 : _targets.Choose(kind, target, chance);
        var scenario = new ActiveScenario(kind, cell < 0 ? null : _targets.NameOf(kind, cell), at, at + DurationOf(kind));
        _active.Add((scenario, cell));
        if (cell >= 0) Strike(kind, cell);
        return scenario;
    }

    /// <summary>Sets the weather for a step that ends at <paramref name="now"/> and mends what is over.</summary>
    public void Follow(Instant now)
    {
        for (var i = _active.Count - 1; i >= 0; i--)
        {
            if (_active[i].Scenario.EndsAt > now) continue;
            var (kind, cell) = (_active[i].Scenario.Kind, _active[i].Cell);
            _active.RemoveAt(i);
            // What two scenarios broke stays broken until both are over.
            if (cell >= 0 && !_active.Any(a => a.Cell == cell && a.Scenario.Kind == kind)) Mend(kind, cell);
        }
        Rain(now);
    }

    private static TimeSpan DurationOf(ScenarioKind kind) => TimeSpan.FromMinutes(kind switch
    {
        ScenarioKind.Storm => 80,
        ScenarioKind.PumpTrip => 70,
        ScenarioKind.IllegalDischarge => 40,
        ScenarioKind.EffluentBreach => 150,
        _ => 100,
    });

    private void Strike(ScenarioKind kind, int cell)
    {
        switch (kind)
        {
            case ScenarioKind.PumpTrip: PumpAt(cell).IsTripped = true; break;
            case ScenarioKind.IllegalDischarge: process.Releases[cell] = new Release(3, [3000, 140, 175, 12, 520, 6800, double.NaN], 5.6); break;
            case ScenarioKind.EffluentBreach: process.Works[cell].Aim = 0; break;
            case ScenarioKind.Blockage: process.State.Openness[cell] = Blocked; break;
        }
    }

    private void Mend(ScenarioKind kind, int cell)
    {
        switch (kind)
        {
            case ScenarioKind.PumpTrip: PumpAt(cell).IsTripped = false; break;
            case ScenarioKind.IllegalDischarge: process.Releases.Remove(cell); break;
            case ScenarioKind.EffluentBreach: process.Works[cell].Aim = 1; break;
            case ScenarioKind.Blockage: process.State.Openness[cell] = 1; break;
        }
    }

    private PumpSet PumpAt(int cell) => Array.Find(process.Pumps, p => p.Cell == cell)!;

    /// <summary>Storms come over the gauges one after the other and are not as strong everywhere.</summary>
    private void Rain(Instant now)
    {
        var rain = process.Runoff.RainAtGauge;
        Array.Clear(rain);
        foreach (var (storm, _) in _active)
        {
            if (storm.Kind != ScenarioKind.Storm) continue;
            var span = (storm.EndsAt - storm.StartedAt).TotalSeconds;
            for (var g = 0; g < rain.Length; g++)
            {
                var delay = 0.12 * SeededRandom.UnitOf(seed ^ 0x570, g, storm.StartedAt.UnixMilliseconds);
                var strength = 0.75 + 0.5 * SeededRandom.UnitOf(seed ^ 0x571, g, storm.StartedAt.UnixMilliseconds);
                rain[g] = Math.Max(rain[g], StormPeak * strength * Shape(((now - storm.StartedAt).TotalSeconds / span - delay) / (1 - 0.12)));
            }
        }
    }

    /// <summary>Rises to 1 at the peak and falls more slowly, 0 outside 0–1.</summary>
    private static double Shape(double t) => t is <= 0 or >= 1 ? 0
        : t < StormPeakAt ? Math.Pow(Math.Sin(Math.PI / 2 * t / StormPeakAt), 2)
        : Math.Pow(Math.Cos(Math.PI / 2 * (t - StormPeakAt) / (1 - StormPeakAt)), 2);
}
