using System.Globalization;
using DigitalTwin.Domain.Forecast.Ensemble;
using DigitalTwin.Domain.Forecast.State;
using DigitalTwin.Domain.Hydraulics.Hydrology;
using DigitalTwin.Domain.Hydraulics.Routing;
using DigitalTwin.Domain.Networks;

namespace DigitalTwin.Domain.Forecast.WhatIf;

/// <summary>Makes changes to a part's model and rain. Nodes, links and land stay as many as they were, so that the same state starts both runs.</summary>
public static class ChangedModel
{
    /// <summary>Highest priority there is: what is held stays held whatever the part's own rules say.</summary>
    private const double Held = 1e9;
    /// <summary>Contraction of a jet through an opening that fills none of its pipe.</summary>
    private const double Contraction = 0.62;
    private const double Shut = 1e-9; // m³/s; a limit of 0 means none.

    /// <exception cref="ImpossibleChangeException">A change names what the part does not have, or a number out of range.</exception>
    public static LiveModel Apply(LiveModel model, IReadOnlyList<Change> changes)
    {
        var network = changes.Aggregate(model.Network, (n, change) => Changed(model, n, change));
        return ReferenceEquals(network, model.Network) ? model : model.With(network);
    }

    /// <exception cref="ImpossibleChangeException">A number is out of range.</exception>
    public static RainOutlook Apply(RainOutlook rain, IReadOnlyList<Change> changes, DateTime now, IReadOnlyList<string> gauges)
    {
        foreach (var change in changes)
            rain = change switch
            {
                Change.RainFactor { Factor: var f } => rain with { Factor = rain.Factor * Checked(f, 0, 100, "rain.factor") },
                Change.Rain r => new RainOutlook(rain.Fallen, Even(Checked(r.MillimetresPerHour, 0, 1000, "rain.mmPerHour"), (int)Checked(r.Minutes, 1, 4320, "rain.minutes"), now, gauges)) { IsGiven = true },
                _ => rain,
            };
        return rain;
    }

    private static Network Changed(LiveModel model, Network network, Change change) => change switch
    {
        Change.Block b => Block(network, Link(model, b.Link, "block.asset"), Checked(b.Share, 0, 1, "block.share")),
        Change.Hold h => Hold(model, network, Link(model, h.Link, "asset"), Checked(h.Setting, 0, 1, "setting")),
        Change.Tank t => Tank(model, network, Node(model, t.Node, "tank.asset"), Checked(t.AreaM2, 1, 1e6, "tank.areaM2"), Checked(t.DepthM, 0.1, 50, "tank.depthM")),
        Change.Grow g => Grow(network, g.DistrictOrNode, Checked(g.Factor, 0, 100, "grow.factor")),
        _ => network,
    };

    /// <summary>A local constriction: the jet through what is left open loses its head as it widens again (Borda–Carnot, h = (1/(C_c·open) − 1)²·v²/2g), so the pipe keeps its volume and its slope.</summary>
    private static Network Block(Network network, int link, double share)
    {
        var old = network.Links[link];
        if (old.Kind != Assets.AssetKind.PipeSegment) throw new ImpossibleChangeException($"block.asset: '{old.LocalId}' is no pipe; expected one.");
        var open = 1 - share;
        var attributes = new Dictionary<string, string>(old.Attributes);
        if (open < 0.005) attributes["MaxFlow"] = Text(Shut);
        else attributes["Kavg"] = Text(HydraulicModelBuilder.Number(old.Attributes, "Kavg") + Math.Pow(1 / ((Contraction + (1 - Contraction) * open * open * open) * open) - 1, 2));
        return network with { Links = Replaced(network.Links, link, old with { Attributes = attributes }) };
    }

    private static Network Hold(LiveModel model, Network network, int link, double setting)
    {
        var id = network.Links[link].LocalId;
        if (model.Hydraulics.DeviceOfLink[link] is not (>= 0 and var device)) throw new ImpossibleChangeException($"asset: '{id}' has no setting; expected a pump, orifice, weir or outlet.");
        var word = model.Hydraulics.Devices[device].Kind == DeviceKind.Pump ? "PUMP" : "OUTLET";
        return network with { Controls = [.. network.Controls, $"RULE held-{id}\nIF SIMULATION TIME >= 0\nTHEN {word} {id} SETTING = {Text(setting)}\nPRIORITY {Text(Held)}"] };
    }

    /// <summary>Below the crowns of its pipes the node is what it was, so that dry weather passes it by.</summary>
    private static Network Tank(LiveModel model, Network network, int node, double area, double depth)
    {
        var old = network.Nodes[node];
        if (model.Hydraulics.Role[node] == NodeRole.Outfall) throw new ImpossibleChangeException($"tank.asset: '{old.LocalId}' is where water leaves; expected a manhole or tank.");
        var crown = Math.Max(0.1, model.Hydraulics.CrownDepth[node]);
        var before = model.Hydraulics.Storage[node];
        double Old(double at) => before?.Area(at) ?? model.Settings.Routing.LeastSurface;
        var name = $"tank at {old.LocalId}";
        var curve = new Curve("STORAGE", [0, crown, crown + 0.05, crown + depth, crown + depth + 0.05], [Old(0), Old(crown), Old(crown) + area, Old(crown + depth) + area, Old(crown + depth)]);
        return network with
        {
            Nodes = Replaced(network.Nodes, node, old with { Kind = Assets.AssetKind.StorageTank, StorageCurve = name, FullDepth = model.Hydraulics.FullDepth[node] }),
            Curves = new Dictionary<string, Curve>(network.Curves) { [name] = curve },
        };
    }

    private static Network Grow(Network network, string place, double factor)
    {
        var region = network.Regions.FirstOrDefault(r => r.Id == place || r.Name == place)?.Id ?? place;
        var here = network.Nodes.Where(n => n.LocalId == place || n.Region == region).Select(n => n.LocalId).ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (here.Count == 0) throw new ImpossibleChangeException($"grow.district: there is no district or node '{place}' here; expected one of {string.Join(", ", network.Nodes.Select(n => n.Region).OfType<string>().Distinct().Take(8))}.");
        return network with
        {
            Nodes = [.. network.Nodes.Select(n => here.Contains(n.LocalId) ? n with { DryWeatherInflow = n.DryWeatherInflow * factor } : n)],
            Subcatchments = [.. network.Subcatchments.Select(s => here.Contains(s.Outlet) ? Paved(s, factor) : s)],
        };
    }

    /// <summary>Green land is paved first; when none is left the land itself grows.</summary>
    private static Subcatchment Paved(Subcatchment s, double factor)
    {
        var wanted = s.PercentImpervious * factor;
        return wanted <= 100 ? s with { PercentImpervious = wanted } : s with { PercentImpervious = 100, Area = s.Area * wanted / 100 };
    }

    private static Dictionary<string, RainSeries> Even(double rate, int minutes, DateTime now, IReadOnlyList<string> gauges)
    {
        var series = new RainSeries(Enumerable.Range(0, minutes).Select(m => (now.AddMinutes(m), rate)), TimeSpan.FromMinutes(1));
        return gauges.ToDictionary(g => g, _ => series);
    }

    private static int Link(LiveModel model, string id, string field) => model.LinkOf.TryGetValue(id, out var link) ? link : throw new ImpossibleChangeException($"{field}: there is no link '{id}' in this part; expected a local id of {model.Part.Id}'s.");

    private static int Node(LiveModel model, string id, string field) => model.NodeOf.TryGetValue(id, out var node) ? node : throw new ImpossibleChangeException($"{field}: there is no node '{id}' in this part; expected a local id of {model.Part.Id}'s.");

    private static double Checked(double value, double least, double most, string field) =>
        value >= least && value <= most ? value : throw new ImpossibleChangeException(string.Create(CultureInfo.InvariantCulture, $"{field}: {value} was given; expected {least} to {most}."));

    private static T[] Replaced<T>(IReadOnlyList<T> list, int at, T item) => [.. list.Select((old, i) => i == at ? item : old)];

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
