using DigitalTwin.Domain.Hydraulics.Routing;

namespace DigitalTwin.Domain.Forecast.Assimilation;

/// <summary>Which gauge is the first one below each node on its way to the end: what enters there passes that gauge first.</summary>
internal sealed class InflowZones
{
    public InflowZones(HydraulicModel model, PipeGraph graph, IReadOnlyList<int> gauges)
    {
        Gauges = [.. gauges];
        ZoneOf = new int[model.NodeCount];
        Array.Fill(ZoneOf, -2);
        for (var g = 0; g < Gauges.Length; g++) ZoneOf[Gauges[g]] = g;
        var way = new List<int>();
        for (var n = 0; n < model.NodeCount; n++)
        {
            way.Clear();
            var at = n;
            while (at >= 0 && ZoneOf[at] == -2)
            {
                way.Add(at);
                ZoneOf[at] = -1; // Also ends a way that runs in a circle.
                at = graph.Next[at];
            }
            var zone = at >= 0 ? ZoneOf[at] : -1;
            foreach (var node in way) ZoneOf[node] = zone;
        }
        Rest = Gauges.Length;
        Below = [.. Gauges.Select(g => graph.Next[g] is >= 0 and var next ? ZoneOf[next] : -1)];
        for (var n = 0; n < ZoneOf.Length; n++)
            if (ZoneOf[n] < 0) ZoneOf[n] = Rest;
    }

    public int[] Gauges { get; }
    /// <summary>By node: index into <see cref="Gauges"/>, or <see cref="Rest"/>.</summary>
    public int[] ZoneOf { get; }
    /// <summary>By gauge: the next one on the way down; −1 or <see cref="Rest"/> where there is none.</summary>
    public int[] Below { get; }
    /// <summary>The zone of what passes no gauge.</summary>
    public int Rest { get; }
    public int Count => Rest + 1;
}
