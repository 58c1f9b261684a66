using System.Text.Json;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Ingest.Mqtt;

/// <summary>A mapping as somebody saved it.</summary>
/// <param name="Table">Null where the configured one was made to hold again.</param>
public sealed record SavedMapping(int Revision, RouteTable? Table, string By, Instant At);

/// <summary>What topics mean now: the mapping that somebody saved last, else the configured one. Each is a fact. Safe from any thread.</summary>
public sealed class RouteBook(RouteTable configured, IFactLog facts, TimeProvider time)
{
    public const string Stream = "mqtt.mapping";
    public const int MostBytes = 256 * 1024;
    private const int MostSaved = 1_000;
    private readonly SemaphoreSlim _one = new(1);
    private volatile SavedMapping? _saved;

    public RouteTable Current => _saved?.Table ?? configured;

    /// <summary>The last change; null where there never was one.</summary>
    public SavedMapping? Saved => _saved;

    /// <summary>To be called before messages are taken.</summary>
    public async Task Load(CancellationToken cancel) => _saved = (await History(cancel).ConfigureAwait(false)).FirstOrDefault();

    /// <summary>Durable, and in force for the next message, when it completes.</summary>
    /// <param name="json">As <see cref="RouteTable.Parse"/> takes it; null for the configured mapping.</param>
    /// <param name="revision">The one that the change was made on.</param>
    /// <returns>Null where somebody else has changed it since.</returns>
    /// <exception cref="FormatException">The mapping is wrong; says which route and what was expected.</exception>
    public async Task<SavedMapping?> Save(string? json, int revision, string by)
    {
        var table = json is null ? null : RouteTable.Parse(json);
        await _one.WaitAsync().ConfigureAwait(false);
        try
        {
            if (revision != (_saved?.Revision ?? 0)) return null;
            var next = new SavedMapping(revision + 1, table, by, Instant.From(time.GetUtcNow()));
            var body = JsonSerializer.SerializeToUtf8Bytes(new Kept(next.Revision, json, by), JsonSerializerOptions.Web);
            await facts.Append(Stream, "mapping", next.At, next.At, body, CancellationToken.None).ConfigureAwait(false);
            return _saved = next;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Every change, the newest first.</summary>
    public async Task<IReadOnlyList<SavedMapping>> History(CancellationToken cancel) =>
        [.. (await facts.Read(Stream, default, new Instant(long.MaxValue), MostSaved, cancel).ConfigureAwait(false)).Select(Open).Reverse()];

    private static SavedMapping Open(Fact fact)
    {
        var kept = JsonSerializer.Deserialize<Kept>(fact.Body.Span, JsonSerializerOptions.Web)!;
        return new SavedMapping(kept.Revision, kept.Mapping is null ? null : RouteTable.Parse(kept.Mapping), kept.By, fact.KnownAt);
    }

    private sealed record Kept(int Revision, string? Mapping, string By);
}
