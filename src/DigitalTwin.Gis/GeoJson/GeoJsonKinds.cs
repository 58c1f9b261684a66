using DigitalTwin.Domain.Assets;

namespace DigitalTwin.Gis.GeoJson;

/// <summary>Reads an asset kind from its outside name or from words that plans use.</summary>
internal static class GeoJsonKinds
{
    private static readonly (AssetKind Kind, string[] Words)[] Words =
    [
        (AssetKind.ReclaimedPlant, ["reclaimed plant", "再生水厂"]),
        (AssetKind.TreatmentPlant, ["treatment", "wwtf", "wwtp", "污水处理厂", "净水厂"]),
        (AssetKind.PumpStation, ["pump", "lift station", "泵站", "泵房"]),
        (AssetKind.Outfall, ["outfall", "discharge point", "排放口", "排水口"]),
        (AssetKind.RainGauge, ["rain gauge", "rain gage", "雨量"]),
        (AssetKind.ReuseIntake, ["intake", "取水"]),
        (AssetKind.StorageTank, ["storage", "tank", "调蓄", "蓄水池"]),
        (AssetKind.Valve, ["valve", "阀"]),
        (AssetKind.Weir, ["weir", "堰"]),
        (AssetKind.Manhole, ["manhole", "catch", "cleanout", "junction", "检查井", "窨井", "雨水口"]),
    ];

    /// <summary>Null where the text says nothing known.</summary>
    public static AssetKind? Read(string? text)
    {
        if (string.IsNullOrEmpty(text)) return null;
        if (AssetKinds.TryParse(text, out var exact)) return exact;
        foreach (var (kind, words) in Words)
            foreach (var word in words)
                if (text.Contains(word, StringComparison.OrdinalIgnoreCase)) return kind;
        return null;
    }
}
