using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Simulation.City.Draft;
using DigitalTwin.Simulation.City.Streets;

namespace DigitalTwin.Simulation.City.Sewers;

/// <summary>Builds foul and combined sewers of a plan: manholes, pipes, pump stations and overflow chambers.</summary>
internal sealed class SewerBuilder(CityDraft draft, SewerPlan plan, RunLayer runs)
{
    /// <summary>A head sewer starts this share of its stretch away from the upper crossing, so that it does not touch it.</summary>
    public const double HeadGap = 0.12;

    private readonly int[] _manholeAt = new int[plan.Streets.Nodes.Count];

    /// <summary>Where the stretch of an overflow chamber's crossing meets the river, and the chamber's own manhole.</summary>
    public List<(int Chamber, int Riverside)> Chambers { get; } = [];

    public int ManholeAt(int crossing) => _manholeAt[crossing];

    public void Build()
    {
        var streets = plan.Streets;
        foreach (var i in plan.Tree.Order)
        {
            var (u, v) = streets.Nodes[i];
            _manholeAt[i] = draft.AddManhole(u, v);
            (draft.Nodes[_manholeAt[i]].Street, draft.Nodes[_manholeAt[i]].CrossStreet) = Crossings.NamesAt(streets, i);
        }
        foreach (var i in plan.Tree.Order)
        {
            if (plan.Tree.Next[i] is not (>= 0 and var next)) continue;
            var edge = streets.Edges[plan.Tree.NextEdge[i]];
            if (plan.HasPumps[i]) LayRisingMain(i, next, edge);
            else if (plan.IsChamber[i]) LayToChamber(i, next, edge);
            else Lay(_manholeAt[i], _manholeAt[next], i, edge, edge.Length, PipeClass.Sewer);
        }
        foreach (var (e, to) in plan.Heads) LayHead(streets.Edges[e], to);
    }

    private void LayHead(StreetEdge edge, int to)
    {
        var (u, v) = plan.Streets.Between(edge.Other(to), to, HeadGap);
        var head = draft.AddManhole(u, v);
        draft.Nodes[head].Street = edge.Name;
        draft.Nodes[head].StreetRunsNorth = edge.RunsNorth;
        Lay(head, _manholeAt[to], to, edge, edge.Length * (1 - HeadGap), PipeClass.Sewer);
    }

    private void LayToChamber(int i, int next, StreetEdge edge)
    {
        // The chamber is a manhole of its own, four fifths of the way to the riverside sewer.
        var (u, v) = plan.Streets.Between(i, next, 0.8);
        var chamber = draft.AddManhole(u, v);
        draft.Nodes[chamber].Street = edge.Name;
        draft.Nodes[chamber].StreetRunsNorth = edge.RunsNorth;
        Lay(_manholeAt[i], chamber, i, edge, edge.Length * 0.8, PipeClass.Combined);
        var throttle = draft.Links[draft.AddPipe(chamber, _manholeAt[next], PipeClass.Combined, Conveyance.Throttle)];
        throttle.Street = edge.Name;
        Chambers.Add((chamber, _manholeAt[next]));
    }

    private void LayRisingMain(int i, int next, StreetEdge edge)
    {
        var (u, v) = plan.Streets.Between(i, next, 14 / edge.Length);
        var (du, dv) = edge.RunsNorth ? (9.0, 0.0) : (0.0, 9.0);
        var well = draft.AddManhole(u + du, v + dv);
        var outlet = draft.AddManhole(u, v);
        draft.AddPipe(_manholeAt[i], well, PipeClass.Sewer);
        var station = draft.AddLink(AssetKind.PumpStation, "PS", well, outlet, PipeClass.Sewer, Conveyance.Lift);
        draft.Links[station].Street = edge.Name;
        draft.Nodes[well].LocalId = draft.Links[station].LocalId + "-W";
        draft.Nodes[outlet].LocalId = draft.Links[station].LocalId + "-D";
        AddLand(draft.Nodes[_manholeAt[i]], i, edge.Length);
        runs.Lay(outlet, _manholeAt[next], edge, edge.Length - 14, PipeClass.Sewer, Conveyance.Pressure);
    }

    /// <summary>Lays gravity sewers and spreads the stretch's households (and in the old town its land) over the manholes along it.</summary>
    private void Lay(int from, int to, int crossing, StreetEdge edge, double length, PipeClass use)
    {
        var each = edge.Length / RunLayer.PipesFor(length, runs.Spacing);
        AddLand(draft.Nodes[from], crossing, each);
        runs.Lay(from, to, edge, length, use, Conveyance.Gravity, "MH", node => AddLand(node, crossing, each));
    }

    private void AddLand(DraftNode node, int crossing, double metres)
    {
        node.DryFlow += metres * plan.DryFlowPerMetre(node.U, node.V);
        node.Pattern = "residential";
        if (plan.IsCombined[crossing]) node.RainArea += metres * plan.AreaPerMetre(node.U, node.V);
    }
}
