using System.Globalization;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks;

namespace DigitalTwin.Gis.Swmm;

/// <summary>[CONDUITS] [PUMPS] [ORIFICES] [WEIRS] [OUTLETS] [XSECTIONS] [LOSSES] of a network.</summary>
internal static class ExportedLinks
{
    private static readonly string[] Losses = ["Kentry", "Kexit", "Kavg"];

    public static void Write(SwmmWriter writer, Network network)
    {
        ILookup<AssetKind, NetworkLink> links = network.Links.ToLookup(l => l.Kind is AssetKind.PumpStation or AssetKind.Orifice or AssetKind.Weir or AssetKind.Outlet ? l.Kind : AssetKind.PipeSegment);
        object[] Ends(NetworkLink l) => [l.LocalId, network.Nodes[l.From].LocalId, network.Nodes[l.To].LocalId];
        writer.Section("CONDUITS");
        foreach (var l in links[AssetKind.PipeSegment]) writer.Line([.. Ends(l), l.Length, l.Roughness, l.FromOffset, l.ToOffset, Of(l, "InitFlow"), Of(l, "MaxFlow")]);
        writer.Section("PUMPS");
        foreach (var l in links[AssetKind.PumpStation]) writer.Line([.. Ends(l), l.PumpCurve ?? "*", l.Attributes.GetValueOrDefault("Status", "ON"), l.StartDepth, l.StopDepth]);
        writer.Section("ORIFICES");
        foreach (var l in links[AssetKind.Orifice]) writer.Line([.. Ends(l), l.Attributes.GetValueOrDefault("Type", "SIDE"), l.FromOffset, l.DischargeCoefficient, l.HasFlapGate, Number(l, "CloseTime") / 3600]);
        writer.Section("WEIRS");
        foreach (var l in links[AssetKind.Weir])
            writer.Line([.. Ends(l), l.Attributes.GetValueOrDefault("Type", "TRANSVERSE"), l.FromOffset, l.DischargeCoefficient, l.HasFlapGate, Of(l, "EndCon"), Of(l, "EndCoeff"), .. l.Attributes.TryGetValue("Surcharge", out var can) ? [can] : Array.Empty<object>()]);
        writer.Section("OUTLETS");
        foreach (var l in links[AssetKind.Outlet])
        {
            var curve = l.Attributes.GetValueOrDefault("RatingCurve");
            var type = l.Attributes.GetValueOrDefault("Type", curve is null ? "FUNCTIONAL/DEPTH" : "TABULAR/DEPTH");
            if (curve is not null) writer.Line([.. Ends(l), l.FromOffset, type, curve, l.HasFlapGate]);
            else writer.Line([.. Ends(l), l.FromOffset, type, l.DischargeCoefficient, l.Attributes.GetValueOrDefault("Qexpon", "1"), l.HasFlapGate]);
        }
        writer.Section("XSECTIONS");
        foreach (var l in network.Links.Where(l => l.Section.Shape != SectionShape.None)) writer.Line([l.LocalId, .. Section(l)]);
        writer.Section("LOSSES");
        foreach (var l in links[AssetKind.PipeSegment])
            if (l.HasFlapGate || l.Attributes.ContainsKey("Seepage") || Losses.Any(l.Attributes.ContainsKey)) writer.Line([l.LocalId, .. Losses.Select(k => (object)Of(l, k)), l.HasFlapGate, Of(l, "Seepage")]);
    }

    private static object[] Section(NetworkLink link)
    {
        var s = link.Section;
        return s.Shape switch
        {
            SectionShape.Circular when link.Attributes.TryGetValue("ForceMainRoughness", out var roughness) => ["FORCE_MAIN", s.Height, roughness, 0, 0, s.Barrels],
            SectionShape.Circular => ["CIRCULAR", s.Height, 0, 0, 0, s.Barrels],
            SectionShape.Egg => ["EGG", s.Height, 0, 0, 0, s.Barrels],
            SectionShape.RectangularClosed => ["RECT_CLOSED", s.Height, s.Width, 0, 0, s.Barrels],
            SectionShape.RectangularOpen => ["RECT_OPEN", s.Height, s.Width, 0, 0, s.Barrels],
            SectionShape.Arch => ["ARCH", s.Height, s.Width, 0, 0, s.Barrels],
            SectionShape.Trapezoidal => ["TRAPEZOIDAL", s.Height, s.Width, s.SideSlope1, s.SideSlope2, s.Barrels],
            SectionShape.Custom => ["CUSTOM", s.Height, s.Curve ?? "*", 0, 0, s.Barrels],
            _ => Other(link),
        };
    }

    /// <summary>A shape that only SWMM computes with: its own name, behind which a street or a transect may be named.</summary>
    private static object[] Other(NetworkLink link)
    {
        string[] words = link.Attributes.GetValueOrDefault("Shape", "HORIZ_ELLIPSE").Split(' ', 2);
        return words.Length > 1 || words[0] == "DUMMY" ? [words[0], words.Length > 1 ? words[1] : "0", 0, 0, 0, 1]
            : [words[0], link.Section.Height, link.Section.Width, Of(link, "Geom3"), Of(link, "Geom4"), link.Section.Barrels];
    }

    private static string Of(NetworkLink link, string name) => link.Attributes.GetValueOrDefault(name, "0");
    private static double Number(NetworkLink link, string name) => double.Parse(Of(link, name), NumberStyles.Float, CultureInfo.InvariantCulture);
}
