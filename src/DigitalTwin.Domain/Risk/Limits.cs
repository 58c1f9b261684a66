using System.Collections.Frozen;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Domain.Risk;

/// <summary>Over what time a document judges a value.</summary>
public enum LimitBasis : byte { Instant, HourlyMean, DailyMean }

/// <summary>One limit of one quantity. Null bounds do not bind; the bounds themselves are still allowed.</summary>
/// <param name="ValidTo">The first day on which it no longer holds; null while in force.</param>
/// <param name="When">Holds only under this condition; a conditional limit goes before an unconditional one.</param>
/// <param name="Verified">Whether a person compared it with the document.</param>
public sealed record Limit(Quantity Quantity, double? Minimum, double? Maximum, LimitBasis Basis, string Document, string Clause,
    DateOnly ValidFrom, DateOnly? ValidTo, LimitCondition? When, bool Verified)
{
    public bool IsInForce(Instant at)
    {
        var day = DateOnly.FromDateTime(at.ToDateTimeOffset().UtcDateTime);
        return day >= ValidFrom && (ValidTo is not { } end || day < end);
    }

    /// <summary>How many times the limit a value is: above 1 breaks it, whichever bound it is.</summary>
    public double Exceedance(double value)
    {
        var above = Maximum is { } max and > 0 ? value / max : 0;
        var below = Minimum is { } min ? (value > 0 ? min / value : double.PositiveInfinity) : 0;
        return Math.Max(above, below);
    }

    /// <summary>The bound that a value breaks or is nearest to breaking.</summary>
    public double BoundFor(double value) => Maximum is { } max && (Minimum is not { } min || value / max >= min / Math.Max(value, 1e-9)) ? max : Minimum!.Value;
}

public sealed record LimitCondition(Quantity Quantity, double AtMost);

/// <summary>Limits that one class of discharge or use must keep, from one document.</summary>
public sealed record LimitSet(string Id, string Document, string Chinese, string English, IReadOnlyList<Limit> Limits)
{
    /// <summary>The limit in force for a quantity; null if there is none.</summary>
    /// <param name="other">Newest value of another quantity of the same place, NaN where unknown; a condition on an unknown value does not hold.</param>
    public Limit? Find(Quantity quantity, Instant at, Func<Quantity, double> other)
    {
        foreach (var limit in Limits)
            if (limit.Quantity == quantity && limit.IsInForce(at) && (limit.When is not { } when || other(when.Quantity) <= when.AtMost)) return limit;
        return null;
    }
}

/// <summary>All limit sets, from <c>limits.json</c>.</summary>
public sealed class LimitCatalogue
{
    private readonly FrozenDictionary<string, LimitSet> _sets;
    private readonly FrozenDictionary<AssetKind, LimitSet> _defaults;

    public LimitCatalogue(IEnumerable<LimitSet> sets, IReadOnlyDictionary<AssetKind, string> defaults)
    {
        _sets = sets.ToFrozenDictionary(s => s.Id, StringComparer.OrdinalIgnoreCase);
        _defaults = defaults.ToFrozenDictionary(d => d.Key, d => Find(d.Value)
            ?? throw new ArgumentException($"Default limit set '{d.Value}' of {d.Key.WireName()} is not among the sets."));
    }

    public static LimitCatalogue Default { get; } = LoadEmbedded();

    public IEnumerable<LimitSet> All => _sets.Values;

    public LimitSet? Find(string id) => _sets.GetValueOrDefault(id);

    /// <summary>What applies to a kind of asset when nothing else is said; null where no limits apply.</summary>
    public LimitSet? DefaultFor(AssetKind kind) => _defaults.GetValueOrDefault(kind);

    private static LimitCatalogue LoadEmbedded()
    {
        using var document = EmbeddedData.Open("limits.json");
        var root = document.RootElement;
        return new LimitCatalogue(
            [.. root.GetProperty("sets").EnumerateArray().Select(LimitReader.Set)],
            root.GetProperty("defaults").EnumerateArray().ToDictionary(d => LimitReader.Kind(d.GetProperty("kind")), d => d.GetProperty("set").GetString()!));
    }
}
