namespace DigitalTwin.Simulation.Process;

/// <summary>Moves a step's water and what it carries from upstream to downstream, each cell well mixed. Nothing is made or lost: what leaves a cell enters another or the ledger.</summary>
internal sealed class WaterSweep(FlowModel m, IReadOnlyDictionary<int, TreatmentWorks> works, ReclaimedMains mains)
{
    private const double SpillTime = 30;
    private const double PondDrainTime = 120;
    private const double RiverVelocity = 0.85;
    private const double Trace = 1e-9;
    private readonly double[] _in = new double[m.Count];
    private readonly double[] _mass = new double[m.Count * Pollutants.Count];
    private readonly double[] _mixed = new double[Pollutants.Count];

    public void Run(FlowState s, double seconds, WaterLedger ledger)
    {
        Array.Clear(_in);
        Array.Clear(_mass);
        for (var c = 0; c < m.Count; c++)
        {
            if (m.Kind[c] == CellKind.Reclaimed) continue;
            TakeIn(s, c, seconds, ledger);
            switch (m.Kind[c])
            {
                case CellKind.Pressure: Emit(s, c, _in[c], seconds, ledger); break;
                case CellKind.Plant: PassPlant(s, c, seconds, ledger); break;
                case CellKind.ReclaimedPlant: PassReclaimedPlant(s, c, seconds, ledger); break;
                case CellKind.River:
                    Mix(s, c);
                    Emit(s, c, (s.Volume[c] + _in[c]) * seconds / (RiverTime(m, c) + seconds), seconds, ledger);
                    break;
                default: PassNode(s, c, seconds, ledger); break;
            }
        }
    }

    public static double RiverTime(FlowModel m, int c) => Math.Max(1, m.Length[c]) / RiverVelocity;

    private void TakeIn(FlowState s, int c, double seconds, WaterLedger ledger)
    {
        var entering = s.Entering[c] * seconds;
        if (entering > 0)
        {
            _in[c] += entering;
            ledger.Entered += entering;
            for (var p = 0; p < Pollutants.Count; p++)
            {
                var mass = s.EnteringMass[c * Pollutants.Count + p] * seconds;
                _mass[c * Pollutants.Count + p] += mass;
                ledger.MassEntered[p] += mass;
            }
        }
        s.Inflow[c] = _in[c] / seconds;
        if (m.Kind[c] == CellKind.Pressure) Mix(s, c);
    }

    private void Mix(FlowState s, int c)
    {
        var (at, volume) = (c * Pollutants.Count, s.Volume[c] + _in[c]);
        if (volume < Trace) return;
        for (var p = 0; p < Pollutants.Count; p++)
            s.Concentration[at + p] = (s.Concentration[at + p] * s.Volume[c] + _mass[at + p]) / volume;
    }

    private void PassNode(FlowState s, int c, double seconds, WaterLedger ledger)
    {
        Mix(s, c);
        var held = s.Volume[c] + _in[c];
        for (var k = m.SideStart[c]; k < m.SideStart[c] + m.SideCount[c]; k++)
            if (m.Sides[k].Kind != SideKind.Weir) held -= Spill(s, k, Math.Min(s.SideFlow[k] * seconds, held), seconds);
        var wanted = m.Kind[c] == CellKind.Gravity ? s.Wanted[c] : m.Kind[c] == CellKind.WetWell ? s.FixedOut[c] : 0;
        var main = Math.Min(wanted * seconds, held);
        held -= main;
        for (var k = m.SideStart[c]; k < m.SideStart[c] + m.SideCount[c]; k++)
            if (m.Sides[k].Kind == SideKind.Weir) held -= Spill(s, k, Math.Max(0, held - m.Sides[k].CrestVolume) * seconds / (seconds + SpillTime), seconds);
        var flooded = Math.Max(0, held - m.BrimVolume[c]) * seconds / (seconds + PondDrainTime);
        s.Flooding[c] = flooded / seconds;
        if (flooded > 0)
        {
            ledger.Flooded += flooded;
            for (var p = 0; p < Pollutants.Count; p++) ledger.MassLeft[p] += flooded * s.Concentration[c * Pollutants.Count + p];
            held -= flooded;
        }
        s.Volume[c] = held;
        Push(s, c, m.Down[c], main, ledger);
        s.Flow[c] = main / seconds;
        s.Level[c] = m.LevelAt(c, held);
    }

    /// <summary>Sends a volume that is already mixed down the main way out and keeps the rest.</summary>
    private void Emit(FlowState s, int c, double volume, double seconds, WaterLedger ledger)
    {
        s.Volume[c] += _in[c] - volume;
        Push(s, c, m.Down[c], volume, ledger);
        s.Flow[c] = volume / seconds;
    }

    private double Spill(FlowState s, int side, double volume, double seconds)
    {
        s.SideFlow[side] = volume / seconds;
        var (from, to) = (m.Sides[side].Cell * Pollutants.Count, m.Sides[side].To);
        _in[to] += volume;
        for (var p = 0; p < Pollutants.Count; p++) _mass[to * Pollutants.Count + p] += volume * s.Concentration[from + p];
        return volume;
    }

    private void Push(FlowState s, int c, int to, double volume, WaterLedger ledger)
    {
        var at = c * Pollutants.Count;
        if (to < 0)
        {
            ledger.Left += volume;
            for (var p = 0; p < Pollutants.Count; p++) ledger.MassLeft[p] += volume * s.Concentration[at + p];
            return;
        }
        _in[to] += volume;
        for (var p = 0; p < Pollutants.Count; p++) _mass[to * Pollutants.Count + p] += volume * s.Concentration[at + p];
    }

    private void PassPlant(FlowState s, int c, double seconds, WaterLedger ledger)
    {
        var reaching = works[c].Treat(_in[c], _mass.AsSpan(c * Pollutants.Count, Pollutants.Count), seconds, ledger.MassRemoved);
        reaching.CopyTo(_mass.AsSpan(c * Pollutants.Count));
        Mix(s, c);
        Emit(s, c, Math.Min(s.FixedOut[c] * seconds, s.Volume[c] + _in[c]), seconds, ledger);
    }

    /// <summary>Filters and doses what comes in; what is delivered goes to the mains.</summary>
    private void PassReclaimedPlant(FlowState s, int c, double seconds, WaterLedger ledger)
    {
        var constants = ProcessConstants.Default;
        for (var p = 0; p < Pollutants.Count; p++)
        {
            var removed = _mass[c * Pollutants.Count + p] * constants.Polishing[p];
            _mass[c * Pollutants.Count + p] -= removed;
            ledger.MassRemoved[p] += removed;
        }
        Mix(s, c);
        // Ammonia eats the dose: the more of it, the less free chlorine is left.
        var held = s.Volume[c] + _in[c];
        ref var chlorine = ref s.Concentration[c * Pollutants.Count + Pollutants.Chlorine];
        var aim = Math.Max(constants.LeastChlorine, constants.ChlorineDose - 0.3 * Math.Max(0, s.Concentration[c * Pollutants.Count + Pollutants.Ammonia] - 1.2));
        ledger.MassRemoved[Pollutants.Chlorine] -= (aim - chlorine) * held;
        chlorine = aim;
        var delivered = mains.FlowInto(c) * seconds;
        mains.Carry(s, c, seconds, ledger);
        s.Volume[c] = held - delivered;
        s.Flow[c] = delivered / seconds;
    }
}
