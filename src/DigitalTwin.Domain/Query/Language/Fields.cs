using System.Collections.Frozen;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Domain.Language;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Risk;

namespace DigitalTwin.Domain.Query.Language;

/// <summary>The names that a filter can use, without regard to letter case. Quantities go by their names and aliases of the catalogue.</summary>
internal sealed class Fields
{
    internal const byte LevelBits = 0b111, StaleBit = 1 << 3, EstimatedBit = 1 << 4, IncomingBit = 1 << 5;

    private static readonly Arithmetic Fill = new(ArithmeticOperator.Divide, new QuantityField(Quantity.Level), new NumberField(NumberColumn.FullDepth));

    private static readonly FrozenDictionary<string, Operand> Static = new Dictionary<string, Operand>
    {
        ["lon"] = new Operand.Number(new NumberField(NumberColumn.Longitude), Dimension.Angle),
        ["lat"] = new Operand.Number(new NumberField(NumberColumn.Latitude), Dimension.Angle),
        ["full"] = new Operand.Number(new NumberField(NumberColumn.FullDepth), Dimension.Length),
        ["diameter"] = new Operand.Number(new NumberField(NumberColumn.Diameter), Dimension.Length),
        ["length"] = new Operand.Number(new NumberField(NumberColumn.Length), Dimension.Length),
        ["at"] = new Operand.Number(new NumberField(NumberColumn.At), Dimension.Instant),
        ["silence"] = new Operand.Number(new NumberField(NumberColumn.Silence), Dimension.Time),
        ["built"] = new Operand.Number(new NumberField(NumberColumn.Built), Dimension.One),
        ["age"] = new Operand.Number(new NumberField(NumberColumn.Age), Dimension.Time),
        ["fill"] = new Operand.Number(Fill, Dimension.Any),
        ["kind"] = new Operand.Choice("kind", ByteColumn.Kind, 0xFF, Enum.GetValues<AssetKind>().ToFrozenDictionary(k => k.WireName(), k => (byte)k, StringComparer.OrdinalIgnoreCase), false),
        ["class"] = new Operand.Choice("class", ByteColumn.Class, 0xFF, NamesOf<PipeClass>(), false),
        ["state"] = new Operand.Choice("state", ByteColumn.State, LevelBits, NamesOf<WarningLevel>(), true),
        ["stale"] = new Operand.Truth(new ByteIn(ByteColumn.State, StaleBit, [StaleBit])),
        ["estimated"] = new Operand.Truth(new ByteIn(ByteColumn.State, EstimatedBit, [EstimatedBit])),
        ["incoming"] = new Operand.Truth(new ByteIn(ByteColumn.State, IncomingBit, [IncomingBit])),
        ["id"] = new Operand.Textual(TextField.Id),
        ["name"] = new Operand.Textual(TextField.Name),
        ["network"] = new Operand.Textual(TextField.Network),
        ["region"] = new Operand.Textual(TextField.Region),
        ["catchment"] = new Operand.Textual(TextField.Catchment),
        ["material"] = new Operand.Textual(TextField.Material),
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private readonly QuantityCatalogue _quantities;

    public Fields(QuantityCatalogue quantities) => _quantities = quantities;

    /// <summary>Names of all fields that are no quantity.</summary>
    public static IEnumerable<string> Names => Static.Keys.Order(StringComparer.Ordinal);

    public Operand? Find(string name)
    {
        if (Static.TryGetValue(name, out var field)) return field;
        return _quantities.Find(name) is { } q ? new Operand.Number(new QuantityField(q.Quantity), Dimension.Of(q.Unit)) : null;
    }

    /// <summary>For messages: what a name could have been.</summary>
    public string Expected => $"{string.Join(", ", Static.Keys.Order())} or a quantity such as level, flow or cod";

    private static FrozenDictionary<string, byte> NamesOf<T>() where T : struct, Enum =>
        Enum.GetValues<T>().ToFrozenDictionary(v => v.ToString().ToLowerInvariant(), v => Convert.ToByte(v, System.Globalization.CultureInfo.InvariantCulture), StringComparer.OrdinalIgnoreCase);
}

/// <summary>A part of a filter while it is being typed.</summary>
internal abstract record Operand
{
    private Operand() { }
    public sealed record Number(NumberExpression Expression, Dimension Dimension) : Operand;
    /// <param name="Values">Byte of each name.</param>
    /// <param name="IsOrdered">Whether &lt; and &gt; have a meaning.</param>
    public sealed record Choice(string Name, ByteColumn Column, byte Mask, FrozenDictionary<string, byte> Values, bool IsOrdered) : Operand;
    public sealed record Textual(TextField Field) : Operand;
    /// <summary>An attribute of the source, which is a number or a text by what it is compared with.</summary>
    public sealed record Attribute(string Name) : Operand;
    public sealed record Text(string Value) : Operand;
    /// <summary>A bare word that is no field; a value where one is expected.</summary>
    public sealed record Word(string Value) : Operand;
    public sealed record Truth(Condition Condition) : Operand;

    public string Describe => this switch
    {
        Number n => n.Dimension.IsBare || !n.Dimension.IsNamed ? "a number" : $"a number ({n.Dimension.Name.English})",
        Choice c => $"the {c.Name}",
        Attribute a => $"the attribute '{a.Name}'",
        Textual t => $"the text {t.Field.ToString().ToLowerInvariant()}",
        Text t => $"the text '{t.Value}'",
        Word w => $"'{w.Value}'",
        _ => "a condition",
    };
}
