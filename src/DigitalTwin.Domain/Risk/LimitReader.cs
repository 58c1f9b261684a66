using System.Globalization;
using System.Text.Json;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Domain.Risk;

/// <summary>Reads <c>limits.json</c>; what an item does not say it takes from its set.</summary>
internal static class LimitReader
{
    public static LimitSet Set(JsonElement e) => new(
        e.GetProperty("id").GetString()!, e.GetProperty("document").GetString()!,
        e.GetProperty("title").GetProperty("zh").GetString()!, e.GetProperty("title").GetProperty("en").GetString()!,
        // A condition narrows a limit, so it is asked before the general one.
        [.. e.GetProperty("items").EnumerateArray().Select(item => Item(item, e)).OrderBy(limit => limit.When is null)]);

    private static Limit Item(JsonElement item, JsonElement set) => new(
        Quantity(item.GetProperty("quantity")), Number(item, "min"), Number(item, "max"),
        Enum.Parse<LimitBasis>(item.GetProperty("basis").GetString()!, ignoreCase: true),
        Text(item, "document") ?? set.GetProperty("document").GetString()!, Text(item, "clause") ?? set.GetProperty("clause").GetString()!,
        Day(Text(item, "validFrom") ?? set.GetProperty("validFrom").GetString()!),
        (Text(item, "validTo") ?? Text(set, "validTo")) is { } end ? Day(end) : null,
        item.TryGetProperty("when", out var when) ? new LimitCondition(Quantity(when.GetProperty("quantity")), when.GetProperty("atMost").GetDouble()) : null,
        (item.TryGetProperty("verified", out var own) ? own : set.GetProperty("verified")).GetBoolean());

    public static Quantity Quantity(JsonElement name) => QuantityCatalogue.Default.Find(name.GetString()!)?.Quantity
        ?? throw new InvalidOperationException($"Quantity '{name.GetString()}' of the rules is not in the catalogue.");

    public static AssetKind Kind(JsonElement name) => AssetKinds.TryParse(name.GetString()!, out var kind) ? kind
        : throw new InvalidOperationException($"Asset kind '{name.GetString()}' of the rules is unknown.");

    private static double? Number(JsonElement e, string name) => e.TryGetProperty(name, out var value) ? value.GetDouble() : null;
    private static string? Text(JsonElement e, string name) => e.TryGetProperty(name, out var value) ? value.GetString() : null;
    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
