namespace DigitalTwin.Domain.Indicators;

public enum ItemSource : byte { Measured, Entered, Network, Constant, Counted }

/// <summary>One value that went into a figure, and all that tells how far it can be trusted.</summary>
/// <param name="Asset">Null for one of the whole city.</param>
/// <param name="Month">Null for one that belongs to no month.</param>
/// <param name="Count">Readings behind it; 0 where it was not measured.</param>
/// <param name="Coverage">Share of the month's hours (so far) with valid readings, 0–1; null where it was not measured.</param>
/// <param name="Who">Who entered it.</param>
/// <param name="EnteredAt">Unix ms.</param>
/// <param name="Origin">Where the person had it from.</param>
public sealed record LedgerItem(string? Asset, string? Month, double Value, ItemSource Source, long Count = 0, double? Coverage = null, string? Who = null, long? EnteredAt = null, string? Origin = null)
{
    /// <summary>As a formula's lists are matched: <c>demo:P1@2026-03</c>.</summary>
    public string Key => Month is null ? Asset ?? "" : $"{Asset}@{Month}";
}

/// <summary>A value that should have been there and is not.</summary>
/// <param name="Why">As <see cref="MissingReason"/>, then what it needs to be told: a coverage.</param>
public sealed record MissingInput(string Input, string? Asset, string? Month, MissingReason Why, double? Coverage = null);

public enum MissingReason : byte
{
    /// <summary>Nothing was measured and nothing entered.</summary>
    Nothing,
    /// <summary>Too little of the month was measured, and nothing was entered.</summary>
    LowCoverage,
    /// <summary>It is there, and its month does not count because another input lacks it.</summary>
    MonthDoesNotCount,
    /// <summary>The other factor of a product has no such item.</summary>
    NoPartner,
}

/// <summary>All values of one input of a figure.</summary>
/// <param name="IsList">Whether the formula takes it as a list; else as one number.</param>
public sealed record LedgerInput(string Name, bool IsList, IReadOnlyList<LedgerItem> Items);
