using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Simulation.City.Plan;

namespace DigitalTwin.Simulation.Process;

/// <summary>The water of a whole demo city, advanced in steps of city time. Deterministic from model, seed and start.</summary>
internal sealed class CityProcess
{
    private const int LargestForFineSteps = 20_000;
    private const double FineStepSeconds = 8;
    private const double LeastRiverFlow = 1.2;
    private const double RiverOverSewage = 5;
    private const double FeedBand = 0.15;
    private const double FeedUpTo = 0.95;
    private const double MostOfEffluent = 0.85;
    private readonly GravitySolver _solver;
    private readonly WaterSweep _sweep;
    private readonly DryWeather _use;
    private readonly Dictionary<int, int> _liftTarget = [];
    private readonly Dictionary<int, TreatmentWorks> _works;
    private readonly int _source;
    private readonly double _riverFlow;

    public CityProcess(FlowModel model, ulong seed, Instant start)
    {
        (Model, State, Now) = (model, new FlowState(model), start);
        (_solver, _use, Runoff, Mains) = (new GravitySolver(model), new DryWeather(model, SeededRandom.Mix(seed ^ 0x0DA7)), new Runoff(model), new ReclaimedMains(model));
        _works = model.CellsOf(CellKind.Plant).ToDictionary(c => c, c => new TreatmentWorks(c, Math.Max(0.01, model.Network.Nodes[model.NodeOf[c]].DesignFlow)));
        _sweep = new WaterSweep(model, _works, Mains);
        Pumps = [.. model.CellsOf(CellKind.WetWell).Select(c => PumpAt(model, c))];
        foreach (var pump in Pumps) _liftTarget[pump.Cell] = EndOfMain(pump.Cell);
        _source = Array.IndexOf(model.Kind, CellKind.River);
        _riverFlow = Math.Max(LeastRiverFlow, RiverOverSewage * model.DryFlow.Sum());
        new SteadyStart(model, State, _works, Mains, Pumps).Fill(SetEntering);
    }

    public FlowModel Model { get; }
    public FlowState State { get; }
    public Instant Now { get; private set; }
    public WaterLedger Ledger { get; } = new();
    public Runoff Runoff { get; }
    public ReclaimedMains Mains { get; }
    public PumpSet[] Pumps { get; }
    public IReadOnlyDictionary<int, TreatmentWorks> Works => _works;
    /// <summary>Drainers that break their licence now, by cell.</summary>
    public Dictionary<int, Release> Releases { get; } = [];

    public void Step(TimeSpan step)
    {
        // Sewers that run full answer within seconds; a large city keeps to the coarser step to stay cheap.
        var parts = Runoff.IsActive && Model.Count <= LargestForFineSteps ? (int)Math.Ceiling(step.TotalSeconds / FineStepSeconds) : 1;
        for (var i = 0; i < parts; i++) Advance(step / parts);
    }

    private void Advance(TimeSpan step)
    {
        var seconds = step.TotalSeconds;
        Now += step;
        SetEntering();
        Runoff.Step(State, seconds);
        FixFlows(seconds);
        _solver.Solve(State, seconds);
        _sweep.Run(State, seconds, Ledger);
    }

    private void SetEntering()
    {
        var (m, s, constants) = (Model, State, ProcessConstants.Default);
        _use.SetTime(Now);
        var leak = constants.InfiltrationShare * (1 + 0.35 * Runoff.Wetness);
        for (var c = 0; c < m.Count; c++)
        {
            var mass = s.EnteringMass.AsSpan(c * Pollutants.Count, Pollutants.Count);
            s.Entering[c] = 0;
            if (m.Kind[c] == CellKind.Reclaimed) Mains.Demand[c] = DemandAt(c);
            if (m.DryFlow[c] <= 0)
            {
                mass.Clear();
                continue;
            }
            var strength = m.Strengths[m.Strength[c]];
            var isDrainer = m.Strength[c] > 0;
            var flow = m.DryFlow[c] * _use.Of(c) * (isDrainer ? _use.Wobble(c, 0.15) : 1);
            var leaking = isDrainer ? 0 : m.DryFlow[c] * leak;
            s.Entering[c] = flow + leaking;
            for (var p = 0; p < mass.Length; p++) mass[p] = flow * strength[p] + leaking * constants.Infiltration[p];
            if (isDrainer && Releases.TryGetValue(c, out var release)) Let(release, c, flow, strength);
        }
        s.Entering[_source] = _riverFlow * (1 + 0.6 * Runoff.Wetness);
        for (var p = 0; p < Pollutants.Count; p++) s.EnteringMass[_source * Pollutants.Count + p] = s.Entering[_source] * constants.RiverSource[p];
    }

    private void Let(Release release, int c, double flow, double[] strength)
    {
        flow *= release.FlowFactor;
        State.Entering[c] = flow;
        for (var p = 0; p < Pollutants.Count; p++)
            State.EnteringMass[c * Pollutants.Count + p] = flow * (double.IsNaN(release.Strength[p]) ? strength[p] : release.Strength[p]);
    }

    private double DemandAt(int c)
    {
        var node = Model.Network.Nodes[Model.NodeOf[c]];
        return node.Kind == AssetKind.ReuseIntake ? node.DesignFlow * _use.Of(c) * _use.Wobble(c, 0.25) : 0;
    }

    /// <summary>Flows that machines set, from the state at the start of the step, so that none takes more than there is.</summary>
    private void FixFlows(double seconds)
    {
        var (m, s) = (Model, State);
        Array.Clear(s.FixedIn);
        Array.Clear(s.FixedOut);
        foreach (var pump in Pumps)
        {
            pump.Decide(s.Level[pump.Cell], m.Area[pump.Cell], seconds);
            s.FixedOut[pump.Cell] = pump.Flow;
            if (_liftTarget[pump.Cell] >= 0) s.FixedIn[_liftTarget[pump.Cell]] += pump.Flow;
        }
        foreach (var plant in _works.Keys)
        {
            s.FixedOut[plant] = s.Volume[plant] / (TreatmentWorks.FinalBasinTime + seconds);
            if (m.Down[plant] >= 0) s.FixedIn[m.Down[plant]] += s.FixedOut[plant];
        }
        for (var k = 0; k < m.Sides.Length; k++) FixSide(k, seconds);
        Mains.Distribute(plant => Math.Min(1, s.Volume[plant] / Math.Max(1, m.Area[plant] * 0.05)));
    }

    private void FixSide(int k, double seconds)
    {
        var (m, s, side) = (Model, State, Model.Sides[k]);
        switch (side.Kind)
        {
            case SideKind.TankDrain:
                // A tank empties when the storm is over and the sewer below has room again.
                var hasRoom = m.Kind[side.To] != CellKind.Gravity || s.Level[side.To] < 0.6 * m.Diameter[side.To];
                s.SideFlow[k] = hasRoom && Runoff.RainAtGauge.Max() < 1 ? Math.Min(side.Rated, s.Volume[side.Cell] / seconds) : 0;
                s.FixedOut[side.Cell] += s.SideFlow[k];
                if (m.Kind[side.To] is CellKind.Gravity or CellKind.WetWell) s.FixedIn[side.To] += s.SideFlow[k];
                break;
            case SideKind.ReclaimedFeed:
                var fill = s.Volume[side.To] / m.Area[side.To];
                s.SideFlow[k] = Math.Min(side.Rated * Math.Clamp((FeedUpTo - fill) / FeedBand, 0, 1), MostOfEffluent * s.FixedIn[side.Cell]);
                s.FixedOut[side.Cell] += s.SideFlow[k];
                break;
        }
    }

    /// <summary>The cell at which a station's rising main ends.</summary>
    private int EndOfMain(int cell)
    {
        var end = Model.Down[cell];
        while (end >= 0 && Model.Kind[end] == CellKind.Pressure) end = Model.Down[end];
        return end;
    }

    private static PumpSet PumpAt(FlowModel model, int cell)
    {
        var link = model.Network.Links[model.MainLink[cell]];
        return new PumpSet(cell, model.MainLink[cell], link.DesignFlow, link.StartDepth, link.StopDepth);
    }
}
