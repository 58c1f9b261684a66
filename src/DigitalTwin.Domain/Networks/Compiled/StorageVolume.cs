namespace DigitalTwin.Domain.Networks.Compiled;

/// <summary>What a tank or wet well holds at a depth: by its storage curve, or plan area times depth.</summary>
internal static class StorageVolume
{
    public static bool Stores(CompiledNetwork network, int node) => network.Nodes.StorageArea[node] > 0;

    /// <returns>m³; 0 for a node without storage. Above the curve's last depth its last area goes on.</returns>
    public static double Of(CompiledNetwork network, int node, double depth)
    {
        if (!(depth > 0) || !Stores(network, node)) return 0;
        var source = network.Source.Nodes[network.Nodes.Source[node]];
        if (source.StorageCurve is null || !network.Source.Curves.TryGetValue(source.StorageCurve, out var curve) || curve.X.Count < 2)
            return network.Nodes.StorageArea[node] * depth;
        double volume = 0;
        var last = Math.Min(curve.X.Count, curve.Y.Count) - 1;
        for (var i = 1; i <= last; i++)
        {
            double below = curve.X[i - 1], above = curve.X[i], area = curve.Y[i - 1];
            if (depth <= below) return volume;
            var top = Math.Min(depth, above);
            var areaAtTop = above > below ? area + (curve.Y[i] - area) * (top - below) / (above - below) : curve.Y[i];
            volume += (top - below) * (area + areaAtTop) / 2;
        }
        return volume + Math.Max(0, depth - curve.X[last]) * curve.Y[last];
    }
}
