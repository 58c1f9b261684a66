using DigitalTwin.Domain.Readings;
using DigitalTwin.Ingest.Json;

namespace DigitalTwin.Ingest.Units;

/// <summary>A quantity as ingest meets it: its definition, and the unit that sources last named for it.</summary>
internal sealed class KnownQuantity(QuantityDefinition definition)
{
    // A source keeps to its unit, so remembering one saves a string a reading.
    private volatile SeenUnit? _seen;

    public QuantityDefinition Definition => definition;

    public bool TryFindUnit(ReadOnlySpan<byte> utf8, out UnitScale scale, out string? error)
    {
        error = null;
        scale = default;
        if (_seen is { } seen && utf8.SequenceEqual(seen.Name)) scale = seen.Scale;
        else if (!UnitConversion.Default.TryFind(definition.Quantity, utf8, out scale, out error)) return false;
        else _seen = new SeenUnit(utf8.ToArray(), scale);
        return true;
    }

    public bool IsPlausible(double value) => value >= definition.Minimum && value <= definition.Maximum;

    private sealed record SeenUnit(byte[] Name, UnitScale Scale);
}

/// <summary>Quantities by UTF-8 name or alias, in either case.</summary>
internal sealed class KnownQuantities
{
    private readonly Utf8Names<KnownQuantity> _byName;

    public KnownQuantities(QuantityCatalogue catalogue)
    {
        var names = new List<KeyValuePair<string, KnownQuantity>>();
        foreach (var definition in catalogue.All)
        {
            var known = new KnownQuantity(definition);
            names.Add(new(definition.Name, known));
            names.AddRange(definition.Aliases.Select(alias => new KeyValuePair<string, KnownQuantity>(alias, known)));
        }
        _byName = new Utf8Names<KnownQuantity>(names, ignoreCase: true);
        Names = string.Join(", ", catalogue.All.OrderBy(d => d.Quantity.Code).Select(d => d.Name));
    }

    /// <summary>All names, for a message.</summary>
    public string Names { get; }

    public KnownQuantity? Find(ReadOnlySpan<byte> utf8) => _byName.TryFind(utf8, out var known) ? known : null;
}
