using System.Collections.Frozen;
using DigitalTwin.Domain.Assets;

namespace DigitalTwin.Domain.Query.Language;

/// <summary>The words by which a question names assets: <c>plant('P1')</c>, <c>pump('…')</c>, any kind by its own name, <c>asset('…')</c>.</summary>
public static class AssetWords
{
    private static readonly FrozenDictionary<string, AssetKind[]> Words = new Dictionary<string, AssetKind[]>
    {
        ["asset"] = [],
        ["plant"] = [AssetKind.TreatmentPlant, AssetKind.ReclaimedPlant],
        ["pump"] = [AssetKind.PumpStation],
        ["pipe"] = [AssetKind.PipeSegment],
        ["tank"] = [AssetKind.StorageTank],
        ["intake"] = [AssetKind.ReuseIntake],
        ["gauge"] = [AssetKind.RainGauge],
        ["river"] = [AssetKind.RiverSection],
    }.Concat(Enum.GetValues<AssetKind>().Select(k => KeyValuePair.Create(k.WireName(), new[] { k }))).ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public static IEnumerable<string> All => Words.Keys.Order(StringComparer.Ordinal);

    /// <summary>Null where it is no such word; empty for any kind.</summary>
    public static IReadOnlyList<AssetKind>? KindsOf(string word) => Words.GetValueOrDefault(word);
}
