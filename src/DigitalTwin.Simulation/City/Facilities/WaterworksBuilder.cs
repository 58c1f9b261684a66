using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Simulation.City.Draft;
using DigitalTwin.Simulation.City.Sewers;

namespace DigitalTwin.Simulation.City.Facilities;

/// <summary>One treatment plant as built: its inlet manhole, itself, its effluent well and the bank it is on (−1 west, 1 east).</summary>
internal readonly record struct PlantSite(int Root, int Inlet, int Plant, int EffluentWell, int Bank);

/// <summary>Builds treatment plants between the riverside road and the river, each below its root crossing.</summary>
internal static class WaterworksBuilder
{
    private const double OutfallFromCentreLine = 12;

    public static List<PlantSite> Build(CityDraft draft, SewerPlan plan, SewerBuilder sewers)
    {
        var sites = new List<PlantSite>();
        var c = draft.Outline.RiverCorridor;
        foreach (var root in plan.Roots)
        {
            var (u, v) = plan.Streets.Nodes[root];
            var bank = Math.Sign(u);
            var step = Math.Min(140, 0.12 * draft.Outline.Radius);
            // The eastern plant stands further down, so that the two are not one on the map.
            if (bank > 0) v -= 2.6 * step;
            var inlet = draft.AddManhole(bank * 0.84 * c, v - 0.55 * step);
            var plant = draft.AddNode(AssetKind.TreatmentPlant, "WWTP", bank * 0.66 * c, v - 1.25 * step);
            var well = draft.AddManhole(bank * 0.5 * c, v - 1.75 * step);
            var outfall = draft.AddNode(AssetKind.Outfall, "OF", bank * OutfallFromCentreLine, v - 2.1 * step);
            draft.AddPipe(sewers.ManholeAt(root), inlet, PipeClass.Sewer);
            draft.AddPipe(inlet, plant, PipeClass.Sewer);
            draft.AddPipe(plant, well, PipeClass.Sewer);
            draft.AddPipe(well, outfall, PipeClass.Sewer);
            sites.Add(new PlantSite(root, inlet, plant, well, bank));
        }
        return sites;
    }
}
