using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Retention;

namespace DigitalTwin.Host.Retention;

/// <summary>Says in answers what they cannot tell any more.</summary>
internal sealed class RetentionNotes(IRetention retention, RetentionPolicy policy)
{
    /// <summary>Header of an answer about a past moment that falls into what was dropped: up to when.</summary>
    public const string Header = "Twin-Dropped-Until";

    /// <summary>What was dropped of a series in <c>from ≤ at &lt; to</c>, taken together; null where nothing was.</summary>
    public DropView? Of(AssetKind kind, Quantity quantity, Instant from, Instant to)
    {
        if (retention.Drops.Count == 0) return null;
        var name = policy.Of(kind, quantity).Name;
        // A class that the policy no longer names may have been any series'.
        var drops = retention.Drops.Where(d => d.Touches(from, to) && (d.Class == name || policy.Find(d.Class) is null)).ToArray();
        if (drops.Length == 0) return null;
        return DropView.Of(drops[0] with
        {
            Class = name, Hours = drops.All(d => d.Hours), From = drops.Min(d => d.From), To = drops.Max(d => d.To), KnownUntil = drops.Max(d => d.KnownUntil),
            Readings = drops.Sum(d => d.Readings), Series = drops.Max(d => d.Series), Held = drops.Sum(d => d.Held), DroppedAt = drops.Max(d => d.DroppedAt),
        });
    }

    /// <summary>Up to when readings of any class were dropped that were known by then; null where none were.</summary>
    public Instant? DroppedUntil(Instant asOf)
    {
        Instant? until = null;
        foreach (var drop in retention.Drops)
            if (drop.Readings > 0 && asOf <= drop.KnownUntil && (until is null || drop.KnownUntil > until)) until = drop.KnownUntil;
        return until;
    }
}

/// <summary>Readings that are no longer kept. <paramref name="Kept"/> is <c>hours</c> where sums by hours are left, else <c>nothing</c>.</summary>
internal sealed record DropView(string Class, string Kept, string From, string To, string KnownUntil, long Readings, int Series, long Held, string DroppedAt)
{
    public static DropView Of(Drop d) => new(d.Class, d.Hours ? "hours" : "nothing", d.From.ToString(), d.To.ToString(), d.KnownUntil.ToString(), d.Readings, d.Series, d.Held, d.DroppedAt.ToString());
}
