using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Domain.Audit;

/// <summary>One record of the audit, bound to the one before it by a hash, so that none can be changed, taken out or put in without a trace.</summary>
/// <param name="Number">Counts from 1 without gaps.</param>
/// <param name="Previous">Hash of the record before; 32 bytes of zero for the first.</param>
/// <param name="Hash">SHA-256 over all the rest.</param>
/// <param name="KnownAt">Wall time; never before that of the record before.</param>
/// <param name="Entry">UTF-8 JSON: who did what, from where, what it was before and is after.</param>
public sealed record AuditLink(long Number, ReadOnlyMemory<byte> Previous, ReadOnlyMemory<byte> Hash, Instant KnownAt, string Who, ReadOnlyMemory<byte> Entry)
{
    public const string Stream = "audit";

    private static ReadOnlySpan<byte> Domain => "digitaltwin audit 1\0"u8;

    public string HashText => Convert.ToHexStringLower(Hash.Span);

    /// <summary>The record that follows <paramref name="last"/>; the first one where that is null.</summary>
    public static AuditLink After(AuditLink? last, string who, Instant now, ReadOnlyMemory<byte> entry)
    {
        var (number, previous) = ((last?.Number ?? 0) + 1, last?.Hash ?? new byte[SHA256.HashSizeInBytes]);
        // The clock may be set back; the order of the records is the order of what happened.
        var knownAt = last is not null && last.KnownAt > now ? last.KnownAt : now;
        return new(number, previous, HashOf(number, previous, knownAt, who, entry), knownAt, who, entry);
    }

    /// <summary>What the record should hash to, by what it says.</summary>
    public byte[] Recomputed() => HashOf(Number, Previous, KnownAt, Who, Entry);

    /// <summary>As it is kept in the fact log: <c>{"number","previous","hash","entry":{…}}</c>.</summary>
    public byte[] ToBody()
    {
        var head = Encoding.ASCII.GetBytes($"{{\"number\":{Number},\"previous\":\"{Convert.ToHexStringLower(Previous.Span)}\",\"hash\":\"{HashText}\",\"entry\":");
        return [.. head, .. Entry.Span, (byte)'}'];
    }

    /// <summary>Null where the fact is no linked record, as those from before there was a chain.</summary>
    public static AuditLink? Of(Fact fact)
    {
        try
        {
            using var body = JsonDocument.Parse(fact.Body);
            var root = body.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("entry", out var entry)) return null;
            return new(root.GetProperty("number").GetInt64(), Convert.FromHexString(root.GetProperty("previous").GetString() ?? ""), Convert.FromHexString(root.GetProperty("hash").GetString() ?? ""),
                fact.KnownAt, fact.Subject, Encoding.UTF8.GetBytes(entry.GetRawText()));
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or FormatException or InvalidOperationException)
        {
            return null;
        }
    }

    private static byte[] HashOf(long number, ReadOnlyMemory<byte> previous, Instant knownAt, string who, ReadOnlyMemory<byte> entry)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> numbers = stackalloc byte[24];
        var name = Encoding.UTF8.GetBytes(who);
        BinaryPrimitives.WriteInt64LittleEndian(numbers, number);
        BinaryPrimitives.WriteInt64LittleEndian(numbers[8..], knownAt.UnixMilliseconds);
        BinaryPrimitives.WriteInt64LittleEndian(numbers[16..], name.Length);
        hash.AppendData(Domain);
        hash.AppendData(numbers);
        hash.AppendData(previous.Span);
        hash.AppendData(name);
        hash.AppendData(entry.Span);
        return hash.GetHashAndReset();
    }
}
