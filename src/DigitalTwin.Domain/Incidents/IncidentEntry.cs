using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using DigitalTwin.Domain.Incidents.Clocks;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Domain.Incidents;

/// <summary>One immutable line of an incident's record.</summary>
/// <param name="Number">Counts from 1 without gaps.</param>
/// <param name="At">City time.</param>
/// <param name="KnownAt">Wall time; never before that of the entry before.</param>
/// <param name="RequestId">What its sender called the request; a request that comes again is known by it.</param>
/// <param name="Started">Clocks that it started.</param>
public sealed record IncidentEntry(int Number, Instant At, Instant KnownAt, By By, string? RequestId, IncidentEvent Data, IReadOnlyList<RunningClock> Started);

/// <summary>An entry bound to the one before it by a hash, as it is stored: <c>{"previous","hash","entry":{…}}</c>.</summary>
/// <param name="Bytes">The entry as written, which is what is hashed.</param>
public sealed record ChainedEntry(string Previous, string Hash, ReadOnlyMemory<byte> Bytes, IncidentEntry Entry)
{
    public static string Nothing { get; } = new('0', SHA256.HashSizeInBytes * 2);

    private static ReadOnlySpan<byte> Domain => "digitaltwin incident 1\0"u8;

    public static ChainedEntry After(string incident, string previous, IncidentEntry entry)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(entry, IncidentJson.Options);
        return new(previous, HashOf(incident, previous, bytes), bytes, entry);
    }

    /// <summary>Whether the entry is what it was when it was written, in this incident and after <paramref name="previous"/>.</summary>
    public bool Follows(string incident, string previous) => Previous == previous && Hash == HashOf(incident, previous, Bytes.Span);

    public byte[] ToBody() => [.. Encoding.ASCII.GetBytes($"{{\"previous\":\"{Previous}\",\"hash\":\"{Hash}\",\"entry\":"), .. Bytes.Span, (byte)'}'];

    /// <exception cref="JsonException">The body holds no entry.</exception>
    public static ChainedEntry Read(ReadOnlyMemory<byte> body)
    {
        using var document = JsonDocument.Parse(body);
        var root = document.RootElement;
        var entry = root.GetProperty("entry");
        return new(root.GetProperty("previous").GetString()!, root.GetProperty("hash").GetString()!, Encoding.UTF8.GetBytes(entry.GetRawText()),
            entry.Deserialize<IncidentEntry>(IncidentJson.Options) ?? throw new JsonException("The entry is null."));
    }

    private static string HashOf(string incident, string previous, ReadOnlySpan<byte> entry)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Domain);
        hash.AppendData(Encoding.UTF8.GetBytes($"{incident}\0{previous}\0"));
        hash.AppendData(entry);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}

/// <summary>Checks the chain of one incident.</summary>
public sealed record ChainCheck(bool IsWhole, int Entries, string LastHash, string? Fault)
{
    public static ChainCheck Of(string incident, IEnumerable<ChainedEntry> entries)
    {
        var (count, last) = (0, ChainedEntry.Nothing);
        foreach (var entry in entries)
        {
            count++;
            if (entry.Entry.Number != count) return new(false, count, last, $"Entry {count} is missing; number {entry.Entry.Number} is in its place.");
            if (!entry.Follows(incident, last)) return new(false, count, last, $"Entry {count} is not what it was when it was written.");
            last = entry.Hash;
        }
        return new(true, count, last, null);
    }
}
