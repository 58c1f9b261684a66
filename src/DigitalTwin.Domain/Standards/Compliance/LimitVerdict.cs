using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Domain.Standards.Compliance;

/// <summary>How a place stands to one limit. Worse is higher.</summary>
public enum ComplianceState : byte
{
    /// <summary>Too little data to say.</summary>
    Unknown,
    Met,
    /// <summary>Met, with little left or a trend that ends in a breach.</summary>
    AtRisk,
    Breached,
}

/// <summary>One limit held against what was measured on its own basis.</summary>
/// <param name="Value">Mean on the limit's basis so far, or the newest value for an instant one; null without data.</param>
/// <param name="Since">Where the period began that the value is of.</param>
/// <param name="Coverage">Share of the hours passed that hold data, 0 to 1.</param>
/// <param name="Margin">Share of the limit that is left; negative once broken, null without data.</param>
/// <param name="BreachIn">When it would break by the trend of the last hours; null where it would not within the horizon.</param>
/// <param name="Trend">Null where none stands out.</param>
public sealed record LimitVerdict(Limit Limit, ComplianceState State, double? Value, Reading? Latest, Instant Since, double Coverage, double? Margin, Trend? Trend, TimeSpan? BreachIn);
