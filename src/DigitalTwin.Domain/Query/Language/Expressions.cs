using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Domain.Query.Language;

/// <summary>A number of each asset; NaN where it is unknown.</summary>
public abstract record NumberExpression;
public sealed record NumberConstant(double Value) : NumberExpression;
public sealed record NumberField(NumberColumn Column) : NumberExpression;
/// <summary>The newest reading of a quantity.</summary>
public sealed record QuantityField(Quantity Quantity) : NumberExpression;
public sealed record Arithmetic(ArithmeticOperator Operator, NumberExpression Left, NumberExpression Right) : NumberExpression;

public enum NumberColumn : byte { Longitude, Latitude, FullDepth, Diameter, Length, At, Age }
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

public enum ComparisonOperator : byte { Equal, NotEqual, Less, LessOrEqual, Greater, GreaterOrEqual }
public enum ByteColumn : byte { Kind, Class, State }
public enum TextField : byte { Id, Name, Network, Region, Catchment }
