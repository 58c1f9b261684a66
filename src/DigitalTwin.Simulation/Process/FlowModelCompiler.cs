using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Simulation.City.Facilities;
using DigitalTwin.Simulation.Hydraulics;

namespace DigitalTwin.Simulation.Process;

/// <summary>Compiles a demo city's network into a <see cref="FlowModel"/>.</summary>
internal static class FlowModelCompiler
{
    private const double LeastSlope = 1e-4;
    private const double ShaftArea = 1.5;
    /// <summary>House connections and gullies that fill with a surcharged sewer, as a share of the pipe's plan area.</summary>
    private const double SideStorage = 0.2;
    private const double DefaultStorage = 4;
    private const double ClearWellHours = 3;
    /// <summary>A plant shuts its inlet gate so far that no more than this multiple of its design flow comes in.</summary>
    private const double GateOverDesign = 2.2;

    public static FlowModel Compile(Network network)
    {
        var main = MainLinks(network);
        var order = Sort(network);
        var model = new FlowModel(network, network.Nodes.Count);
        for (var c = 0; c < order.Length; c++) (model.NodeOf[c], model.CellOf[order[c]]) = (order[c], c);
        model.Patterns = [.. network.Patterns.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => p.Value)];
        var patterns = network.Patterns.Keys.Order(StringComparer.Ordinal).Select((name, i) => (name, i)).ToDictionary(p => p.name, p => (byte)p.i);
        model.Strengths = [ProcessConstants.Default.Household, .. DrainerKind.All.Select(k => k.Strength)];
        for (var c = 0; c < model.Count; c++) FillCell(model, c, main, patterns);
        for (var c = 0; c < model.Count; c++)
            model.IsCoupled[c] = model.Kind[c] == CellKind.Gravity && model.Down[c] >= 0 && model.Kind[model.Down[c]] is CellKind.Gravity or CellKind.WetWell;
        AddSides(model);
        return model;
    }

    private static void FillCell(FlowModel m, int c, int[] main, Dictionary<string, byte> patterns)
    {
        var node = m.Network.Nodes[m.NodeOf[c]];
        var link = main[m.NodeOf[c]] >= 0 ? m.Network.Links[main[m.NodeOf[c]]] : null;
        m.Kind[c] = KindOf(node, link);
        (m.MainLink[c], m.Down[c]) = link is null ? (-1, -1) : (main[m.NodeOf[c]], m.CellOf[link.To]);
        (m.Invert[c], m.FullDepth[c], m.DryFlow[c]) = (node.InvertElevation, node.FullDepth > 0 ? node.FullDepth : 3, node.DryWeatherInflow);
        m.Pattern[c] = node.DryWeatherPattern is { } pattern && patterns.TryGetValue(pattern, out var index) ? index : patterns.GetValueOrDefault("residential");
        m.Strength[c] = (byte)(node.Kind == AssetKind.Drainer ? 1 + DrainerKind.All.ToList().FindIndex(k => k.Key == node.Attributes["industry"]) : 0);
        m.Area[c] = node.StorageArea > 0 ? node.StorageArea : DefaultStorage;
        if (link is { Kind: AssetKind.PipeSegment or AssetKind.RiverSection }) FillPipe(m, c, link);
        // A reclaimed plant's clear well counts as one metre deep.
        if (node.Kind == AssetKind.ReclaimedPlant) m.Area[c] = Math.Max(20, node.DesignFlow * 3600 * ClearWellHours);
        m.MostFlow[c] = link is not null && m.Network.Nodes[link.To] is { Kind: AssetKind.TreatmentPlant } plant ? GateOverDesign * plant.DesignFlow : double.PositiveInfinity;
        m.BrimVolume[c] = m.VolumeAt(c, m.FullDepth[c]);
    }

    private static void FillPipe(FlowModel m, int c, NetworkLink link)
    {
        var to = m.Network.Nodes[link.To];
        (m.Length[c], m.Diameter[c], m.StartOffset[c]) = (Math.Max(1, link.Length), link.Section.Height, link.FromOffset);
        m.EndElevation[c] = to.InvertElevation + link.ToOffset;
        m.Slope[c] = Math.Max(LeastSlope, (m.Invert[c] + link.FromOffset - m.EndElevation[c]) / m.Length[c]);
        if (link.Kind != AssetKind.PipeSegment) return;
        m.FullVolume[c] = Math.PI / 4 * link.Section.Height * link.Section.Height * m.Length[c] * link.Section.Barrels;
        m.Conveyance[c] = PartialFlow.FullConveyance(link.Section.Height, link.Roughness) * link.Section.Barrels;
        m.Area[c] = ShaftArea + SideStorage * link.Section.Height * m.Length[c] * link.Section.Barrels;
    }

    private static CellKind KindOf(NetworkNode node, NetworkLink? main) => node.Kind switch
    {
        AssetKind.TreatmentPlant => CellKind.Plant,
        AssetKind.ReclaimedPlant => CellKind.ReclaimedPlant,
        AssetKind.StorageTank => CellKind.Tank,
        AssetKind.Outfall or AssetKind.RiverNode => CellKind.River,
        AssetKind.ReuseIntake => CellKind.Reclaimed,
        _ when main is null || main.Class == PipeClass.Reclaimed => CellKind.Reclaimed,
        _ when main.Kind == AssetKind.PumpStation => CellKind.WetWell,
        _ when main.IsPressurised => CellKind.Pressure,
        _ => CellKind.Gravity,
    };

    private static int[] MainLinks(Network network)
    {
        var main = new int[network.Nodes.Count];
        Array.Fill(main, -1);
        for (var i = 0; i < network.Links.Count; i++)
        {
            var link = network.Links[i];
            if (link.Kind is AssetKind.Weir or AssetKind.Outlet or AssetKind.Orifice) continue;
            var old = main[link.From] >= 0 ? network.Links[main[link.From]] : null;
            if (old is null || old.Class == PipeClass.Reclaimed && link.Class != PipeClass.Reclaimed) main[link.From] = i;
        }
        return main;
    }

    private static void AddSides(FlowModel m)
    {
        var sides = new List<SideFlow>();
        for (var i = 0; i < m.Network.Links.Count; i++)
        {
            var link = m.Network.Links[i];
            var (from, to) = (m.CellOf[link.From], m.CellOf[link.To]);
            if (link.Kind == AssetKind.Weir) sides.Add(new SideFlow(SideKind.Weir, from, to, i, link.FromOffset, m.VolumeAt(from, link.FromOffset), 0));
            else if (link.Kind == AssetKind.Outlet) sides.Add(new SideFlow(SideKind.TankDrain, from, to, i, 0, 0, link.DesignFlow));
            else if (m.Kind[to] == CellKind.ReclaimedPlant) sides.Add(new SideFlow(SideKind.ReclaimedFeed, from, to, i, 0, 0, m.Network.Nodes[link.To].DesignFlow));
        }
        m.Sides = [.. sides.OrderBy(s => s.Cell)];
        for (var s = m.Sides.Length - 1; s >= 0; s--)
        {
            m.SideStart[m.Sides[s].Cell] = s;
            m.SideCount[m.Sides[s].Cell]++;
        }
    }

    private static int[] Sort(Network network)
    {
        var waiting = new int[network.Nodes.Count];
        var first = new int[network.Nodes.Count + 1];
        foreach (var link in network.Links)
        {
            waiting[link.To]++;
            first[link.From + 1]++;
        }
        for (var i = 0; i < waiting.Length; i++) first[i + 1] += first[i];
        var targets = new int[network.Links.Count];
        var next = first[..^1];
        foreach (var link in network.Links) targets[next[link.From]++] = link.To;
        var order = new int[waiting.Length];
        var done = 0;
        for (var i = 0; i < waiting.Length; i++)
            if (waiting[i] == 0) order[done++] = i;
        for (var head = 0; head < done; head++)
            for (var k = first[order[head]]; k < first[order[head] + 1]; k++)
                if (--waiting[targets[k]] == 0) order[done++] = targets[k];
        if (done != order.Length) throw new ArgumentException("The network runs in a circle; the demo process needs one that flows one way.", nameof(network));
        return order;
    }
}
