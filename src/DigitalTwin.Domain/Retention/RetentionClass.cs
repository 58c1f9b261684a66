using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Domain.Retention;

/// <summary>Readings that are kept for the same time. A span counts from when a reading became known, so that a back-fill of old times is not dropped on arrival.</summary>
/// <param name="Readings">How long readings are kept one by one; null for ever.</param>
/// <param name="Hours">How long their sums by hours are kept after that; null for ever.</param>
/// <param name="Document">What says so; null where it is the platform's own choice.</param>
/// <param name="Verified">Whether someone has compared it with the document.</param>
public sealed record RetentionClass(string Name, string Chinese, string English, TimeSpan? Readings, TimeSpan? Hours, string? Document, string? Clause, bool Verified)
{
    /// <summary>Quantities that belong to it; empty for every one.</summary>
    public required IReadOnlySet<Quantity> Quantities { get; init; }

    /// <summary>Kinds of assets that belong to it; empty for every one.</summary>
    public required IReadOnlySet<AssetKind> Kinds { get; init; }

    public bool Holds(AssetKind kind, Quantity quantity) =>
        (Kinds.Count == 0 || Kinds.Contains(kind)) && (Quantities.Count == 0 || Quantities.Contains(IntervalQuantity.Of(quantity)?.Base ?? quantity));
}
