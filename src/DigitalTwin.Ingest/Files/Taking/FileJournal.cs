using System.Text.Json;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Ingest.Files.Profiles;

namespace DigitalTwin.Ingest.Files.Taking;

/// <summary>A file that was taken: what a reading of it can be traced back to, by its series and by when it was known (city time).</summary>
/// <param name="Route"><c>upload</c> or <c>folder</c>.</param>
/// <param name="State"><c>begun</c>, <c>taken</c>, <c>refused</c> or <c>interrupted</c>. One that stays <c>begun</c> was cut short; what it stored stays.</param>
public sealed record TakenFile(string File, string Profile, int ProfileVersion, string Route, string Who, string State, Instant At, string? Why = null, string? Sha256 = null,
    long Stored = 0, long Unchanged = 0, long Refused = 0, string? From = null, string? To = null, string? KnownFrom = null, string? KnownTo = null, IReadOnlyList<TakenSeries>? Series = null);

public sealed record TakenSeries(string Asset, string Quantity, int Readings);

/// <summary>Takes files and writes down which, how read, by whom and what came of it, before and after.</summary>
public sealed class FileJournal(FileIntake intake, IFactLog facts, TimeProvider time, CityClock clock)
{
    public const string Stream = "file";
    private const int MostSeries = 200;

    public async Task<FileOutcome> Take(Stream bytes, FileSource file, string route, string who, CancellationToken cancel)
    {
        var begun = Instant.From(time.GetUtcNow());
        var subject = $"{begun.UnixMilliseconds}/{file.Name}";
        var entry = new TakenFile(file.Name, file.Profile.Name, file.ProfileVersion, route, who, "begun", begun, KnownFrom: clock.Now.ToString());
        await Write(subject, entry);
        FileOutcome? outcome = null;
        try
        {
            outcome = await intake.Take(bytes, file, cancel);
            return outcome;
        }
        finally
        {
            // Whatever happened is written down, also when the sender has gone.
            await Write(subject, Ended(entry, outcome));
        }
    }

    /// <summary>The files taken, newest first.</summary>
    public async Task<IReadOnlyList<TakenFile>> Newest(int limit, CancellationToken cancel)
    {
        var all = await facts.LatestPerSubject(Stream, null, cancel);
        return [.. all.Reverse().Take(limit).Select(f => JsonSerializer.Deserialize<TakenFile>(f.Body.Span, ProfileBook.Json)!)];
    }

    private TakenFile Ended(TakenFile entry, FileOutcome? outcome) => outcome switch
    {
        FileOutcome.Done { Report: var r } => entry with
        {
            State = r.Readings > 0 || r.RefusedCount == 0 ? "taken" : "refused", Sha256 = r.Sha256, Stored = r.Stored, Unchanged = r.Unchanged, Refused = r.RefusedCount,
            From = r.From, To = r.To, KnownFrom = r.KnownFrom, KnownTo = r.KnownTo, Series = [.. r.Series.Take(MostSeries).Select(s => new TakenSeries(s.Asset, s.Quantity, s.Readings))],
        },
        FileOutcome.Refused refused => entry with { State = "refused", Why = refused.Why },
        FileOutcome.TooLarge tooLarge => entry with { State = "refused", Why = tooLarge.Why },
        FileOutcome.Busy busy => entry with { State = "interrupted", Why = busy.Why, Stored = busy.Stored, KnownTo = clock.Now.ToString() },
        _ => entry with { State = "interrupted", KnownTo = clock.Now.ToString() },
    };

    private Task Write(string subject, TakenFile entry)
    {
        var now = Instant.From(time.GetUtcNow());
        return facts.Append(Stream, subject, now, now, JsonSerializer.SerializeToUtf8Bytes(entry, ProfileBook.Json), CancellationToken.None);
    }
}
