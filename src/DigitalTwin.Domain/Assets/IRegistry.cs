using DigitalTwin.Domain.Networks;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Domain.Assets;

/// <summary>One asset as the registry knows it.</summary>
public sealed record AssetEntry(AssetKey Key, AssetId Id, AssetKind Kind, string? Name);

/// <summary>Which networks and assets exist, durable. Look-ups are from memory and safe from any thread.</summary>
public interface IRegistry
{
    /// <summary>Stores a new revision of a network and gives keys to assets not seen before; revision and known time are set here.</summary>
    Task<Network> Save(Network network, Instant knownAt, CancellationToken cancel = default);

    /// <summary>The newest revision, or the newest known at <paramref name="asOf"/>; null if there is none.</summary>
    Network? Find(string network, Instant? asOf = null);

    Network? FindRevision(string network, int revision);

    IReadOnlyList<string> Networks { get; }

    AssetEntry? Find(AssetId id);
    AssetEntry? Find(AssetKey key);

    /// <summary>Look-up by UTF-8 without making a string; 0 where unknown.</summary>
    AssetKey FindKey(ReadOnlySpan<byte> utf8Id);

    /// <summary>Whether this is the id of that key: cheaper than to look it up. False for a key that nobody has.</summary>
    bool IsKey(AssetKey key, ReadOnlySpan<byte> utf8Id);

    /// <summary>Keys run from 1 to this.</summary>
    int HighestKey { get; }

    /// <summary>Raised after a revision is stored and can be found.</summary>
    event Action<Network>? Saved;
}

/// <summary>Append-only facts that people or rules decided, under two clocks: warnings now, more kinds later.</summary>
public interface IFactLog
{
    /// <summary>Durable when it completes. <paramref name="body"/> is UTF-8 JSON.</summary>
    Task Append(string stream, string subject, Instant at, Instant knownAt, ReadOnlyMemory<byte> body, CancellationToken cancel = default);

    /// <summary>As <see cref="Append"/>, for a subject that opens with its first fact and closes with its last, so that what was open at a time is found without reading all that ever was.</summary>
    /// <param name="closes">The fact is the subject's last.</param>
    /// <param name="counter">Where the subject is new, it gets the next number of this counter, from 1; null for none.</param>
    /// <returns>The subject's number; 0 for none.</returns>
    Task<int> AppendToSpan(string stream, string subject, Instant at, Instant knownAt, ReadOnlyMemory<byte> body, bool closes, string? counter = null, CancellationToken cancel = default);

    /// <summary>Of every subject that was open at <paramref name="asOf"/>, its last fact known by then; in no order. The cost follows how many they are, not how many there were before.</summary>
    Task<IReadOnlyList<Fact>> Open(string stream, Instant? asOf, CancellationToken cancel = default);

    /// <summary>Of the subjects that had closed by <paramref name="asOf"/>, the last fact known by then; what closed last comes first.</summary>
    /// <param name="after">The last one of the page before; null for the first page.</param>
    Task<IReadOnlyList<Fact>> Closed(string stream, Instant? asOf, ClosedMark? after, int limit, CancellationToken cancel = default);

    /// <summary>Facts of a stream in the order known, with <c>from ≤ knownAt ≤ to</c>.</summary>
    Task<IReadOnlyList<Fact>> Read(string stream, Instant from, Instant to, int limit, CancellationToken cancel = default);

    /// <summary>The last fact of every subject of a stream as known at <paramref name="asOf"/>.</summary>
    Task<IReadOnlyList<Fact>> LatestPerSubject(string stream, Instant? asOf, CancellationToken cancel = default);
}

/// <param name="Counter">What the subject's <paramref name="Number"/> counts in; null where it has none.</param>
/// <param name="ClosedAt">When it was known that the subject had closed; null where that is not known or not asked for.</param>
public sealed record Fact(long Sequence, string Stream, string Subject, Instant At, Instant KnownAt, ReadOnlyMemory<byte> Body, string? Counter = null, int Number = 0, Instant? ClosedAt = null);

/// <summary>Where a closed subject stands in the order of closing.</summary>
public readonly record struct ClosedMark(Instant ClosedAt, string Subject);
