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

    /// <summary>Facts of a stream in the order known, with <c>from ≤ knownAt ≤ to</c>.</summary>
    Task<IReadOnlyList<Fact>> Read(string stream, Instant from, Instant to, int limit, CancellationToken cancel = default);

    /// <summary>The last fact of every subject of a stream as known at <paramref name="asOf"/>.</summary>
    Task<IReadOnlyList<Fact>> LatestPerSubject(string stream, Instant? asOf, CancellationToken cancel = default);
}

public sealed record Fact(long Sequence, string Stream, string Subject, Instant At, Instant KnownAt, ReadOnlyMemory<byte> Body);
