using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Host.Forecasts;
using DigitalTwin.Host.Forecasts.WhatIfs;

namespace DigitalTwin.Host.Http.Forecasts;

/// <summary>What a what-if is asked by, and what is wrong with it.</summary>
internal sealed record WhatIfBody(string? Network, string? Title, double? HorizonMinutes, WhatIfChange[]? Changes)
{
    private const int LongestTitle = 200, MostChanges = 20, LeastHorizon = 15, MostHorizon = 24 * 60;
    private const string Kinds = "rain, block, pump, gate, tank or grow";

    /// <summary>Null where all is well, else the field and what was expected.</summary>
    public (string Field, string Why)? Fault(IRegistry registry, ForecastOptions options)
    {
        if (string.IsNullOrEmpty(Network) || !registry.Networks.Contains(Network)) return ("network", $"network is '{Network}'; expected the name of a network.");
        if (string.IsNullOrWhiteSpace(Title) || Title.Length > LongestTitle) return ("title", $"title says what is tried; expected 1 to {LongestTitle} characters.");
        if (HorizonMinutes is { } horizon && !(horizon is >= LeastHorizon and <= MostHorizon && horizon == Math.Floor(horizon)))
            return ("horizonMinutes", FormattableString.Invariant($"horizonMinutes is {horizon}; expected a whole number from {LeastHorizon} to {MostHorizon} (the configured {options.Horizon.TotalMinutes:0} where absent)."));
        if (Changes is not { Length: > 0 and <= MostChanges }) return ("changes", $"changes has {Changes?.Length ?? 0} entries; expected 1 to {MostChanges}.");
        for (var i = 0; i < Changes.Length; i++)
            if (Changes[i] is not { } change) return ($"changes[{i}]", $"changes[{i}] is null; expected an object with kind {Kinds}.");
            else if (Fault(change, registry.Find(Network)!, registry) is var (field, why)) return ($"changes[{i}].{field}", $"changes[{i}].{field} {why}");
        return null;
    }

    private static (string Field, string Why)? Fault(WhatIfChange c, Network network, IRegistry registry) => c.Kind switch
    {
        "rain" when c.Factor is null && c.MmPerHour is null => ("factor", "is absent; expected factor, or mmPerHour and minutes."),
        "rain" when c.Factor is not null => Range("factor", c.Factor, 0, 100),
        "rain" => Range("mmPerHour", c.MmPerHour, 0, 1000) ?? Range("minutes", c.Minutes, 1, MostHorizon),
        "block" => At(c, network, registry, "a pipe", AssetKind.PipeSegment) ?? Range("share", c.Share, 0, 1),
        "pump" => At(c, network, registry, "a pump station", AssetKind.PumpStation) ?? Range("setting", c.Setting, 0, 1),
        "gate" => At(c, network, registry, "an orifice, weir or outlet", AssetKind.Orifice, AssetKind.Weir, AssetKind.Outlet) ?? Range("setting", c.Setting, 0, 1),
        "tank" => At(c, network, registry, "a manhole or tank", AssetKind.Manhole, AssetKind.StorageTank, AssetKind.Drainer) ?? Range("areaM2", c.AreaM2, 1, 1e6) ?? Range("depthM", c.DepthM, 0.1, 50),
        "grow" when c.District is { } district => network.Regions.Any(r => r.Id == district || r.Name == district) ? Range("factor", c.Factor, 0, 100)
            : ("district", $"is '{district}'; expected one of {string.Join(", ", network.Regions.Take(12).Select(r => r.Id))}."),
        "grow" => At(c, network, registry, "a node", AssetKind.Manhole, AssetKind.StorageTank, AssetKind.Drainer) ?? Range("factor", c.Factor, 0, 100),
        _ => ("kind", $"is '{c.Kind}'; expected {Kinds}."),
    };

    private static (string, string)? Range(string field, double? value, double least, double most) =>
        value >= least && value <= most ? null : (field, FormattableString.Invariant($"is {value?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "absent"}; expected {least} to {most}."));

    private static (string, string)? At(WhatIfChange c, Network network, IRegistry registry, string what, params AssetKind[] kinds)
    {
        if (c.Asset is null || !AssetId.IsValid(c.Asset) || registry.Find(new AssetId(c.Asset)) is not { } asset || asset.Id.Network != network.Name) return ("asset", $"is '{c.Asset}'; expected the id of {what} of network '{network.Name}'.");
        return kinds.Contains(asset.Kind) ? null : ("asset", $"'{c.Asset}' is a {asset.Kind.WireName()}; expected {what}.");
    }
}
