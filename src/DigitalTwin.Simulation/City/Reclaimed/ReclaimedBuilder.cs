using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Simulation.City.Draft;
using DigitalTwin.Simulation.City.Facilities;
using DigitalTwin.Simulation.City.Plan;
using DigitalTwin.Simulation.City.Sewers;
using DigitalTwin.Simulation.City.Streets;

namespace DigitalTwin.Simulation.City.Reclaimed;

/// <summary>Builds a reclaimed-water plant, fed from a treatment plant's effluent well, its mains under pressure, valves and intakes.</summary>
internal sealed class ReclaimedBuilder(CityDraft draft, StreetGraph streets, RunLayer runs, SeededRandom random)
{
    /// <summary>Mains lie this far south-west of the foul sewers, m.</summary>
    private const double Aside = 7;
    private readonly Dictionary<string, int> _uses = [];

    public void Build(ReclaimedPlan plan, PlantSite site, int valves)
    {
        var well = draft.Nodes[site.EffluentWell];
        var c = draft.Outline.RiverCorridor;
        var plant = draft.AddNode(AssetKind.ReclaimedPlant, "RWP", site.Bank * 0.93 * c, well.V + 4);
        draft.AddPipe(site.EffluentWell, plant, PipeClass.Reclaimed, Conveyance.Pressure);
        var junctions = new Dictionary<int, int>();
        var gate = draft.AddNode(AssetKind.Manhole, "RJ", site.Bank * 1.0 * c - Aside, (draft.Nodes[plant].V + streets.Nodes[plan.Root].V) / 2);
        draft.AddPipe(plant, gate, PipeClass.Reclaimed, Conveyance.Pressure);
        draft.AddPipe(gate, At(plan.Root), PipeClass.Reclaimed, Conveyance.Pressure);
        var every = Math.Max(1, plan.Mains.Count / Math.Max(1, valves));
        for (var i = 0; i < plan.Mains.Count; i++)
        {
            var (e, from) = plan.Mains[i];
            var edge = streets.Edges[e];
            var to = At(edge.Other(from));
            var start = i % every == every / 2 ? AddValve(At(from), to, edge) : At(from);
            var first = draft.Links.Count;
            runs.Lay(start, to, edge, edge.Length, PipeClass.Reclaimed, Conveyance.Pressure, "RJ");
            if (plan.IsRing(edge.A) && plan.IsRing(edge.B))
                for (var k = first; k < draft.Links.Count; k++) draft.Links[k].IsRing = true;
        }
        for (var i = 0; i < plan.Intakes.Count; i++) AddIntake(At(plan.Intakes[i]), ReuseKind.Spread(i, plan.Intakes.Count));

        int At(int crossing)
        {
            if (junctions.TryGetValue(crossing, out var node)) return node;
            var (u, v) = streets.Nodes[crossing];
            node = draft.AddNode(AssetKind.Manhole, "RJ", u - Aside, v - Aside);
            (draft.Nodes[node].Street, draft.Nodes[node].CrossStreet) = Crossings.NamesAt(streets, crossing);
            return junctions[crossing] = node;
        }
    }

    private int AddValve(int from, int towards, StreetEdge edge)
    {
        var (a, b) = (draft.Nodes[from], draft.Nodes[towards]);
        var share = Math.Min(0.3, 6 / Math.Max(6, draft.Distance(from, towards)));
        var behind = draft.AddNode(AssetKind.Manhole, "RJ", a.U + (b.U - a.U) * share, a.V + (b.V - a.V) * share);
        (draft.Nodes[behind].Street, draft.Nodes[behind].StreetRunsNorth) = (edge.Name, edge.RunsNorth);
        var valve = draft.AddLink(AssetKind.Valve, "V", from, behind, PipeClass.Reclaimed, Conveyance.Pressure);
        draft.Links[valve].Street = edge.Name;
        return behind;
    }

    private void AddIntake(int junction, ReuseKind kind)
    {
        var street = draft.Nodes[junction];
        var intake = draft.Nodes[draft.AddNode(AssetKind.ReuseIntake, "RI", street.U - random.Between(16, 30), street.V - random.Between(16, 30))];
        var number = _uses[kind.Key] = _uses.GetValueOrDefault(kind.Key) + 1;
        var turn = (number - 1) / kind.Names.Length;
        intake.Name = kind.Names[(number - 1) % kind.Names.Length] + (turn > 0 ? $"（{turn + 1}）" : "");
        intake.DesignFlow = Math.Round(random.Between(kind.LeastFlow, kind.MostFlow)) / 86_400;
        intake.Pattern = kind.Pattern;
        intake.Attributes = new Dictionary<string, string> { ["use"] = kind.Key, ["useName"] = kind.Chinese, ["standard"] = kind.Standard };
        draft.AddPipe(junction, draft.Nodes.Count - 1, PipeClass.Reclaimed, Conveyance.Pressure);
    }
}
