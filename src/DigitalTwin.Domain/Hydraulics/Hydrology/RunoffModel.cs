using DigitalTwin.Domain.Hydraulics.Routing;
using DigitalTwin.Domain.Networks;

namespace DigitalTwin.Domain.Hydraulics.Hydrology;

/// <summary>Subcatchments ready to be computed: three surfaces each (impervious without and with depression storage, pervious).</summary>
public sealed class RunoffModel
{
    internal const int Surfaces = 3, Pervious = 2;

    private RunoffModel(int count)
    {
        (Node, Subcatchment, GaugesOf, Area) = (new int[count], new int[count], new (int, double)[count][], new double[count]);
        (Share, Alpha, Store, ToOutlet) = (new double[count * Surfaces], new double[count * Surfaces], new double[count * Surfaces], new double[count * Surfaces]);
        (Infiltration, PerviousTakes) = (new InfiltrationLaw[count], new bool[count]);
    }

    public int Count => Node.Length;
    public required IReadOnlyList<ModelRepair> Repairs { get; init; }
    /// <summary>Ids of rain gauges, in the order by which subcatchments name them.</summary>
    public required IReadOnlyList<string> Gauges { get; init; }

    /// <summary>Node that takes the runoff; −1 where another subcatchment does, or none.</summary>
    internal int[] Node { get; }
    internal int[] Subcatchment { get; }
    /// <summary>Places in <see cref="Gauges"/>, and what each counts.</summary>
    internal (int Gauge, double Weight)[][] GaugesOf { get; }
    internal double[] Area { get; }
    internal double[] Share { get; }
    internal double[] Alpha { get; }
    internal double[] Store { get; }
    internal double[] ToOutlet { get; }
    /// <summary>What of the impervious runoff does not go to the outlet goes to the pervious part; else the other way round.</summary>
    internal bool[] PerviousTakes { get; }
    internal InfiltrationLaw[] Infiltration { get; }

    public static RunoffModel Build(Network network)
    {
        var repairs = new List<ModelRepair>();
        var gauges = network.Subcatchments.SelectMany(s => GaugeWeights.Of(s, out _)).Select(g => g.Gauge).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        var places = gauges.Index().ToDictionary(g => g.Item, g => g.Index, StringComparer.OrdinalIgnoreCase);
        var nodes = network.Nodes.Select((n, i) => (n.LocalId, i)).ToDictionary(p => p.LocalId, p => p.i, StringComparer.OrdinalIgnoreCase);
        var areas = network.Subcatchments.Select((s, i) => (s.LocalId, i)).ToDictionary(p => p.LocalId, p => p.i, StringComparer.OrdinalIgnoreCase);
        var model = new RunoffModel(network.Subcatchments.Count) { Repairs = repairs, Gauges = gauges };
        for (var i = 0; i < model.Count; i++)
        {
            var s = network.Subcatchments[i];
            double P(string name) => HydraulicModelBuilder.Number(s.Parameters, name);
            model.Node[i] = nodes.GetValueOrDefault(s.Outlet, -1);
            model.Subcatchment[i] = model.Node[i] < 0 && areas.GetValueOrDefault(s.Outlet, -1) is var other && other != i ? other : -1;
            if (model.Node[i] < 0 && model.Subcatchment[i] < 0) repairs.Add(ModelRepair.Of(s.LocalId, $"drains to '{s.Outlet}', which is not in the network; its runoff is lost.", $"排向“{s.Outlet}”，但管网中没有它，其径流不计入。"));
            model.GaugesOf[i] = [.. GaugeWeights.Of(s, out var fault).Select(g => (places[g.Gauge], g.Weight))];
            if (fault is not null) repairs.Add(ModelRepair.Of(s.LocalId, $"has '{fault}' among its rain gauges; expected gauge=weight, the weight above 0. It was left out.", $"的雨量站权重“{fault}”无法识别，应为“站号=权重”且权重大于 0，已忽略。"));
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
                    if (k > 0) repairs.Add(ModelRepair.Of(s.LocalId, $"has no width, slope or roughness to run off by; it runs off within a minute.", $"缺少汇流宽度、坡度或糙率，按一分钟内流出计算。"));
                    model.Alpha[at] = 1;
                }
            }
            model.Infiltration[i] = InfiltrationOf(s);
        }
        return model;
    }

    private static InfiltrationLaw InfiltrationOf(Subcatchment s)
    {
        double P(string name) => HydraulicModelBuilder.Number(s.Parameters, name);
        var isModified = s.Parameters.GetValueOrDefault("Law")?.StartsWith("MODIFIED", StringComparison.Ordinal) ?? false;
        var dry = P("DryTime") * 86_400;
        if (s.Parameters.ContainsKey("Suction")) return new GreenAmptLaw(P("Suction") / 1000, P("Ksat") / 3.6e6, Math.Clamp(P("IMD"), 0, 1), isModified);
        if (s.Parameters.ContainsKey("CurveNum")) return new CurveNumberLaw(P("CurveNum"), dry);
        var horton = new HortonInfiltration(P("MaxRate") / 3.6e6, P("MinRate") / 3.6e6, P("Decay") / 3600, dry > 0 ? -Math.Log(0.02) / dry : 0, P("MaxInfil") / 1000);
        return isModified ? new ModifiedHortonLaw(horton) : new HortonLaw(horton);
    }
}
