using DigitalTwin.Domain.Assets;

namespace DigitalTwin.Domain.Networks.Compiled;

/// <summary>The depth before a pump, weir, orifice or outlet that lets a flow pass.</summary>
internal static class DeviceHead
{
    private const double Gravity = 9.81;

    /// <returns>m above the invert of the node it leaves.</returns>
    public static double Depth(CompiledNetwork network, int link, double flow)
    {
        var device = network.Source.Links[network.Links.Source[link]];
        var offset = network.Links.FromOffset[link];
        flow = Math.Max(0, flow);
        return device.Kind switch
        {
            // A pump lets its well swing between where it starts and stops.
            AssetKind.PumpStation => device.StartDepth > 0 ? (device.StartDepth + Math.Max(0, device.StopDepth)) / 2 : network.Settings.StorageDepth,
            AssetKind.Weir when Width(device) is > 0 and var width && device.DischargeCoefficient > 0 => offset + Math.Pow(flow / (device.DischargeCoefficient * width), 2.0 / 3), // Q = C·b·h^1.5
            AssetKind.Orifice when device.Section.Height > 0 && device.DischargeCoefficient > 0 => offset + Orifice(device, flow),
            AssetKind.Outlet when Rating(network, device) is { } rating => offset + Inverse(rating, flow),
            AssetKind.Outlet when device.DischargeCoefficient > 0 => offset + Math.Pow(flow / device.DischargeCoefficient, 1 / Exponent(device)),
            _ => offset + network.Settings.StorageDepth,
        };
    }

    /// <summary>Q = C·A·√(2gh) with h above the middle; part-full, like a weir up to where both agree.</summary>
    private static double Orifice(NetworkLink device, double flow)
    {
        var height = device.Section.Height;
        var area = device.Section.Shape == SectionShape.Circular ? Math.PI * height * height / 4 : height * Width(device);
        var head = Math.Pow(flow / (device.DischargeCoefficient * area), 2) / (2 * Gravity);
        if (head >= height / 2) return height / 2 + head;
        var whenJustDrowned = device.DischargeCoefficient * area * Math.Sqrt(Gravity * height);
        return height * Math.Pow(flow / whenJustDrowned, 2.0 / 3);
    }

    private static double Width(NetworkLink device) => device.Section.Width > 0 ? device.Section.Width : device.Section.Height;

    private static Curve? Rating(CompiledNetwork network, NetworkLink device) =>
        device.Attributes.TryGetValue("RatingCurve", out var name) && network.Source.Curves.TryGetValue(name, out var curve) && curve.X.Count > 1 ? curve : null;

    private static double Exponent(NetworkLink device) =>
        device.Attributes.TryGetValue("Qexpon", out var text) && double.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var value) && value > 0 ? value : 0.5;

    /// <summary>The lowest head that gives the flow; the last where none does.</summary>
    private static double Inverse(Curve rating, double flow)
    {
        for (var i = 1; i < Math.Min(rating.X.Count, rating.Y.Count); i++)
            if (rating.Y[i] >= flow)
                return rating.Y[i] > rating.Y[i - 1] ? rating.X[i - 1] + (rating.X[i] - rating.X[i - 1]) * Math.Max(0, flow - rating.Y[i - 1]) / (rating.Y[i] - rating.Y[i - 1]) : rating.X[i - 1];
        return rating.X[^1];
    }
}
