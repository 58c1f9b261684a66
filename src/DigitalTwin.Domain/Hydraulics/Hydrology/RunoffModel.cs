using DigitalTwin.Domain.Hydraulics.Routing;
using DigitalTwin.Domain.Networks;

namespace DigitalTwin.Domain.Hydraulics.Hydrology;

/// <summary>Subcatchments ready to be computed: three surfaces each (impervious without and with depression storage, pervious).</summary>
public sealed class RunoffModel
{
    internal const int Surfaces = 3, Pervious = 2;

    private RunoffModel(int count)
    {
        (Node, Subcatchment, Gauge, Area) = (new int[count], new int[count], new int[count], new double[count]);
        (Share, Alpha, Store, ToOutlet) = (new double[count * Surfaces], new double[count * Surfaces], new double[count * Surfaces], new double[count * Surfaces]);
        (Infiltration, PerviousTakes) = (new HortonInfiltration[count], new bool[count]);
    }

    public int Count => Node.Length;
    public required IReadOnlyList<ModelRepair> Repairs { get; init; }
    /// <summary>Ids of rain gauges, in the order by which subcatchments name them.</summary>
    public required IReadOnlyList<string> Gauges { get; init; }

    /// <summary>Node that takes the runoff; −1 where another subcatchment does, or none.</summary>
    internal int[] Node { get; }
    internal int[] Subcatchment { get; }
    internal int[] Gauge { get; }
    internal double[] Area { get; }
    internal double[] Share { get; }
    internal double[] Alpha { get; }
    internal double[] Store { get; }
    internal double[] ToOutlet { get; }
    /// <summary>What of the impervious runoff does not go to the outlet goes to the pervious part; else the other way round.</summary>
    internal bool[] PerviousTakes { get; }
    internal HortonInfiltration[] Infiltration { get; }

    public static RunoffModel Build(Network network)
    {
        var repairs = new List<ModelRepair>();
        var gauges = network.Subcatchments.Select(s => s.RainGauge).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        var nodes = network.Nodes.Select((n, i) => (n.LocalId, i)).ToDictionary(p => p.LocalId, p => p.i, StringComparer.OrdinalIgnoreCase);
        var areas = network.Subcatchments.Select((s, i) => (s.LocalId, i)).ToDictionary(p => p.LocalId, p => p.i, StringComparer.OrdinalIgnoreCase);
        var model = new RunoffModel(network.Subcatchments.Count) { Repairs = repairs, Gauges = gauges };
        for (var i = 0; i < model.Count; i++)
        {
            var s = network.Subcatchments[i];
            double P(string name) => HydraulicModelBuilder.Number(s.Parameters, name);
            model.Node[i] = nodes.GetValueOrDefault(s.Outlet, -1);
            model.Subcatchment[i] = model.Node[i] < 0 && areas.GetValueOrDefault(s.Outlet, -1) is var other && other != i ? other : -1;
            if (model.Node[i] < 0 && model.Subcatchment[i] < 0) repairs.Add(new(s.LocalId, $"drains to '{s.Outlet}', which is not in the network; its runoff is lost."));
            model.Gauge[i] = s.RainGauge is { } gauge ? gauges.FindIndex(g => g.Equals(gauge, StringComparison.OrdinalIgnoreCase)) : -1;
            model.Area[i] = s.Area;
            var paved = Math.Clamp(s.PercentImpervious / 100, 0, 1);
            var zero = Math.Clamp(P("PctZero") / 100, 0, 1);
            double[] share = [paved * zero, paved * (1 - zero), 1 - paved];
            model.PerviousTakes[i] = s.Parameters.GetValueOrDefault("RouteTo") == "PERVIOUS";
            var routed = s.Parameters.GetValueOrDefault("RouteTo") is "PERVIOUS" or "IMPERVIOUS" ? (s.Parameters.ContainsKey("PctRouted") ? P("PctRouted") / 100 : 1) : 0;
            for (var k = 0; k < Surfaces; k++)
            {
                var at = i * Surfaces + k;
                var (area, n) = (s.Area * (k == Pervious ? 1 - paved : paved), k == Pervious ? P("N-Perv") : P("N-Imperv"));
                model.Share[at] = share[k];
                model.Alpha[at] = area > 0 && n > 0 && s.Slope > 0 ? s.Width * Math.Sqrt(s.Slope) / area / n : 0;
                model.Store[at] = k == 0 ? 0 : P(k == 1 ? "S-Imperv" : "S-Perv") / 1000;
                model.ToOutlet[at] = (k == Pervious) != model.PerviousTakes[i] ? 1 - routed : 1;
                if (share[k] > 0 && area > 0 && model.Alpha[at] <= 0)
                {
                    if (k > 0) repairs.Add(new(s.LocalId, "has no width, slope or roughness to run off by; it runs off within a minute."));
                    model.Alpha[at] = 1;
                }
            }
            model.Infiltration[i] = InfiltrationOf(s, repairs);
        }
        return model;
    }

    private static HortonInfiltration InfiltrationOf(Subcatchment s, List<ModelRepair> repairs)
    {
        double P(string name) => HydraulicModelBuilder.Number(s.Parameters, name);
        if (s.Parameters.ContainsKey("MaxRate"))
        {
            var dry = P("DryTime") * 86_400;
            return new(P("MaxRate") / 3.6e6, P("MinRate") / 3.6e6, P("Decay") / 3600, dry > 0 ? -Math.Log(0.02) / dry : 0, P("MaxInfil") / 1000);
        }
        var constant = s.Parameters.ContainsKey("Ksat") ? P("Ksat") : P("Conductivity");
        if (s.Parameters.ContainsKey("Ksat") || s.Parameters.ContainsKey("CurveNum"))
            repairs.Add(new(s.LocalId, FormattableString.Invariant($"infiltrates by a law other than Horton's; {constant} mm/h was used throughout.")));
        return new(constant / 3.6e6, constant / 3.6e6, 0, 0, 0);
    }
}
