using System.Collections.Frozen;
using System.Text.Json;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Simulation.Replay;

/// <summary>Understands headings that read <c>{local id}.{quantity}_{unit}</c>, as <c>G71F04R.depth_m</c>; the local id may hold dots.</summary>
internal static class SeriesHeading
{
    /// <summary>What a source calls the whole of its network.</summary>
    private const string WholeSystem = "system";

    private static readonly FrozenDictionary<string, string> Units = LoadUnits();

    /// <summary>A column to replay, or one to skip with the reason.</summary>
    public static (SeriesColumn? Column, SkippedColumn? Skipped) Read(int index, string heading, SeriesOptions options)
    {
        (SeriesColumn?, SkippedColumn?) Skip(string why) => (null, new SkippedColumn(heading, why));

        var dot = heading.LastIndexOf('.');
        if (dot < 1 || dot == heading.Length - 1) return Skip("A heading reads {local id}.{quantity}_{unit}, as G71F04R.depth_m.");
        var (local, measured) = (heading[..dot], heading[(dot + 1)..]);
        if (!TryFindQuantity(measured, out var quantity, out var unit)) return Skip($"'{measured}' begins with no quantity known here.");
        if (unit.Length > 0 && !Units.ContainsKey(unit)) return Skip($"'{unit}' is no unit known here.");
        if (!UnitConversion.Default.TryFind(quantity.Quantity, unit.Length > 0 ? Units[unit] : null, out var scale, out var error)) return Skip(error!);
        if (local.Equals(WholeSystem, StringComparison.OrdinalIgnoreCase) && options.Assets?.ContainsKey(local) != true)
        {
            if (Bearer(quantity, options, out var why) is not { } bearer) return Skip(why);
            local = bearer;
        }
        if (options.Assets?.ContainsKey(local) == false) return Skip($"The network has no asset '{local}'.");
        return (new SeriesColumn(index, heading, local, quantity.Quantity, scale), null);
    }

    /// <summary>The one asset that can stand for the whole system: its only rain gauge, for rain.</summary>
    private static string? Bearer(QuantityDefinition quantity, SeriesOptions options, out string why)
    {
        why = $"A value of the whole system belongs to no asset; only rain can be given to a network's single rain gauge.";
        if (quantity.Quantity != Quantity.Rainfall) return null;
        var gauges = options.Assets?.Where(a => a.Value == AssetKind.RainGauge).Select(a => a.Key).ToArray() ?? [];
        if (gauges.Length == 1) return gauges[0];
        why = options.Assets is null ? "Which rain gauge a value of the whole system belongs to is not known without the network."
            : $"The network has {gauges.Length} rain gauges; a value of the whole system needs exactly one.";
        return null;
    }

    /// <summary>The longest known name that begins the text and ends at '_' or at its end.</summary>
    private static bool TryFindQuantity(string measured, out QuantityDefinition quantity, out string unit)
    {
        for (var end = measured.Length; end > 0; end = measured.LastIndexOf('_', end - 1))
            if (QuantityCatalogue.Default.Find(measured[..end]) is { } found)
            {
                (quantity, unit) = (found, end < measured.Length ? measured[(end + 1)..] : "");
                return true;
            }
        (quantity, unit) = (null!, "");
        return false;
    }

    private static FrozenDictionary<string, string> LoadUnits()
    {
        using var document = EmbeddedData.Open("series-units.json");
        return document.RootElement.EnumerateObject().Where(p => p.Name != "comment" && p.Value.ValueKind == JsonValueKind.String)
            .ToFrozenDictionary(p => p.Name, p => p.Value.GetString()!, StringComparer.OrdinalIgnoreCase);
    }
}
