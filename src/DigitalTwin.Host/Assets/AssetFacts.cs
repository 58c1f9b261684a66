using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Domain.Networks.Compiled;
using DigitalTwin.Domain.Risk;

namespace DigitalTwin.Host.Assets;

/// <summary>What a network says of one asset that does not change by itself: numbers by names that bear the unit.</summary>
internal sealed record AssetFacts(string? Region, Dictionary<string, object?> Attributes)
{
    /// <summary>From the newest revision; empty where the network does not name the asset any more.</summary>
    public static AssetFacts Of(CompiledNetwork network, AssetEntry asset)
    {
        if (network.TryFind(asset.Key, out var element))
            return element.IsLink ? Of(network.Source.Links[network.Links.Source[element.Index]]) : Of(network.Source.Nodes[network.Nodes.Source[element.Index]]);
        var local = asset.Id.Local;
        return network.Source.Points.FirstOrDefault(p => p.LocalId == local) is { } point ? new AssetFacts(point.Region, Others(point.Attributes, [])) : new AssetFacts(null, []);
    }

    private static AssetFacts Of(NetworkNode n) => new(n.Region, Others(n.Attributes, new()
    {
        ["invertElevationM"] = n.InvertElevation,
        ["fullDepthM"] = Known(n.FullDepth),
        ["dryWeatherInflowM3s"] = Known(n.DryWeatherInflow),
        ["storageAreaM2"] = Known(n.StorageArea),
        ["designFlowM3s"] = Known(n.DesignFlow),
    }));

    private static AssetFacts Of(NetworkLink l) => new(l.Region, Others(l.Attributes, new()
    {
        ["class"] = l.Class == PipeClass.Unknown ? null : char.ToLowerInvariant(l.Class.ToString()[0]) + l.Class.ToString()[1..],
        ["lengthM"] = Known(l.Length),
        ["diameterM"] = Known(l.Section.Height),
        ["widthM"] = Known(l.Section.Width),
        ["roughness"] = l.Kind == AssetKind.PipeSegment ? Known(l.Roughness) : null,
        ["fromOffsetM"] = Known(l.FromOffset),
        ["toOffsetM"] = Known(l.ToOffset),
        ["designFlowM3s"] = Known(l.DesignFlow),
        ["startDepthM"] = Known(l.StartDepth),
        ["stopDepthM"] = Known(l.StopDepth),
    }));

    // 0 stands for unknown in all of these.
    private static object? Known(double value) => value != 0 && double.IsFinite(value) ? Math.Round(value, 6) : null;

    private static Dictionary<string, object?> Others(IReadOnlyDictionary<string, string> source, Dictionary<string, object?> known)
    {
        foreach (var name in known.Where(p => p.Value is null).Select(p => p.Key).ToArray()) known.Remove(name);
        // The pace of single quantities is for judging gaps, not for looking at.
        foreach (var (name, value) in source)
            if (!name.StartsWith(AssetProfile.IntervalAttributeOf(""), StringComparison.Ordinal)) known.TryAdd(name, value);
        return known;
    }
}
