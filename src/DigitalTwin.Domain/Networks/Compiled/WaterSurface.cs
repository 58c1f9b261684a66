using DigitalTwin.Domain.Hydraulics;

namespace DigitalTwin.Domain.Networks.Compiled;

/// <summary>How high water stands for a flow: normal depth in pipes, the head that devices need, and the level below where that is higher.</summary>
/// <remarks>A flat-pool backwater: standing water below drowns a pipe up to its level and no farther; the friction of the drowned reach is left out.</remarks>
internal static class WaterSurface
{
    /// <summary>Depth of water above the invert of the node that a link leaves, for a flow through it that nothing holds back, m.</summary>
    public static double ExitDepth(CompiledNetwork network, int link, double flow)
    {
        var links = network.Links;
        if (links.Conduit[link] == ConduitKind.Device) return DeviceHead.Depth(network, link, flow);
        if (links.Conduit[link] == ConduitKind.Pressurised) return links.FromOffset[link];
        // A pipe that rises holds water back to the height of its far end.
        var sill = network.Nodes.Invert[links.To[link]] + links.ToOffset[link] - network.Nodes.Invert[links.From[link]];
        return Math.Max(links.FromOffset[link], sill) + NormalDepth(network, link, flow);
    }

    /// <summary>Elevation of the surface at a link's upper node, m.</summary>
    /// <param name="below">Elevation of the surface at its lower node.</param>
    public static double Above(CompiledNetwork network, int link, double flow, double below)
    {
        var own = network.Nodes.Invert[network.Links.From[link]] + ExitDepth(network, link, flow);
        return network.Links.Conduit[link] is ConduitKind.Gravity or ConduitKind.OpenChannel ? Math.Max(own, below) : own;
    }

    /// <summary>m³ of water in a conduit between two surfaces, or as it runs by itself where they are lower.</summary>
    public static double Volume(CompiledNetwork network, int link, double flow, double above, double below)
    {
        var links = network.Links;
        if (links.Conduit[link] == ConduitKind.Pressurised) return links.Length[link] * (double)links.FullArea[link];
        var normal = NormalDepth(network, link, flow);
        var upper = above - network.Nodes.Invert[links.From[link]] - links.FromOffset[link];
        var lower = below - network.Nodes.Invert[links.To[link]] - links.ToOffset[link];
        // The pool's surface is flat and the pipe straight, so depth runs evenly from one end to the other: Simpson's rule.
        double a = Area(network, link, Math.Max(normal, upper)), b = Area(network, link, Math.Max(normal, lower)), middle = Area(network, link, Math.Max(normal, (upper + lower) / 2));
        return links.Length[link] * (a + 4 * middle + b) / 6;
    }

    private static double NormalDepth(CompiledNetwork network, int link, double flow) =>
        Table(network, link).Fill((float)Math.Min(1, flow / network.Links.FullFlow[link])) * network.Links.Height[link];

    private static double Area(CompiledNetwork network, int link, double depth)
    {
        var fill = Math.Clamp(depth / network.Links.Height[link], 0, 1);
        return network.Links.FullArea[link] * (network.Links.Conduit[link] == ConduitKind.Gravity ? CircularSection.AreaRatio(fill) : fill);
    }

    private static PartialFlow Table(CompiledNetwork network, int link) =>
        network.Links.Conduit[link] == ConduitKind.Gravity ? PartialFlow.Circular : PartialFlow.WideChannel;
}
