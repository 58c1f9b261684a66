using System.Text.Json;

namespace DigitalTwin.Ingest.Units;

/// <summary>Turns a value into the canonical unit of its quantity: <c>value * Factor + Offset</c>.</summary>
internal readonly record struct UnitConversion(double Factor, double Offset)
{
    public static readonly UnitConversion None = new(1, 0);
    public double Apply(double value) => value * Factor + Offset;
}

/// <summary>Which units each canonical unit can be converted from, loaded from <c>units.json</c>.</summary>
internal sealed class UnitTable
{
    private readonly Dictionary<string, Dictionary<string, UnitConversion>> _byCanonical;

    private UnitTable(Dictionary<string, Dictionary<string, UnitConversion>> byCanonical) => _byCanonical = byCanonical;

    public static UnitTable Default { get; } = Load();

    /// <summary>Conversions into <paramref name="canonical"/> by name of the unit they come from; it knows itself.</summary>
    public IReadOnlyDictionary<string, UnitConversion> Into(string canonical) =>
        _byCanonical.TryGetValue(canonical, out var found) ? found : new Dictionary<string, UnitConversion> { [canonical] = UnitConversion.None };

    private static UnitTable Load()
    {
        using var stream = typeof(UnitTable).Assembly.GetManifestResourceStream("units.json")
            ?? throw new InvalidOperationException("units.json is not embedded in DigitalTwin.Ingest.");
        using var document = JsonDocument.Parse(stream);
        var table = new Dictionary<string, Dictionary<string, UnitConversion>>();
        foreach (var canonical in document.RootElement.GetProperty("units").EnumerateObject())
        {
            var units = new Dictionary<string, UnitConversion> { [canonical.Name] = UnitConversion.None };
            foreach (var unit in canonical.Value.EnumerateObject()) units[unit.Name] = Read(unit.Value);
            table[canonical.Name] = units;
        }
        return new UnitTable(table);
    }

    private static UnitConversion Read(JsonElement e) => e.ValueKind == JsonValueKind.Number
        ? new UnitConversion(e.GetDouble(), 0)
        : new UnitConversion(e.GetProperty("factor").GetDouble(), e.GetProperty("offset").GetDouble());
}
