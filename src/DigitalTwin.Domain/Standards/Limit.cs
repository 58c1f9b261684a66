using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Domain.Standards;

/// <summary>Over what time a document judges a value. A day and a month are the city's own, not UTC's.</summary>
public enum LimitBasis : byte { Instant, HourlyMean, DailyMean, MonthlyMean }

/// <summary>One limit of one quantity. Null bounds do not bind; the bounds themselves are still allowed.</summary>
/// <param name="ValidTo">The first day on which it no longer holds; null while in force.</param>
/// <param name="When">Holds only under this condition; a conditional limit goes before an unconditional one.</param>
/// <param name="Verified">Whether a person compared it with the document.</param>
/// <param name="Note">What the document says beside the number.</param>
public sealed record Limit(Quantity Quantity, double? Minimum, double? Maximum, LimitBasis Basis, string Document, string Clause,
    DateOnly ValidFrom, DateOnly? ValidTo, LimitCondition? When, bool Verified, Title? Note = null)
{
    /// <summary>The document sets a limit here whose number is not at hand; it binds nothing until someone enters it.</summary>
    public bool IsPending => Minimum is null && Maximum is null;

    public bool IsInForce(DateOnly day) => day >= ValidFrom && (ValidTo is not { } end || day < end);

    /// <summary>How many times the limit a value is: above 1 breaks it, whichever bound it is.</summary>
    public double Exceedance(double value)
    {
        var above = Maximum switch { > 0 and var max => value / max, 0 => value > 0 ? double.PositiveInfinity : 0, _ => 0 };
        var below = Minimum is { } min ? (value > 0 ? min / value : double.PositiveInfinity) : 0;
        return Math.Max(above, below);
    }

    /// <summary>How far a value is from the nearest bound, as a share of that bound; negative once the limit is broken, NaN where nothing binds.</summary>
    public double Margin(double value)
    {
        var above = Maximum is { } max ? (max - value) / Math.Max(Math.Abs(max), double.Epsilon) : double.PositiveInfinity;
        var below = Minimum is { } min ? (value - min) / Math.Max(Math.Abs(min), double.Epsilon) : double.PositiveInfinity;
        return IsPending ? double.NaN : Math.Min(above, below);
    }

    /// <summary>The bounds themselves are kept; so is a mean that lies on one but for the rounding of its sum.</summary>
    public bool IsMetBy(double value) => !(Maximum is { } max && value > max + Rounding * Math.Abs(max)) && !(Minimum is { } min && value < min - Rounding * Math.Abs(min));

    private const double Rounding = 1e-9;

    /// <summary>The bound that a value breaks or is nearest to breaking; NaN where nothing binds.</summary>
    public double BoundFor(double value) => Maximum is { } max && (Minimum is not { } min || value / max >= min / Math.Max(value, 1e-9)) ? max : Minimum ?? double.NaN;
}

public sealed record LimitCondition(Quantity Quantity, double AtMost);
