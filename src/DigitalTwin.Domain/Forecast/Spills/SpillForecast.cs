using DigitalTwin.Domain.Hydraulics.Hydrology;
using DigitalTwin.Domain.Hydraulics.Quality;
using DigitalTwin.Domain.Hydraulics.Routing;

namespace DigitalTwin.Domain.Forecast.Spills;

/// <summary>Matter let into a node for a while.</summary>
/// <param name="Node">Index into the network's nodes.</param>
/// <param name="After">From the state on.</param>
/// <param name="Flow">Of the water that brings it, m³/s.</param>
/// <param name="Concentration">mg/L in that water.</param>
/// <param name="DecayPerDay">1/d.</param>
public sealed record Spill(int Node, TimeSpan After, TimeSpan Lasts, double Flow, double Concentration, double DecayPerDay = 0)
{
    /// <summary>g in all.</summary>
    public double Mass => Flow * Concentration * Lasts.TotalSeconds;
}

/// <summary>How a spill passes one node; times from when the spill began.</summary>
/// <param name="First">5 % of the node's own peak.</param>
/// <param name="PeakConcentration">mg/L.</param>
/// <param name="MassShare">Of all that was spilled, what has passed or reached the node by the horizon.</param>
/// <param name="Concentration">mg/L at each of the forecast's times.</param>
public sealed record SpillPassage(int Node, TimeSpan First, TimeSpan Peak, double PeakConcentration, double MassShare, IReadOnlyList<float> Concentration);

/// <param name="Every">Time between the columns of the passages, the first of them one such time after the state.</param>
/// <param name="Passages">Of nodes that it reaches, by first arrival.</param>
/// <param name="Balance">Of the matter over the whole run, g; <paramref name="Stored"/> of it is in the network at the end.</param>
public sealed record SpillOutlook(TimeSpan Every, IReadOnlyList<SpillPassage> Passages, MassBalance Balance, double Stored);

/// <summary>Runs a network ahead of its water with a tracer in it: what a spill reaches, when, how strongly.</summary>
/// <remarks>Beside the <c>SpillModel</c> of the risk pages, which answers within milliseconds from the flows of now, this follows the water as it will be: pumps that start, tanks that fill, rain that falls.</remarks>
public sealed class SpillForecast(HydraulicModel model, RunoffModel runoff, SimulationInput input)
{
    /// <summary>Nodes that less of the mass than this reaches are left out.</summary>
    public const double LeastMassShare = 1e-4;
    private const double Arrived = 0.05;
    private const int MostOutputs = 10_000;

    /// <param name="state">From <see cref="SewerSimulation.Snapshot"/>; empty starts dry at the input's start.</param>
    /// <exception cref="ArgumentException">The state is of another network, the node is not of this one, or the spill has no mass.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Horizon or output time is not above 0, or there would be more than 10,000 outputs.</exception>
    /// <exception cref="OperationCanceledException">It was asked to stop.</exception>
    public SpillOutlook Ahead(ReadOnlySpan<double> state, Spill spill, TimeSpan horizon, TimeSpan every, CancellationToken stop = default)
    {
        var simulation = new SewerSimulation(model, runoff, input);
        if (!state.IsEmpty) simulation.Restore(state);
        return Ahead(simulation, spill, horizon, every, stop);
    }

    /// <summary>As <see cref="Ahead(ReadOnlySpan{double}, Spill, TimeSpan, TimeSpan, CancellationToken)"/>, from where a run stands. The run goes on with the spill's water in it.</summary>
    public static SpillOutlook Ahead(SewerSimulation simulation, Spill spill, TimeSpan horizon, TimeSpan every, CancellationToken stop = default)
    {
        var nodes = simulation.Model.NodeCount;
        if (spill.Node < 0 || spill.Node >= nodes) throw new ArgumentException($"Node {spill.Node} is not of this network of {nodes} nodes.", nameof(spill));
        if (!(spill.Mass > 0) || !double.IsFinite(spill.Mass)) throw new ArgumentException($"The spill brings {spill.Mass} g; expected more than 0.", nameof(spill));
        if (every <= TimeSpan.Zero || horizon < every || horizon / every > MostOutputs) throw new ArgumentOutOfRangeException(nameof(horizon), horizon, $"Expected at least one output and at most {MostOutputs}.");
        var quality = new QualityTransport(simulation.Router, [new Constituent("spill", spill.DecayPerDay)]);
        var (start, outputs) = (simulation.Elapsed, (int)(horizon / every));
        var water = new SpillWater(spill, start + spill.After.TotalSeconds, simulation.Correction);
        (simulation.Correction, simulation.Quality) = (water, quality);
        var series = new float[outputs][];
        try
        {
            for (var i = 0; i < outputs; i++)
            {
                stop.ThrowIfCancellationRequested();
                var (from, until) = (start + i * every.TotalSeconds, start + (i + 1) * every.TotalSeconds);
                // Steps end where the spill begins and ends.
                foreach (var edge in new[] { water.From, water.Until }.Where(t => t > from && t < until)) Run(edge);
                Run(until);
                series[i] = [.. quality.Concentration(0).Select(c => (float)c)];
            }
        }
        finally { (simulation.Correction, simulation.Quality) = (water.Inner, null); }
        var passages = Enumerable.Range(0, nodes).Select(n => Passage(n, spill, series, every, quality.Passed(0)[n] / spill.Mass)).OfType<SpillPassage>().OrderBy(p => p.First).ToArray();
        return new(every, passages, quality.Balance(0), quality.Stored(0));

        void Run(double until)
        {
            quality.Release(0, spill.Node, water.Runs(simulation.Elapsed) ? spill.Flow * spill.Concentration : 0);
            simulation.AdvanceTo(until);
        }
    }

    private static SpillPassage? Passage(int node, Spill spill, float[][] series, TimeSpan every, double share)
    {
        if (share < LeastMassShare) return null;
        float[] own = [.. series.Select(s => s[node])];
        var peak = Array.IndexOf(own, own.Max());
        var threshold = Arrived * own[peak];
        if (!(threshold > 0)) return null;
        var first = Array.FindIndex(own, c => c >= threshold);
        var before = first > 0 ? own[first - 1] : 0;
        TimeSpan At(double output) => TimeSpan.FromSeconds(Math.Max(0, ((output + 1) * every - spill.After).TotalSeconds));
        return new(node, At(first - 1 + (own[first] > before ? (threshold - before) / (own[first] - before) : 1)), At(peak), own[peak], share, own);
    }

    /// <summary>The spill's own water, beside what another correction brings.</summary>
    private sealed class SpillWater(Spill spill, double from, IInflowCorrection? inner) : IInflowCorrection
    {
        private const double Edge = 1e-6; // s

        public double From => from;
        public double Until => from + spill.Lasts.TotalSeconds;
        public IInflowCorrection? Inner => inner;

        public bool Runs(double time) => time >= From - Edge && time < Until - Edge;

        public void AddTo(NodeInflow inflow, RoutingState state, double dt)
        {
            inner?.AddTo(inflow, state, dt);
            if (Runs(state.Time)) inflow.AddExternal(spill.Node, spill.Flow);
        }

        public void Took(double dt) => inner?.Took(dt);
    }
}
