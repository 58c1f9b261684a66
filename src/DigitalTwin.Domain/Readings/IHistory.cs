using DigitalTwin.Domain.Assets;

namespace DigitalTwin.Domain.Readings;

/// <summary>A reading together with when the platform knew it.</summary>
public readonly record struct KnownReading(Reading Reading, Instant KnownAt);

/// <summary>All readings ever acknowledged, append-only, under two clocks. The truth that grains are folds of.</summary>
/// <remarks>
/// Of the same asset, quantity and <c>at</c>, the version known last counts now, and each earlier one as of its time; of two known at the same time the one appended last.
/// A version that says the same as the one before it (value, quality, provenance) is the same fact, known since the first, and is stored once.
/// </remarks>
public interface IHistory
{
    /// <summary>Completes when the readings are on disk (synced). Callers at the same time share one sync.</summary>
    /// <exception cref="HistoryFullException">The queue before the disk is at its bound; nothing of this batch was kept, try again later.</exception>
    Task Append(ReadOnlyMemory<Reading> readings, Instant knownAt, CancellationToken cancel = default);

    /// <summary>Readings of one series with <c>from ≤ at &lt; to</c>, ascending in <c>at</c>. Where one time was reported more than once, the newest known wins.</summary>
    /// <param name="asOf">Only what was known at or before this; null for all.</param>
    /// <param name="limit">At most so many, the oldest first.</param>
    Task<IReadOnlyList<KnownReading>> Read(AssetKey asset, Quantity quantity, Instant from, Instant to, Instant? asOf, int limit, CancellationToken cancel = default);

    /// <summary>Readings of one series with <c>from ≤ at &lt; to</c> in spans of <paramref name="every"/>, oldest span first. From what was summed up when readings were packed, where the spans are whole hours.</summary>
    /// <param name="every">At least 1 ms.</param>
    /// <param name="asOf">Only what was known at or before this; null for all.</param>
    /// <param name="limit">At most so many spans.</param>
    Task<IReadOnlyList<ReadingSummary>> Summarise(AssetKey asset, Quantity quantity, Instant from, Instant to, TimeSpan every, Between between, Instant? asOf, int limit, CancellationToken cancel = default);

    /// <summary>The newest reading (by <c>at</c>, then by when known) of each quantity of an asset; from memory, no I/O. Empty if there is none.</summary>
    IReadOnlyList<KnownReading> Latest(AssetKey asset);

    /// <summary>The newest reading of every series, in no order; from memory.</summary>
    IEnumerable<KnownReading> LatestOfAll();

    /// <summary>The newest reading of every series among those with <c>at ≤ at</c> and <c>knownAt ≤ knownAt</c>, in no order: the city at a moment as it was known at a moment.</summary>
    /// <remarks>Of several versions of one time the newest that was known then wins. Reads the disk where the moment lies behind what memory holds.</remarks>
    Task<IReadOnlyList<KnownReading>> LatestAsOf(Instant at, Instant knownAt, CancellationToken cancel = default);

    /// <summary>The same for each quantity of one asset; empty where nothing was known of it.</summary>
    Task<IReadOnlyList<KnownReading>> LatestAsOf(AssetKey asset, Instant at, Instant knownAt, CancellationToken cancel = default);

    /// <summary>Every version of one series' readings with <c>from ≤ at &lt; to</c> that became known after <paramref name="knownAfter"/> and by <paramref name="knownBy"/>, in the order known: what a replay of that span has to fold.</summary>
    Task<IReadOnlyList<KnownReading>> ReadVersions(AssetKey asset, Quantity quantity, Instant from, Instant to, Instant knownAfter, Instant knownBy, CancellationToken cancel = default);

    /// <summary>Every version of every series that became known after <paramref name="knownAfter"/> and by <paramref name="knownBy"/>, in the order known, in one pass over what is kept in that order.</summary>
    /// <returns>Null where that does not reach back so far; <see cref="ReadVersions"/> then tells it series by series.</returns>
    Task<IReadOnlyList<KnownReading>?> ReadKnown(Instant knownAfter, Instant knownBy, CancellationToken cancel = default);

    /// <summary>The largest <c>knownAt</c> ever appended; default when empty.</summary>
    Instant NewestKnownAt { get; }

    /// <summary>How many readings are stored. One that came twice counts twice until it is packed.</summary>
    long Count { get; }
}

public sealed class HistoryFullException(string message) : Exception(message);
