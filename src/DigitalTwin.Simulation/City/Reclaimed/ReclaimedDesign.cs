using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Simulation.City.Draft;
using DigitalTwin.Simulation.City.Sewers;

namespace DigitalTwin.Simulation.City.Reclaimed;

/// <summary>Sizes reclaimed mains by the users behind them; a ring is as large all round as half the town's demand needs.</summary>
internal static class ReclaimedDesign
{
    private const double PeakOverMean = 2.0;
    private const double CapacityOverDemand = 1.4;
    private const double Depth = 1.4;

    public static void Apply(CityDraft draft)
    {
        var links = draft.Links.Where(l => l.Class == PipeClass.Reclaimed).ToArray();
        var feeds = new Dictionary<int, DraftLink>();
        var closes = new HashSet<DraftLink>();
        foreach (var link in links)
            if (!feeds.TryAdd(link.To, link)) closes.Add(link);
        var demand = new Dictionary<int, double>();
        for (var i = links.Length - 1; i >= 0; i--)
        {
            var (link, to) = (links[i], draft.Nodes[links[i].To]);
            var (from, passes) = (draft.Nodes[link.From], demand.GetValueOrDefault(link.To) + (to.Kind == AssetKind.ReuseIntake ? to.DesignFlow : 0));
            if (to.Kind == AssetKind.ReclaimedPlant) to.DesignFlow = Math.Ceiling(passes * CapacityOverDemand * 86.4) / 86.4;
            // The link that closes a ring meets the other way round where both are at rest.
            link.DesignFlow = closes.Contains(link) ? 0 : passes * PeakOverMean;
            if (!closes.Contains(link)) demand[link.From] = demand.GetValueOrDefault(link.From) + passes;
            from.Invert = from.Kind == AssetKind.Manhole && from.LocalId.StartsWith("RJ", StringComparison.Ordinal) ? from.Ground - Depth : from.Invert;
        }
        var ringFlow = links.Where(l => l.IsRing).Select(l => l.DesignFlow).DefaultIfEmpty(0).Max() / 2;
        foreach (var link in links)
        {
            link.Diameter = PressureMains.DiameterFor(Math.Max(link.DesignFlow, link.IsRing ? ringFlow : 0));
            foreach (var node in new[] { draft.Nodes[link.From], draft.Nodes[link.To] })
                if (node.LocalId.StartsWith("RJ", StringComparison.Ordinal)) (node.Invert, node.FullDepth) = (node.Ground - Depth, Depth);
        }
    }
}
