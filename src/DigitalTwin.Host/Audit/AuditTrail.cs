using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Audit;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Host.Audit;

/// <summary>Writes the audit: one record after the other, each bound to the one before. Readings are not in it: History keeps those, each with when it was known.</summary>
internal sealed class AuditTrail(IFactLog facts, TimeProvider time)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(20);

    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    private readonly SemaphoreSlim _turn = new(1);
    private AuditLink? _last;
    private bool _isLastKnown;

    /// <summary>Durable when it completes.</summary>
    /// <param name="entry">Becomes JSON; by custom {what, from, method, path, query, status, before, after}.</param>
    /// <exception cref="TimeoutException">Too many wait before this one.</exception>
    public async Task Append(string who, object entry)
    {
        // Hashes by position, so one at a time; never given up by a caller who has gone, because what it tells of has happened.
        if (!await _turn.WaitAsync(LongestWait)) throw new TimeoutException($"The audit could not be written within {LongestWait.TotalSeconds} s.");
        try
        {
            if (!_isLastKnown) _last = (await facts.LatestPerSubject(AuditLink.Stream, null)).Select(AuditLink.Of).MaxBy(l => l?.Number ?? 0);
            // Not known again until this one is stored: a write that failed may be stored all the same.
            _isLastKnown = false;
            var link = AuditLink.After(_last, who.Length > 0 ? who : "?", Instant.From(time.GetUtcNow()), JsonSerializer.SerializeToUtf8Bytes(entry, Json));
            await facts.Append(AuditLink.Stream, link.Who, link.KnownAt, link.KnownAt, link.ToBody());
            (_last, _isLastKnown) = (link, true);
        }
        finally
        {
            _turn.Release();
        }
    }
}
