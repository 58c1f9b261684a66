using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Simulation.City.Draft;
using DigitalTwin.Simulation.City.Sewers;

namespace DigitalTwin.Simulation.City.Facilities;

/// <summary>Builds the weirs and overflow outfalls of the combined sewers, and the storage tanks that hold back the first of a storm.</summary>
internal static class OverflowBuilder
{
    private const double OutfallFromCentreLine = 13;

    public static void Build(CityDraft draft, SewerBuilder sewers, IReadOnlyList<PlantSite> plants, int tanks)
    {
        var atChambers = Math.Min(sewers.Chambers.Count, (tanks + 1) / 2);
        for (var i = 0; i < sewers.Chambers.Count; i++)
            Spill(draft, sewers.Chambers[i].Chamber, sewers.Chambers[i].Riverside, withTank: i < atChambers);
        for (var i = 0; i < plants.Count; i++) AtPlant(draft, plants[i], withTank: i < tanks - atChambers);
    }

    private static void Spill(CityDraft draft, int chamber, int riverside, bool withTank)
    {
        var c = draft.Outline.RiverCorridor;
        var (from, bank) = (draft.Nodes[chamber], Math.Sign(draft.Nodes[chamber].U));
        var v = draft.Nodes[riverside].V + 14;
        if (!withTank)
        {
            ToRiver(draft, chamber, (from.U - bank * 9, from.V + 9), (bank * 0.6 * c, v));
            return;
        }
        var tank = draft.AddNode(AssetKind.StorageTank, "ST", bank * 0.74 * c, v);
        draft.AddLink(AssetKind.Weir, "WR", chamber, tank, PipeClass.Combined, Conveyance.End);
        draft.AddLink(AssetKind.Outlet, "OL", tank, riverside, PipeClass.Combined, Conveyance.End);
        ToRiver(draft, tank, (bank * 0.52 * c, v), (bank * 0.38 * c, v));
    }

    /// <summary>What a plant cannot take spills in front of it, over a tank where there is one.</summary>
    private static void AtPlant(CityDraft draft, PlantSite site, bool withTank)
    {
        var inlet = draft.Nodes[site.Inlet];
        var from = site.Inlet;
        if (withTank)
        {
            from = draft.AddNode(AssetKind.StorageTank, "ST", inlet.U * 0.72, inlet.V + 12);
            draft.AddLink(AssetKind.Weir, "WR", site.Inlet, from, PipeClass.Sewer, Conveyance.End);
            draft.AddLink(AssetKind.Outlet, "OL", from, site.Plant, PipeClass.Sewer, Conveyance.End);
        }
        ToRiver(draft, from, (inlet.U * (withTank ? 0.55 : 0.8), inlet.V + 14), (inlet.U * 0.42, inlet.V + 16));
    }

    private static void ToRiver(CityDraft draft, int from, (double U, double V) start, (double U, double V) middle)
    {
        var first = draft.AddManhole(start.U, start.V);
        draft.AddLink(AssetKind.Weir, "WR", from, first, PipeClass.Combined, Conveyance.End);
        var second = draft.AddManhole(middle.U, middle.V);
        var outfall = draft.AddNode(AssetKind.Outfall, "CSO", Math.Sign(middle.U) * OutfallFromCentreLine, middle.V - 6);
        draft.AddPipe(first, second, PipeClass.Combined);
        draft.AddPipe(second, outfall, PipeClass.Combined);
    }
}
