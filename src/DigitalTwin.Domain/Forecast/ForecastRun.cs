using DigitalTwin.Domain.Hydraulics.Hydrology;
using DigitalTwin.Domain.Hydraulics.Routing;

namespace DigitalTwin.Domain.Forecast;

/// <summary>What a forecast found at one node over its horizon.</summary>
/// <param name="Node">Index into the network's nodes.</param>
/// <param name="GreatestDepth">m.</param>
/// <param name="SurchargedAt">When the water first stood above every pipe of the node; null where it never does.</param>
/// <param name="OverflowAt">When water first left over the rim.</param>
/// <param name="OverflowVolume">m³ over the horizon.</param>
public sealed record NodeForecast(int Node, double GreatestDepth, DateTime? SurchargedAt, DateTime? OverflowAt, double OverflowVolume);

/// <summary>A forecast as it was issued: series at every output time, by node and for each end of the system.</summary>
/// <param name="IssuedAt">City time of the state it started from.</param>
/// <param name="Times">Of the columns of all series.</param>
/// <param name="Depth">m, [time][node].</param>
/// <param name="Overflow">m³/s, [time][node].</param>
/// <param name="Flow">m³/s, [time][link], as the link is drawn.</param>
/// <param name="EndInflow">m³/s by end node (outfall, plant), at each time.</param>
/// <param name="State">Where the run came to rest; a later run can go on from it.</param>
/// <param name="ContinuityError">Of the whole run since its start, as a share.</param>
public sealed record IssuedForecast(
    DateTime IssuedAt, IReadOnlyList<DateTime> Times, IReadOnlyList<float[]> Depth, IReadOnlyList<float[]> Overflow, IReadOnlyList<float[]> Flow,
    IReadOnlyDictionary<int, double[]> EndInflow, IReadOnlyList<NodeForecast> Nodes, double[] State, double ContinuityError);

/// <summary>Runs a network ahead of its water: from a state, some hours on, with the rain that is expected.</summary>
/// <remarks>Not thread-safe; members of an ensemble each take a run of their own over the same models.</remarks>
public sealed class ForecastRun(HydraulicModel model, RunoffModel runoff, SimulationInput input)
{
    /// <summary>A node counts as surcharged from this far above its highest crown, m.</summary>
    private const double Above = 0.01;

    /// <param name="state">From <see cref="SewerSimulation.Snapshot"/> or an earlier forecast; null starts dry at the input's start.</param>
    /// <param name="horizon">2 h by default.</param>
    /// <param name="every">Time between outputs; a minute by default.</param>
    /// <exception cref="ArgumentException">The state is of another network.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Horizon or output time is not above 0, or there would be more than 10,000 outputs.</exception>
    public IssuedForecast Ahead(ReadOnlySpan<double> state, TimeSpan? horizon = null, TimeSpan? every = null)
    {
        var (span, step) = (horizon ?? TimeSpan.FromHours(2), every ?? TimeSpan.FromMinutes(1));
        var simulation = new SewerSimulation(model, runoff, input);
        if (!state.IsEmpty) simulation.Restore(state);
        return Ahead(simulation, span, step);
    }

    /// <summary>As <see cref="Ahead(ReadOnlySpan{double}, TimeSpan?, TimeSpan?)"/>, from where a run stands.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Horizon or output time is not above 0, or there would be more than 10,000 outputs.</exception>
    /// <exception cref="OperationCanceledException">It was asked to stop.</exception>
    public static IssuedForecast Ahead(SewerSimulation simulation, TimeSpan span, TimeSpan step, CancellationToken stop = default)
    {
        if (step <= TimeSpan.Zero || span < step || span / step > 10_000) throw new ArgumentOutOfRangeException(nameof(span), span, "Expected at least one output and at most 10,000.");
        var model = simulation.Model;
        var (issued, start, before) = (simulation.Now, simulation.Elapsed, simulation.State.OverflowVolume.ToArray());
        var outputs = (int)(span / step);
        var (times, depth, overflow, flow) = (new DateTime[outputs], new float[outputs][], new float[outputs][], new float[outputs][]);
        var ends = Enumerable.Range(0, model.NodeCount).Where(n => model.Role[n] == NodeRole.Outfall).ToDictionary(n => n, _ => new double[outputs]);
        var (greatest, surcharged, over) = (new double[model.NodeCount], new DateTime?[model.NodeCount], new DateTime?[model.NodeCount]);
        for (var i = 0; i < outputs; i++)
        {
            stop.ThrowIfCancellationRequested();
            simulation.AdvanceTo(start + (i + 1) * step.TotalSeconds);
            times[i] = simulation.Now;
            (depth[i], overflow[i], flow[i]) = (new float[model.NodeCount], new float[model.NodeCount], [.. Enumerable.Range(0, model.ConduitOfLink.Length).Select(l => (float)simulation.FlowOf(l))]);
            for (var n = 0; n < model.NodeCount; n++)
            {
                var d = Math.Max(0, simulation.State.Depth[n]);
                (depth[i][n], overflow[i][n]) = ((float)d, (float)simulation.State.Overflow[n]);
                greatest[n] = Math.Max(greatest[n], d);
                if (model.Role[n] == NodeRole.Junction && model.CrownDepth[n] > 0 && d > model.CrownDepth[n] + Above) surcharged[n] ??= times[i];
                if (simulation.State.OverflowVolume[n] > before[n]) over[n] ??= times[i];
            }
            foreach (var (node, series) in ends) series[i] = simulation.State.NetInflow[node];
        }
        var nodes = Enumerable.Range(0, model.NodeCount)
            .Select(n => new NodeForecast(n, greatest[n], surcharged[n], over[n], simulation.State.OverflowVolume[n] - before[n])).ToArray();
        return new(issued, times, depth, overflow, flow, ends, nodes, simulation.Snapshot(), simulation.Router.ContinuityError());
    }
}
