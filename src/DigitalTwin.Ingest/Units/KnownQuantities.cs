using DigitalTwin.Domain.Readings;
using DigitalTwin.Ingest.Json;

namespace DigitalTwin.Ingest.Units;

/// <summary>A quantity as ingest meets it: its definition and the units that it can be given in.</summary>
internal sealed class KnownQuantity
{
    private readonly Utf8Names<UnitConversion> _units;
    private readonly IReadOnlyDictionary<string, UnitConversion> _unitNames;

    public KnownQuantity(QuantityDefinition definition, UnitTable units)
    {
        Definition = definition;
        _unitNames = units.Into(definition.Unit);
        _units = new Utf8Names<UnitConversion>(_unitNames, ignoreCase: false);
    }

    public QuantityDefinition Definition { get; }
    public string UnitList => string.Join(", ", _unitNames.Keys.Where(u => u.Length > 0));

    public bool TryFindUnit(ReadOnlySpan<byte> utf8, out UnitConversion conversion) => _units.TryFind(utf8, out conversion);

    public bool IsPlausible(double value) => value >= Definition.Minimum && value <= Definition.Maximum;
}

/// <summary>Quantities by UTF-8 name or alias, in either case.</summary>
internal sealed class KnownQuantities
{
    private readonly Utf8Names<KnownQuantity> _byName;

    public KnownQuantities(QuantityCatalogue catalogue, UnitTable units)
    {
        var names = new List<KeyValuePair<string, KnownQuantity>>();
        foreach (var definition in catalogue.All)
        {
            var known = new KnownQuantity(definition, units);
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
