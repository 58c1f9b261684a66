using DigitalTwin.Domain.Hydraulics.Routing;

namespace DigitalTwin.Domain.Forecast.Assimilation;

/// <summary>The nodes whose water stands at one level with a gauge's now, and the surface that each has in it: there a correction is spread.</summary>
internal sealed class GaugeReach
{
    private GaugeReach(int[] nodes, double[] shares, double surface) => (Nodes, Shares, Surface) = (nodes, shares, surface);

    public int[] Nodes { get; }
    /// <summary>Of a correction, summing to 1.</summary>
    public double[] Shares { get; }
    /// <summary>m².</summary>
    public double Surface { get; }

    public static GaugeReach Around(PipeGraph graph, HydraulicModel model, RoutingState state, int gauge, EstimatorOptions options)
    {
        var (nodes, weights, far) = (new List<int> { gauge }, new List<double> { Area(model, state, gauge) }, new List<double> { 0 });
        var head = Head(gauge);
        if (state.Depth[gauge] > 0.01)
        {
            for (var i = 0; i < nodes.Count && nodes.Count < 200; i++)
                foreach (var conduit in graph.ConduitsAt(nodes[i]))
                {
                    var other = model.From[conduit] == nodes[i] ? model.To[conduit] : model.From[conduit];
                    var distance = far[i] + model.Length[conduit];
                    if (distance > options.Reach || model.Role[other] == NodeRole.Outfall || nodes.Contains(other)) continue;
                    if (state.Depth[other] <= 0.01 || Math.Abs(Head(other) - head) > options.PoolTolerance) continue;
                    nodes.Add(other);
                    far.Add(distance);
                    weights.Add(Area(model, state, other) * (1 - distance / options.Reach));
                }
        }
        var sum = weights.Sum();
        return new([.. nodes], [.. weights.Select(w => w / sum)], sum);

        double Head(int node) => model.Invert[node] + state.Depth[node];
    }

    private static double Area(HydraulicModel model, RoutingState state, int node) =>
        Math.Max(1, model.Storage[node] is { } tank ? tank.Area(state.Depth[node]) : model.CrownDepth[node] > 0 && state.Depth[node] > model.CrownDepth[node] ? 1 : state.FreeSurface[node]);
}
