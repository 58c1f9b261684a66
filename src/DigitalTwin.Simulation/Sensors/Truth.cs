using DigitalTwin.Simulation.Process;

namespace DigitalTwin.Simulation.Sensors;

/// <summary>What the process really holds at each sensor.</summary>
internal sealed class Truth
{
    private readonly CityProcess _process;
    private readonly SensorSpec[] _specs;
    /// <summary>Cell, pump, side flow or rain gauge, as the probe needs.</summary>
    private readonly int[] _at;

    public Truth(CityProcess process, SensorSpec[] specs)
    {
        (_process, _specs) = (process, specs);
        var model = process.Model;
        var pumps = process.Pumps.Select((p, i) => (p.Link, i)).ToDictionary(p => p.Link, p => p.i);
        var sides = model.Sides.Select((s, i) => (s.Link, i)).ToDictionary(s => s.Link, s => s.i);
        var discharge = new Dictionary<int, int>();
        for (var c = 0; c < model.Count; c++)
            if (model.Kind[c] == CellKind.Gravity && model.Down[c] >= 0 && model.Kind[model.Down[c]] == CellKind.River) discharge[model.Down[c]] = c;
        _at = [.. specs.Select(s => s.Place switch
        {
            Place.Point => s.Index,
            Place.Link when s.Probe is Probe.WellLevel or Probe.PumpFlow or Probe.PumpRunning or Probe.PumpTripped or Probe.PumpPower => pumps[s.Index],
            Place.Link when s.Probe == Probe.SideFlow => sides[s.Index],
            Place.Link => model.CellOf[model.Network.Links[s.Index].From],
            _ when s.Probe is Probe.DischargeFlow or Probe.DischargeConcentration => discharge[model.CellOf[s.Index]],
            _ => model.CellOf[s.Index],
        })];
    }

    public double Of(int sensor)
    {
        var (spec, at, s, m) = (_specs[sensor], _at[sensor], _process.State, _process.Model);
        switch (spec.Probe)
        {
            case Probe.Level: return s.Level[at];
            case Probe.PipeLevel: return Math.Max(0, s.Level[at] - m.StartOffset[at]);
            case Probe.Flow or Probe.DischargeFlow or Probe.RiverFlow: return s.Flow[at];
            case Probe.Inflow: return s.Inflow[at];
            case Probe.SideFlow: return s.SideFlow[at];
            case Probe.WellLevel: return s.Level[_process.Pumps[at].Cell];
            case Probe.PumpFlow: return _process.Pumps[at].Flow;
            case Probe.PumpRunning: return _process.Pumps[at].Running > 0 ? 1 : 0;
            case Probe.PumpTripped: return _process.Pumps[at].IsTripped ? 1 : 0;
            case Probe.PumpPower: return _process.Pumps[at].Power;
            case Probe.TankVolume: return s.Volume[at];
            case Probe.Rain: return _process.Runoff.RainAtGauge[at];
            case Probe.RiverLevel: return RiverLevel(m, at, s.Flow[at]);
            case Probe.Oxygen: return Math.Max(0.5, 9.2 - 0.04 * Carried(at, Pollutants.Cod) - 0.55 * Carried(at, Pollutants.Ammonia));
            case Probe.Temperature: return 17 + 0.6 * Math.Sin(DryWeather.LocalHour(_process.Now) / 24 * 2 * Math.PI - 2);
            case Probe.IntakeFlow: return _process.Mains.FlowInto(at);
            case Probe.Pressure: return _process.Mains.PressureAt(at);
            case Probe.Turbidity: return 0.5 + 0.6 * Carried(at, Pollutants.Solids);
            case Probe.Ph: return _process.Releases.TryGetValue(at, out var release) ? release.Ph : 7.4 - 0.1 * Math.Sin(DryWeather.LocalHour(_process.Now));
            default: return Carried(at, Pollutants.IndexOf(spec.Quantity));
        }
    }

    private double Carried(int cell, int pollutant) => _process.State.Concentration[cell * Pollutants.Count + pollutant];

    /// <summary>Normal depth of a wide channel (Manning), m.</summary>
    private static double RiverLevel(FlowModel m, int cell, double flow)
    {
        var link = m.Network.Links[m.MainLink[cell]];
        return Math.Pow(flow * link.Roughness / (Math.Max(1, link.Section.Width) * Math.Sqrt(m.Slope[cell])), 0.6);
    }
}
