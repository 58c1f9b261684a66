using System.Text.Json;
using System.Text.Json.Serialization;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Ingest.Files.Profiles;

/// <summary>A profile as it was saved: the how-manieth version of its name, by whom and when (wall time).</summary>
public sealed record SavedProfile(FileProfile Profile, int Version, string SavedBy, Instant SavedAt);

/// <summary>The saved profiles. Append-only: a change or a removal is a further fact, so that a file taken last year still tells how it was read.</summary>
public sealed class ProfileBook(IFactLog facts, TimeProvider time)
{
    public const string Stream = "file-profile";

    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, // A misspelt field must not pass for one that was left out.
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly SemaphoreSlim _saving = new(1);

    /// <param name="asOf">As saved then; null for now.</param>
    public async Task<IReadOnlyList<SavedProfile>> All(Instant? asOf = null, CancellationToken cancel = default) =>
        [.. (await facts.LatestPerSubject(Stream, asOf, cancel)).Select(Read).OfType<SavedProfile>().OrderBy(p => p.Profile.Name, StringComparer.Ordinal)];

    public async Task<SavedProfile?> Find(string name, Instant? asOf = null, CancellationToken cancel = default) =>
        (await All(asOf, cancel)).FirstOrDefault(p => p.Profile.Name == name);

    public Task<SavedProfile> Save(FileProfile profile, string who, CancellationToken cancel = default) => Append(profile.Name, profile, who, cancel)!;

    /// <summary>False where there is none of that name.</summary>
    public async Task<bool> Remove(string name, string who, CancellationToken cancel = default)
    {
        if (await Find(name, null, cancel) is null) return false;
        await Append(name, null, who, cancel);
        return true;
    }

    private async Task<SavedProfile> Append(string name, FileProfile? profile, string who, CancellationToken cancel)
    {
        // One at a time, or two savers would give the same version.
        if (!await _saving.WaitAsync(TimeSpan.FromSeconds(30), cancel)) throw new TimeoutException("Another profile is still being saved.");
        try
        {
            var before = (await facts.LatestPerSubject(Stream, null, cancel)).FirstOrDefault(f => f.Subject == name);
            var version = 1 + (before is null ? 0 : Parse(before)?.Version ?? 0);
            var now = Instant.From(time.GetUtcNow());
            // The newest must win, also where the clock was set back.
            var at = before is not null && before.KnownAt >= now ? before.KnownAt + TimeSpan.FromMilliseconds(1) : now;
            await facts.Append(Stream, name, at, at, JsonSerializer.SerializeToUtf8Bytes(new Entry(version, who, profile), Json), CancellationToken.None);
            return new SavedProfile(profile ?? new FileProfile { Name = name }, version, who, at);
        }
        finally
        {
            _saving.Release();
        }
    }

    private static Entry? Parse(Fact fact) => JsonSerializer.Deserialize<Entry>(fact.Body.Span, Json);

    private static SavedProfile? Read(Fact fact) => Parse(fact) is { Profile: { } profile } entry ? new SavedProfile(profile, entry.Version, entry.Who, fact.KnownAt) : null;

    private sealed record Entry(int Version, string Who, FileProfile? Profile);
}
