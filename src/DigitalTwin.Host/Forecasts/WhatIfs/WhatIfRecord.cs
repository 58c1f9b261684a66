using DigitalTwin.Host.Forecasts.Running;

namespace DigitalTwin.Host.Forecasts.WhatIfs;

internal enum WhatIfStatus { Queued, Running, Ready, Failed }

/// <summary>One thing that is otherwise, as it was asked for; which members count is said by <see cref="Kind"/>.</summary>
internal sealed record WhatIfChange(string Kind, double? Factor = null, double? MmPerHour = null, double? Minutes = null, string? Asset = null, double? Share = null, double? Setting = null, double? AreaM2 = null, double? DepthM = null, string? District = null);

internal sealed record BaseAndRun(double Base, double Run);

/// <param name="Quantity"><c>overflowVolume</c>, <c>level</c> (greatest) or <c>flow</c> (greatest, into an end).</param>
internal sealed record WhatIfDifference(string Asset, string Quantity, string Unit, double Base, double Run);

internal sealed record WhatIfSummary(BaseAndRun OverflowM3, BaseAndRun NodesFlooding, IReadOnlyList<WhatIfDifference> Differences);

/// <summary>One version of a what-if: a fact whenever it goes on. Its forecasts are in the archive, under its id those of the change, under <see cref="BaseOf"/> those without.</summary>
/// <param name="Bases">Ids of the forecasts without the change, the greatest part's first.</param>
internal sealed record WhatIfRecord(string Id, string Network, string Title, int HorizonMinutes, IReadOnlyList<WhatIfChange> Changes, string Who, long CreatedAt, WhatIfStatus Status,
    ForecastWords? Message, IReadOnlyList<string> Bases, WhatIfSummary? Summary, bool IsRemoved = false)
{
    public static string BaseOf(string id) => $"{id}/base";
}

/// <summary>Which parts a change touches, and as the engine takes it.</summary>
internal static class WhatIfChanges
{
    public static IReadOnlyList<Domain.Forecast.WhatIf.Change> For(PartRun part, IReadOnlyList<WhatIfChange> changes) => [.. changes.Select(c => For(part, c)).OfType<Domain.Forecast.WhatIf.Change>()];

    private static Domain.Forecast.WhatIf.Change? For(PartRun part, WhatIfChange c)
    {
        var local = c.Asset is { } asset ? asset[(asset.IndexOf(':') + 1)..] : null;
        bool HasNode() => local is not null && part.Model.NodeOf.ContainsKey(local);
        bool HasLink() => local is not null && part.Model.LinkOf.ContainsKey(local);
        return c.Kind switch
        {
            "rain" when c.Factor is { } factor => new Domain.Forecast.WhatIf.Change.RainFactor(factor),
            "rain" => new Domain.Forecast.WhatIf.Change.Rain(c.MmPerHour!.Value, (int)c.Minutes!.Value),
            "block" when HasLink() => new Domain.Forecast.WhatIf.Change.Block(local!, c.Share!.Value),
            "pump" or "gate" when HasLink() => new Domain.Forecast.WhatIf.Change.Hold(local!, c.Setting!.Value),
            "tank" when HasNode() => new Domain.Forecast.WhatIf.Change.Tank(local!, c.AreaM2!.Value, c.DepthM!.Value),
            "grow" when c.District is { } district && part.Part.Network.Regions.FirstOrDefault(r => r.Id == district || r.Name == district) is { } region
                && part.Part.Network.Nodes.Any(n => n.Region == region.Id) => new Domain.Forecast.WhatIf.Change.Grow(region.Id, c.Factor!.Value),
            "grow" when HasNode() => new Domain.Forecast.WhatIf.Change.Grow(local!, c.Factor!.Value),
            _ => null,
        };
    }
}
