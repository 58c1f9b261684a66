using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Domain.Query.Table;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Domain.Query.Language;

/// <summary>A number of each asset; NaN where it is unknown.</summary>
public abstract record NumberExpression;
public sealed record NumberConstant(double Value) : NumberExpression;
public sealed record NumberField(NumberColumn Column) : NumberExpression;
/// <summary>The newest reading of a quantity.</summary>
public sealed record QuantityField(Quantity Quantity) : NumberExpression;
public sealed record Arithmetic(ArithmeticOperator Operator, NumberExpression Left, NumberExpression Right) : NumberExpression;

/// <summary>An attribute of the source that is a number.</summary>
public sealed record AttributeNumber(string Name) : NumberExpression;
/// <summary>What a span of the past that ends now adds up to.</summary>
/// <param name="Quantity">Null for what warnings tell.</param>
public sealed record PeriodNumber(PeriodMeasure Measure, Quantity? Quantity, TimeSpan Span, int Column) : NumberExpression;

/// <summary>Hours are those in which a warning of that kind had its cause here, counted once where warnings overlap.</summary>
public enum PeriodMeasure : byte { SurchargeHours, OverflowHours, WarningHours, WarningCount, Mean, Max, Min, Sum, Count }

public enum NumberColumn : byte { Longitude, Latitude, FullDepth, Diameter, Length, At, Silence, Built, Age }
public enum ArithmeticOperator : byte { Add, Subtract, Multiply, Divide }

/// <summary>True or false of each asset. What compares an unknown number or an absent text is false, whatever the operator; <see cref="Not"/> turns it.</summary>
public abstract record Condition;
public sealed record And(IReadOnlyList<Condition> All) : Condition;
public sealed record Or(IReadOnlyList<Condition> Any) : Condition;
public sealed record Not(Condition Of) : Condition;
public sealed record Comparison(ComparisonOperator Operator, NumberExpression Left, NumberExpression Right) : Condition;
/// <summary>The number is known.</summary>
public sealed record IsKnown(NumberExpression Number) : Condition;
/// <summary>A byte column, after <c>and</c> with a mask, has one of these values.</summary>
public sealed record ByteIn(ByteColumn Column, byte Mask, IReadOnlyList<byte> Values) : Condition;
/// <summary>A text is one of these, without regard to letter case; negated, it is there and is none of them.</summary>
public sealed record TextIn(TextField Field, IReadOnlyList<string> Values, bool Negated) : Condition;
/// <summary>A text has this pattern, without regard to letter case: % is any characters, _ is one, a backslash takes the next as it is.</summary>
public sealed record TextLike(TextField Field, string Pattern, bool Negated) : Condition;
/// <summary>There is a text.</summary>
public sealed record TextIsThere(TextField Field) : Condition;

/// <summary>It lies upstream or downstream of others by the network's own links; with a bound, no further along the pipes.</summary>
public sealed record RelatedTo(bool Upstream, AssetReference To, double? WithinMetres) : Condition;
/// <summary>Its place lies so near one of these.</summary>
public sealed record NearAsset(AssetReference To, double Metres) : Condition;
public sealed record NearPlace(Position Place, double Metres) : Condition;
/// <summary>It belongs to a district by id or name, or lies in its boundary.</summary>
public sealed record InDistrict(string Name, int Column) : Condition;
public sealed record InBox(Box Box) : Condition;
/// <summary>An attribute of the source by its own name is one of these, without regard to letter case; negated, it is there and is none of them.</summary>
public sealed record AttributeIn(string Name, IReadOnlyList<string> Values, bool Negated) : Condition
{
    public bool Equals(AttributeIn? other) => other is not null && Name == other.Name && Negated == other.Negated && Values.SequenceEqual(other.Values);
    public override int GetHashCode() => HashCode.Combine(Name, Negated, Values.Count);
}

/// <summary>Assets by id, local id or name.</summary>
/// <param name="Column">Where it stands in the text, from 1.</param>
public sealed record AssetReference(string Word, string Text, int Column)
{
    public IReadOnlyList<AssetKind> Kinds => AssetWords.KindsOf(Word) ?? [];
}

public enum ComparisonOperator : byte { Equal, NotEqual, Less, LessOrEqual, Greater, GreaterOrEqual }
public enum ByteColumn : byte { Kind, Class, State }
public enum TextField : byte { Id, Name, Network, Region, Catchment, Material }
