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
        for (var i = 0; i < Math.Min(plants.Count, tanks - atChambers); i++) AtPlant(draft, plants[i]);
    }

    private static void Spill(CityDraft draft, int chamber, int riverside, bool withTank)
    {
        var c = draft.Outline.RiverCorridor;
        var (from, bank) = (draft.Nodes[chamber], Math.Sign(draft.Nodes[chamber].U));
        var v = draft.Nodes[riverside].V + 14;
        var last = chamber;
        if (withTank)
        {
            last = draft.AddNode(AssetKind.StorageTank, "ST", bank * 0.74 * c, v);
            draft.AddLink(AssetKind.Weir, "WR", chamber, last, PipeClass.Combined, Conveyance.End);
            draft.AddLink(AssetKind.Outlet, "OL", last, riverside, PipeClass.Combined, Conveyance.End);
        }
        var beyond = draft.AddManhole(withTank ? bank * 0.5 * c : from.U - bank * 9, withTank ? v : from.V + 9);
        draft.AddLink(AssetKind.Weir, "WR", last, beyond, PipeClass.Combined, Conveyance.End);
        var middle = draft.AddManhole(bank * (withTank ? 0.36 : 0.6) * c, v);
        var outfall = draft.AddNode(AssetKind.Outfall, "CSO", bank * OutfallFromCentreLine, v - 6);
        draft.AddPipe(beyond, middle, PipeClass.Combined);
        draft.AddPipe(middle, outfall, PipeClass.Combined);
    }

    private static void AtPlant(CityDraft draft, PlantSite site)
    {
        var inlet = draft.Nodes[site.Inlet];
        var tank = draft.AddNode(AssetKind.StorageTank, "ST", inlet.U * 0.72, inlet.V + 12);
        draft.AddLink(AssetKind.Weir, "WR", site.Inlet, tank, PipeClass.Sewer, Conveyance.End);
        draft.AddLink(AssetKind.Outlet, "OL", tank, site.Plant, PipeClass.Sewer, Conveyance.End);
    }
}
