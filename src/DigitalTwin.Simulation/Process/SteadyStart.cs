namespace DigitalTwin.Simulation.Process;

/// <summary>Fills a city with the water it would hold if the present inflow had lasted for long; a few hours of steps then settle the rest.</summary>
internal sealed class SteadyStart(FlowModel m, FlowState s, Dictionary<int, TreatmentWorks> works, ReclaimedMains mains, PumpSet[] pumps)
{
    private const double ClearWellFill = 0.85;

    public void Fill(Action setEntering)
    {
        setEntering();
        mains.Distribute(_ => 1);
        var flow = (double[])s.Entering.Clone();
        var mass = (double[])s.EnteringMass.Clone();
        for (var c = 0; c < m.Count; c++)
        {
            if (m.Kind[c] == CellKind.Reclaimed) continue;
            var at = c * Pollutants.Count;
            if (flow[c] > 0)
                for (var p = 0; p < Pollutants.Count; p++) s.Concentration[at + p] = mass[at + p] / flow[c];
            if (works.TryGetValue(c, out var plant))
            {
                plant.FillWith(s.ConcentrationOf(c)).CopyTo(s.Concentration, at);
                for (var p = 0; p < Pollutants.Count; p++) mass[at + p] = flow[c] * s.Concentration[at + p];
            }
            Hold(c, flow[c]);
            s.Flow[c] = flow[c];
            FeedReclaimed(c, flow);
            if (m.Down[c] is not (>= 0 and var down)) continue;
            flow[down] += flow[c];
            for (var p = 0; p < Pollutants.Count; p++) mass[down * Pollutants.Count + p] += flow[c] * s.Concentration[at + p];
        }
        foreach (var pump in pumps) SetVolume(pump.Cell, m.Area[pump.Cell] * pump.SettleFor(flow[pump.Cell]));
        FillMains();
    }

    private void Hold(int c, double flow)
    {
        switch (m.Kind[c])
        {
            case CellKind.Gravity:
                SetVolume(c, m.FullVolume[c] * PipeTable.FillForFlow(flow / (m.Conveyance[c] * Math.Sqrt(m.Slope[c]))));
                break;
            case CellKind.Pressure:
                s.Volume[c] = Math.Max(0.5, Math.PI / 4 * m.Diameter[c] * m.Diameter[c] * m.Length[c]);
                break;
            case CellKind.Plant:
                s.Volume[c] = flow * TreatmentWorks.FinalBasinTime;
                break;
            case CellKind.River:
                s.Volume[c] = flow * WaterSweep.RiverTime(m, c);
                break;
        }
    }

    private void SetVolume(int c, double volume) => (s.Volume[c], s.Level[c]) = (volume, m.LevelAt(c, volume));

    /// <summary>What a reclaimed plant takes from an effluent well does not go on to the river.</summary>
    private void FeedReclaimed(int c, double[] flow)
    {
        for (var k = m.SideStart[c]; k < m.SideStart[c] + m.SideCount[c]; k++)
        {
            if (m.Sides[k].Kind != SideKind.ReclaimedFeed) continue;
            var (to, at) = (m.Sides[k].To, m.Sides[k].To * Pollutants.Count);
            flow[c] -= Math.Min(0.85 * flow[c], mains.FlowInto(to));
            s.Volume[to] = m.Area[to] * ClearWellFill;
            for (var p = 0; p < Pollutants.Count; p++)
                s.Concentration[at + p] = s.Concentration[c * Pollutants.Count + p] * (1 - ProcessConstants.Default.Polishing[p]);
            s.Concentration[at + Pollutants.Chlorine] = ProcessConstants.Default.ChlorineDose;
        }
    }

    private void FillMains()
    {
        for (var c = 0; c < m.Count; c++)
        {
            if (m.Kind[c] != CellKind.Reclaimed || mains.FeedOf(c) < 0) continue;
            s.Volume[c] = mains.VolumeOf(c);
            var from = m.CellOf[m.Network.Links[mains.FeedOf(c)].From] * Pollutants.Count;
            Array.Copy(s.Concentration, from, s.Concentration, c * Pollutants.Count, Pollutants.Count);
            // Water is as old as the pipe's volume takes to pass.
            var age = s.Volume[c] / Math.Max(1e-4, mains.FlowInto(c));
            s.Concentration[c * Pollutants.Count + Pollutants.Chlorine] *= Math.Exp(-ProcessConstants.Default.ChlorineDecayPerSecond * Math.Min(age, 24 * 3600));
        }
    }
}
