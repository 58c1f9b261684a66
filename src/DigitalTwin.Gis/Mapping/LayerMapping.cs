using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Gis.Features;

namespace DigitalTwin.Gis.Mapping;

/// <summary>How a layer is to be understood: what its features are, and which of its fields says what.</summary>
public sealed record LayerMapping
{
    public required string Layer { get; init; }
    public LayerUse Use { get; init; }
    /// <summary>What its coordinates are in; null where that is still to be said.</summary>
    public string? Crs { get; init; }
    /// <summary>What features are whose own field says nothing known.</summary>
    public AssetKind? Kind { get; init; }
    public PipeClass? Class { get; init; }
    /// <summary>By target, one of <see cref="MappingTargets"/>.</summary>
    public IReadOnlyDictionary<string, FieldUse> Fields { get; init; } = new Dictionary<string, FieldUse>();

    public FieldUse? Of(string target) => Fields.GetValueOrDefault(target);
}

public enum LayerUse { Ignore, Points, Lines, Areas }

/// <param name="Unit">One of the target's units; null for its usual one.</param>
public sealed record FieldUse(string Field, string? Unit = null);

/// <summary>Mappings that were saved under a name, to be used again on layers of the same names or fields.</summary>
public sealed record MappingProfile(string Name, IReadOnlyList<LayerMapping> Layers);

/// <summary>What fields can say, and in which units (factor to SI; the first is the usual one).</summary>
public static class MappingTargets
{
    private static readonly (string, double)[] Metres = [("m", 1), ("mm", 0.001), ("cm", 0.01), ("km", 1000), ("ft", 0.3048), ("in", 0.0254)];
    private static readonly (string, double)[] Millimetres = [("mm", 0.001), ("m", 1), ("cm", 0.01), ("in", 0.0254), ("ft", 0.3048)];
    private static readonly (string, double)[] Ratios = [("ratio", 1), ("%", 0.01), ("‰", 0.001)];
    private static readonly (string, double)[] Flows = [("m3/d", 1.0 / 86400), ("10k m3/d", 10000.0 / 86400), ("m3/s", 1), ("m3/h", 1.0 / 3600), ("L/s", 0.001), ("MGD", 3785.411784 / 86400)];
    private static readonly (string, double)[] None = [];

    public static readonly IReadOnlyDictionary<string, (string Unit, double Factor)[]> Units = new Dictionary<string, (string, double)[]>
    {
        ["id"] = None, ["name"] = None, ["kind"] = None, ["class"] = None, ["status"] = None, ["from"] = None, ["to"] = None, ["wkt"] = None, ["x"] = None, ["y"] = None, ["x2"] = None, ["y2"] = None, ["roughness"] = None,
        ["diameter"] = Millimetres, ["length"] = Metres, ["slope"] = Ratios, ["invert"] = Metres, ["fromInvert"] = Metres, ["toInvert"] = Metres, ["ground"] = Metres, ["depth"] = Metres, ["designFlow"] = Flows,
    };

    public static double Factor(string target, string? unit) => Units[target] is { Length: > 0 } units ? unit is null ? units[0].Factor : units.First(u => u.Unit == unit).Factor : 1;

    /// <summary>Null, or what is wrong with a mapping, by field.</summary>
    public static (string Field, string Why)? Fault(LayerMapping mapping, FeatureLayer layer)
    {
        foreach (var (target, use) in mapping.Fields)
        {
            if (!Units.TryGetValue(target, out var units)) return ($"fields.{target}", $"'{target}' is not something a field can say; expected one of {string.Join(", ", Units.Keys)}.");
            if (!layer.Fields.Contains(use.Field)) return ($"fields.{target}", $"Layer '{layer.Name}' has no field '{use.Field}'.");
            if (use.Unit is { } unit && !units.Any(u => u.Unit == unit)) return ($"fields.{target}.unit", $"Unit '{unit}' does not fit {target}; expected {(units.Length == 0 ? "none" : string.Join(", ", units.Select(u => u.Unit)))}.");
        }
        if (mapping.Crs is { } crs && Coordinates.CrsCatalogue.Find(crs, out var fault) is null) return ("crs", fault);
        return null;
    }
}
