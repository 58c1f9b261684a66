using System.Text.Json;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Host.Questions;

/// <summary>A question as somebody keeps it.</summary>
/// <param name="Shared">Others see it, too.</param>
internal sealed record KeptQuestion(string Name, string Text, string[]? Columns = null, string? Order = null, string? Group = null, bool Shared = false);

internal sealed record SavedQuestion(string Id, KeptQuestion Question, string Owner, int Version, Instant SavedAt);

/// <summary>The saved questions. Append-only: a change or a removal is a further fact (wall time).</summary>
internal sealed class QuestionBook(IFactLog facts, TimeProvider time)
{
    public const string Stream = "question";
    /// <summary>Saved at once; beyond that some have to be removed first.</summary>
    public const int MostSaved = 2_000;
    private const int MostVersions = 500;

    private readonly SemaphoreSlim _saving = new(1);

    /// <summary>Those that a person may see: his own and the shared ones.</summary>
    public async Task<IReadOnlyList<SavedQuestion>> All(string who, CancellationToken cancel) =>
        [.. (await facts.LatestPerSubject(Stream, null, cancel)).Select(Read).OfType<SavedQuestion>().Where(q => q.Question.Shared || q.Owner == who).OrderBy(q => q.Question.Name, StringComparer.Ordinal)];

    /// <summary>Whoever it belongs to; null where there is none.</summary>
    public async Task<SavedQuestion?> Find(string id, CancellationToken cancel) => (await facts.LatestPerSubject(Stream, null, cancel)).Where(f => f.Subject == id).Select(Read).FirstOrDefault();

    /// <summary>Every version of one, the oldest first.</summary>
    public async Task<IReadOnlyList<SavedQuestion>> History(string id, CancellationToken cancel)
    {
        var found = new List<SavedQuestion>();
        for (var from = default(Instant); ;)
        {
            var some = await facts.Read(Stream, from, new Instant(long.MaxValue), 1_000, cancel);
            found.AddRange(some.Where(f => f.Subject == id && f.KnownAt > (found.Count > 0 ? found[^1].SavedAt : default)).Select(Read).OfType<SavedQuestion>());
            if (some.Count < 1_000 || found.Count > MostVersions || some[^1].KnownAt == from) return found;
            from = some[^1].KnownAt;
        }
    }

    /// <param name="question">Null removes it.</param>
    /// <returns>Null at the bound.</returns>
    public async Task<SavedQuestion?> Save(string id, KeptQuestion? question, string who, CancellationToken cancel)
    {
        if (!await _saving.WaitAsync(TimeSpan.FromSeconds(30), cancel)) throw new TimeoutException("Another question is still being saved.");
        try
        {
            var all = await facts.LatestPerSubject(Stream, null, cancel);
            var before = all.FirstOrDefault(f => f.Subject == id);
            if (question is not null && (before is null || Read(before) is null) && all.Count(f => Read(f) is not null) >= MostSaved) return null;
            var entry = before is null ? null : Parse(before);
            var owner = entry?.Question is null ? who : entry.Owner;
            var now = Instant.From(time.GetUtcNow());
            // The newest must win, also where the clock was set back.
            var at = before is not null && before.KnownAt >= now ? before.KnownAt + TimeSpan.FromMilliseconds(1) : now;
            var version = 1 + (entry?.Version ?? 0);
            await facts.Append(Stream, id, at, at, JsonSerializer.SerializeToUtf8Bytes(new Entry(version, owner, who, question), JsonSerializerOptions.Web), CancellationToken.None);
            return new SavedQuestion(id, question ?? new KeptQuestion("", ""), owner, version, at);
        }
        finally
        {
            _saving.Release();
        }
    }

    private static Entry? Parse(Fact fact) => JsonSerializer.Deserialize<Entry>(fact.Body.Span, JsonSerializerOptions.Web);

    private static SavedQuestion? Read(Fact fact) => Parse(fact) is { Question: { } question } entry ? new SavedQuestion(fact.Subject, question, entry.Owner, entry.Version, fact.KnownAt) : null;

    private sealed record Entry(int Version, string Owner, string SavedBy, KeptQuestion? Question);
}
