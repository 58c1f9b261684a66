using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Simulation.City.Draft;

namespace DigitalTwin.Simulation.City.Sewers;

/// <summary>Sizes and lays what a draft holds: gravity sewers by the design rules, then pumps, weirs, tanks and outfalls to fit them.</summary>
internal sealed class SewerDesign(CityDraft draft)
{
    private const double WetWellBand = 1.5;
    private const double StopDepth = 0.8;
    private const double TankDepth = 6.5;
    /// <summary>Chambers and tanks with a weir, and where it spills to.</summary>
    private readonly Dictionary<int, int> _relieved = [];
    private readonly Dictionary<int, double> _arriving = [];
    private readonly SewerTree _tree = new(draft.Nodes.Count, DesignTable.Default);

    public void Apply()
    {
        Fill();
        _tree.Compute();
        for (var i = 0; i < draft.Nodes.Count; i++) SetNode(draft.Nodes[i], i);
        foreach (var link in draft.Links) SetLink(link);
        foreach (var link in draft.Links) FitSpill(link);
    }

    private void Fill()
    {
        Array.Fill(_tree.Way, Conveyance.End);
        for (var i = 0; i < draft.Nodes.Count; i++)
        {
            var node = draft.Nodes[i];
            (_tree.Ground[i], _tree.DryFlow[i], _tree.RainArea[i]) = (node.Ground, node.DryFlow, node.RainArea);
            if (node.Main < 0 || draft.Links[node.Main] is var link && (link.Class is PipeClass.River or PipeClass.Reclaimed)) continue;
            link = draft.Links[node.Main];
            (_tree.Next[i], _tree.Way[i], _tree.Length[i]) = (link.To, link.Way, link.Length);
            // A plant lifts its water itself, so that what leaves it starts afresh at cover depth.
            if (node.Kind == AssetKind.TreatmentPlant) _tree.Way[i] = Conveyance.Pressure;
        }
        foreach (var link in draft.Links)
            if (link.Kind is AssetKind.Weir) _relieved.TryAdd(link.From, link.To);
    }

    private void SetNode(DraftNode node, int i)
    {
        node.Invert = node.Kind == AssetKind.RiverNode ? node.Invert : _tree.Invert[i];
        switch (node.Kind)
        {
            case AssetKind.Outfall:
                node.Invert = Math.Min(draft.Terrain.BedAt(node.V), node.Invert);
                break;
            case AssetKind.TreatmentPlant:
                node.Invert -= 0.3;
                node.DesignFlow = RoundCapacity(_tree.MeanFlow[i] * 1.3);
                break;
            case AssetKind.StorageTank:
                node.Invert = node.Ground - TankDepth;
                break;
        }
        node.FullDepth = node.Kind is AssetKind.Outfall or AssetKind.RiverNode or AssetKind.Drainer or AssetKind.ReuseIntake or AssetKind.TreatmentPlant or AssetKind.ReclaimedPlant
            ? 0 : node.Ground - node.Invert;
    }

    private void SetLink(DraftLink link)
    {
        var (from, to) = (draft.Nodes[link.From], draft.Nodes[link.To]);
        if (link.Kind == AssetKind.PumpStation) SetPump(link, from);
        if (link.Kind != AssetKind.PipeSegment || link.Class == PipeClass.Reclaimed) return;
        if (from.Kind == AssetKind.TreatmentPlant) SetEffluent(link, from, to);
        else
        {
            link.DesignFlow = _tree.DesignFlow[link.From];
            link.Diameter = link.Way == Conveyance.Pressure ? PressureDiameter(link.DesignFlow) : _tree.Diameter(link.From);
            link.Barrels = link.Way == Conveyance.Pressure ? 1 : _tree.Barrels(link.From);
            link.FromOffset = _tree.StartElevation[link.From] - from.Invert;
            link.ToOffset = Math.Max(0, _tree.EndElevation[link.From] - to.Invert);
            if (link.Class == PipeClass.Sewer && _tree.CarriesRain[link.From]) link.Class = PipeClass.Combined;
        }
        if (_relieved.ContainsKey(link.To)) _arriving[link.To] = _arriving.GetValueOrDefault(link.To) + link.DesignFlow;
    }

    /// <summary>A treatment plant's own outlet falls from the plant's last basin, above its inlet.</summary>
    private void SetEffluent(DraftLink link, DraftNode from, DraftNode to)
    {
        link.DesignFlow = _tree.DesignFlow[link.From];
        link.Diameter = _tree.Diameter(link.To);
        link.FromOffset = to.Invert + 0.2 + 0.004 * link.Length - from.Invert;
        link.ToOffset = 0.2;
    }

    private void SetPump(DraftLink link, DraftNode well)
    {
        link.DesignFlow = Math.Round(Math.Max(0.008, 1.2 * _tree.DesignFlow[link.From]), 4);
        (link.StopDepth, link.StartDepth) = (StopDepth, StopDepth + WetWellBand);
        // At least ten minutes between starts when inflow is half of what the pump lifts.
        well.StorageArea = Math.Round(Math.Max(9, link.DesignFlow * 600 / 4 / WetWellBand * 1.6), 1);
    }

    /// <summary>Weir crests just over the flow that goes on, overflow pipes as large as the sewer they relieve, tanks for twenty minutes of it.</summary>
    private void FitSpill(DraftLink link)
    {
        if (link.Kind is not (AssetKind.Weir or AssetKind.Outlet)) return;
        var (from, to) = (draft.Nodes[link.From], draft.Nodes[link.To]);
        if (link.Kind == AssetKind.Outlet)
        {
            link.DesignFlow = Math.Round(from.StorageArea * TankDepth / 6 / 3600, 4);
            return;
        }
        var main = from.Main >= 0 ? draft.Links[from.Main] : link;
        link.FromOffset = from.Kind == AssetKind.StorageTank ? 0.86 * TankDepth : Math.Min(from.FullDepth * 0.7, Math.Max(1.0, main.Diameter / 1000.0 * 1.15));
        link.Width = Math.Round(Math.Max(2.5, StormFlowAt(link.From) / 0.9), 1);
        if (to.Kind == AssetKind.StorageTank) to.StorageArea = Math.Round(Math.Max(250, StormFlowAt(link.From) * 1500 / TankDepth));
        else FitOverflowPipes(link.To, from.Invert + link.FromOffset - 0.4, StormFlowAt(link.From));
    }

    private void FitOverflowPipes(int node, double top, double flow)
    {
        for (var elevation = top; draft.Nodes[node].Main >= 0 && draft.Links[draft.Nodes[node].Main] is { Kind: AssetKind.PipeSegment } pipe; node = pipe.To)
        {
            var (from, to) = (draft.Nodes[pipe.From], draft.Nodes[pipe.To]);
            pipe.DesignFlow = flow;
            var size = DesignTable.Default.SizeFor(flow, 0.004, 4, mayRunFull: true);
            (pipe.Diameter, pipe.Barrels) = (DesignTable.Default.Diameter(size), DesignTable.Default.BarrelsFor(flow, 0.004, size, mayRunFull: true));
            from.Invert = Math.Min(elevation, from.Ground - pipe.Diameter / 1000.0 - 0.3);
            from.FullDepth = from.Ground - from.Invert;
            elevation = from.Invert - 0.004 * pipe.Length;
            pipe.FromOffset = 0;
            if (to.Kind == AssetKind.Outfall) to.Invert = Math.Min(draft.Terrain.BedAt(to.V), elevation);
            pipe.ToOffset = to.Kind == AssetKind.Outfall ? elevation - to.Invert : 0;
            if (to.Kind != AssetKind.Outfall) to.Invert = elevation;
        }
    }

    /// <summary>Design flow of all that drains to a chamber, or to the chamber in front of a tank.</summary>
    private double StormFlowAt(int node) =>
        _arriving.TryGetValue(node, out var flow) ? flow : _relieved.Where(r => r.Value == node).Sum(r => _arriving.GetValueOrDefault(r.Key));

    private static int PressureDiameter(double flow) => PressureMains.DiameterFor(flow);

    /// <summary>Plants come in steps of 5,000 m³/d.</summary>
    private static double RoundCapacity(double flow) => Math.Max(1, Math.Ceiling(flow * 86_400 / 5000)) * 5000 / 86_400;
}
