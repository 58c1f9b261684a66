using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Simulation.City.Draft;
using DigitalTwin.Simulation.City.Sewers;
using DigitalTwin.Simulation.City.Streets;

namespace DigitalTwin.Simulation.City.Storm;

/// <summary>Builds the storm sewers beside the foul ones and their outfalls on the river.</summary>
internal static class StormBuilder
{
    /// <summary>Storm sewers lie this far north and east of the foul ones, m.</summary>
    private const double Aside = 6;
    private const double OutfallFromCentreLine = 13;

    public static void Build(CityDraft draft, StreetGraph streets, StormPlan plan, RunLayer runs)
    {
        var manhole = new Dictionary<int, int>();
        foreach (var i in plan.Tree.Order)
        {
            if (!plan.IsLaid[i]) continue;
            var next = plan.Tree.Next[i];
            var edge = streets.Edges[plan.Tree.NextEdge[i]];
            var to = At(next);
            if (plan.Tree.Next[next] < 0 && draft.Nodes[to].Main < 0) AddOutfall(draft, to);
            runs.Lay(At(i), to, edge, edge.Length, PipeClass.Storm, Conveyance.Gravity);
        }

        int At(int crossing)
        {
            if (manhole.TryGetValue(crossing, out var node)) return node;
            var (u, v) = streets.Nodes[crossing];
            node = draft.AddManhole(u + Aside, v + Aside);
            draft.Nodes[node].RainArea = plan.Area[crossing];
            (draft.Nodes[node].Street, draft.Nodes[node].CrossStreet) = Crossings.NamesAt(streets, crossing);
            return manhole[crossing] = node;
        }
    }

    private static void AddOutfall(CityDraft draft, int manhole)
    {
        var from = draft.Nodes[manhole];
        var outfall = draft.AddNode(AssetKind.Outfall, "SOF", Math.Sign(from.U) * OutfallFromCentreLine, from.V + 10);
        draft.AddPipe(manhole, outfall, PipeClass.Storm);
    }
}
