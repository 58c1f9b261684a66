using System.Collections.Frozen;
using System.Text;
using System.Text.Json;

namespace DigitalTwin.Domain.Readings;

/// <summary>canonical = value × factor + offset.</summary>
public readonly record struct UnitScale(double Factor, double Offset)
{
    public double ToCanonical(double value) => value * Factor + Offset;
}

/// <summary>Brings values in the units that sources send to the canonical unit of their quantity. From <c>units.json</c>.</summary>
/// <remarks>A unit is found as written first and then without regard to case, so that <c>mW</c> cannot pass for <c>MW</c> where both exist.</remarks>
public sealed class UnitConversion
{
    private readonly FrozenDictionary<string, FrozenDictionary<string, UnitScale>> _byCanonical;
    private readonly FrozenDictionary<string, FrozenDictionary<string, UnitScale>> _anyCase;
    private readonly QuantityCatalogue _quantities;

    public UnitConversion(IReadOnlyDictionary<string, Dictionary<string, UnitScale>> byCanonical, QuantityCatalogue quantities)
    {
        _quantities = quantities;
        _byCanonical = byCanonical.ToFrozenDictionary(p => p.Key, p => p.Value.ToFrozenDictionary());
        _anyCase = byCanonical.ToFrozenDictionary(p => p.Key, p => p.Value.GroupBy(u => u.Key, StringComparer.OrdinalIgnoreCase)
            .Where(g => g.Select(u => u.Value).Distinct().Count() == 1).ToFrozenDictionary(g => g.Key, g => g.First().Value, StringComparer.OrdinalIgnoreCase));
    }

    public static UnitConversion Default { get; } = LoadEmbedded();

    /// <summary>Every unit with the canonical one that it becomes.</summary>
    public IEnumerable<(string Canonical, string Unit, UnitScale Scale)> All =>
        _byCanonical.SelectMany(p => p.Value.Select(u => (p.Key, u.Key, u.Value)));

    /// <summary>Finds how a unit becomes the quantity's canonical one; null or the canonical unit itself needs no change.</summary>
    /// <param name="error">Null on success; else names the unit given and the one expected.</param>
    public bool TryFind(Quantity quantity, string? unit, out UnitScale scale, out string? error)
    {
        var definition = _quantities.Of(quantity);
        (scale, error) = (new UnitScale(1, 0), null);
        if (unit is null || unit == definition.Unit) return true;
        if (_byCanonical.TryGetValue(definition.Unit, out var exact) && (exact.TryGetValue(unit, out scale) || _anyCase[definition.Unit].TryGetValue(unit, out scale))) return true;
        var known = exact is not null ? string.Join(", ", exact.Keys.Where(u => u.Length > 0).Order(StringComparer.Ordinal)) : "none other";
        error = definition.Unit.Length == 0
            ? $"Unit '{unit}' cannot be judged: quantity '{definition.Name}' has no unit; leave the unit out."
            : $"Unit '{unit}' is not one of '{definition.Name}', which is kept in '{definition.Unit}' (known: {known}).";
        return false;
    }

    /// <summary>The same for a unit in UTF-8, without making a string where the unit is the canonical one.</summary>
    public bool TryFind(Quantity quantity, ReadOnlySpan<byte> utf8Unit, out UnitScale scale, out string? error)
    {
        var canonical = _quantities.Of(quantity).Unit;
        Span<byte> buffer = stackalloc byte[32];
        if (canonical.Length <= 10 && Encoding.UTF8.TryGetBytes(canonical, buffer, out var length) && utf8Unit.SequenceEqual(buffer[..length]))
        {
            (scale, error) = (new UnitScale(1, 0), null);
            return true;
        }
        return TryFind(quantity, Encoding.UTF8.GetString(utf8Unit), out scale, out error);
    }

    /// <exception cref="FormatException">The unit is unknown or is of another kind of quantity; the message names both.</exception>
    public double ToCanonical(Quantity quantity, double value, string? unit) =>
        TryFind(quantity, unit, out var scale, out var error) ? scale.ToCanonical(value) : throw new FormatException(error);

    private static UnitConversion LoadEmbedded()
    {
        using var document = EmbeddedData.Open("units.json");
        return new UnitConversion(document.RootElement.GetProperty("units").EnumerateArray()
            .ToDictionary(e => e.GetProperty("canonical").GetString()!, e => e.GetProperty("accepts").EnumerateObject().ToDictionary(u => u.Name, u => Scale(u.Value))), QuantityCatalogue.Default);
    }

    private static UnitScale Scale(JsonElement e) => e.ValueKind == JsonValueKind.Number
        ? new UnitScale(e.GetDouble(), 0)
        : new UnitScale(e.GetProperty("factor").GetDouble(), e.GetProperty("offset").GetDouble());
}
