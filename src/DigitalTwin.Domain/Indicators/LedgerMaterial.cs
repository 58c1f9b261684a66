using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Domain.Indicators;

/// <summary>All that is known of the inputs over some time: what was measured or entered by month, and what stands.</summary>
/// <param name="Now">Months after it have no values, and its own month has run only so far.</param>
/// <param name="Months">By input: what is known of each asset and month.</param>
/// <param name="Standing">By input: what belongs to no month.</param>
/// <param name="Yearly">By input: entered for a year, whose number is the month's text.</param>
/// <param name="Assets">By input: which assets should have a value each month.</param>
public sealed record LedgerMaterial(Instant Now, IReadOnlyDictionary<string, IReadOnlyList<MonthFigure>> Months, IReadOnlyDictionary<string, IReadOnlyList<LedgerItem>> Standing, IReadOnlyDictionary<string, IReadOnlyList<LedgerItem>> Yearly,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Assets);

/// <summary>What is known of one asset and month (or, without an asset, of the city).</summary>
/// <param name="Measured">Null where nothing valid was measured.</param>
/// <param name="Entered">Null where nothing was entered.</param>
public sealed record MonthFigure(string? Asset, string Month, LedgerItem? Measured, LedgerItem? Entered)
{
    /// <summary>What counts: what was measured where it covers enough of the month, else what was entered; null where neither.</summary>
    public LedgerItem? Choose(double leastCoverage) => Measured is { } m && m.Coverage >= leastCoverage ? m : Entered;
}
