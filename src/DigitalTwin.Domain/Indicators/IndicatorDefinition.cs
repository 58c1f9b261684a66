using DigitalTwin.Domain.Indicators.Formulas;
using DigitalTwin.Domain.Language;

namespace DigitalTwin.Domain.Indicators;

/// <summary>On which side of a target a city should be.</summary>
public enum TargetSense : byte { AtLeast, AtMost }

/// <summary>What a year's value is to its months': their sum, a rate over all of them, or what stood last.</summary>
public enum YearRule : byte { Total, Rate, Standing }

/// <summary>Where the values of an input come from.</summary>
public enum InputKind : byte
{
    /// <summary>Volume that passed an asset in a month, m³: measured, or entered where too little was.</summary>
    Volume,
    /// <summary>Mean concentration at an asset in a month, mg/L: measured, or entered.</summary>
    Concentration,
    /// <summary>A statistic that people enter by month.</summary>
    Monthly,
    /// <summary>A statistic that people enter by year; the newest that is not after the period holds.</summary>
    Yearly,
    /// <summary>Read off the network.</summary>
    Network,
    /// <summary>A number of the documents.</summary>
    Constant,
    /// <summary>Days of the months that count.</summary>
    Days,
    /// <summary>Counted by the platform: overflow events, spans of sensors.</summary>
    Counted,
}

/// <summary>One input of a formula.</summary>
/// <param name="Of">What it is read from: a place (<c>plants</c>), a statistic's id, a measure of the network or a count.</param>
/// <param name="Value">Of a constant.</param>
/// <param name="Quantity">Of a concentration, by name.</param>
/// <param name="Statistic">What is taken where too little was measured.</param>
/// <param name="IsComplete">A month counts only where every asset of it has a value.</param>
/// <param name="IsOptional">Nothing known counts as 0, and is told.</param>
/// <param name="IsOfSameYear">A yearly statistic that only holds in its own year.</param>
public sealed record InputDefinition(string Name, Wording Title, string Unit, InputKind Kind, string Of, double? Value, string? Quantity, string? Statistic, bool IsComplete, bool IsOptional, bool IsOfSameYear, string? Document, string? Clause, bool Verified)
{
    /// <summary>Whether its values belong to months, so that a period takes those of its months that count.</summary>
    public bool IsByMonth => Kind is InputKind.Volume or InputKind.Concentration or InputKind.Monthly or InputKind.Counted;
}

/// <summary>A figure of the ledger and how it is made.</summary>
/// <param name="PartLimit">Where the formula also says something of each asset alone: which of them should be told.</param>
/// <param name="PartSense">On which side of it an asset should be.</param>
/// <param name="Explanation">What it says and what it leaves out.</param>
public sealed record IndicatorDefinition(string Id, string Group, Wording Title, Wording Explanation, string Unit, TargetSense Sense, YearRule Year, Formula Formula, IReadOnlyList<InputDefinition> Inputs,
    double? PartLimit, TargetSense PartSense, string Document, string Clause, bool Verified);
