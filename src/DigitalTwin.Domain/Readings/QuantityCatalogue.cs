using System.Collections.Frozen;
using System.Text.Json;

namespace DigitalTwin.Domain.Readings;

/// <summary>What the platform knows of one quantity. <see cref="Minimum"/> and <see cref="Maximum"/> are both still plausible.</summary>
public sealed record QuantityDefinition(Quantity Quantity, string Name, string Unit, double Minimum, double Maximum, string Chinese, string English, IReadOnlyList<string> Aliases);

/// <summary>Names and units of quantities, loaded from <c>quantities.json</c>. Names and aliases are found without regard to case.</summary>
public sealed class QuantityCatalogue
{
    private readonly FrozenDictionary<string, QuantityDefinition> _byName;
    private readonly FrozenDictionary<ushort, QuantityDefinition> _byCode;

    public QuantityCatalogue(IEnumerable<QuantityDefinition> definitions)
    {
        var all = definitions.ToArray();
        _byCode = all.ToFrozenDictionary(d => d.Quantity.Code);
        _byName = all.SelectMany(d => d.Aliases.Append(d.Name).Select(name => (name, d)))
            .ToFrozenDictionary(p => p.name, p => p.d, StringComparer.OrdinalIgnoreCase);
    }

    public static QuantityCatalogue Default { get; } = LoadEmbedded();

    public IEnumerable<QuantityDefinition> All => _byCode.Values;

    public QuantityDefinition? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>A quantity that a source brought along has a made-up definition: its code as name, no unit, no range.</summary>
    public QuantityDefinition Of(Quantity quantity) => _byCode.GetValueOrDefault(quantity.Code)
        ?? new QuantityDefinition(quantity, $"q{quantity.Code}", "", double.NegativeInfinity, double.PositiveInfinity, $"q{quantity.Code}", $"q{quantity.Code}", []);

    private static QuantityCatalogue LoadEmbedded()
    {
        using var stream = typeof(QuantityCatalogue).Assembly.GetManifestResourceStream("quantities.json")
            ?? throw new InvalidOperationException("quantities.json is not embedded in DigitalTwin.Domain.");
        using var document = JsonDocument.Parse(stream);
        return new QuantityCatalogue(document.RootElement.GetProperty("quantities").EnumerateArray().Select(Read).ToArray());
    }

    private static QuantityDefinition Read(JsonElement e) => new(
        new Quantity(e.GetProperty("code").GetUInt16()), e.GetProperty("name").GetString()!, e.GetProperty("unit").GetString()!,
        e.GetProperty("min").GetDouble(), e.GetProperty("max").GetDouble(), e.GetProperty("zh").GetString()!, e.GetProperty("en").GetString()!,
        [.. e.GetProperty("aliases").EnumerateArray().Select(a => a.GetString()!)]);
}
