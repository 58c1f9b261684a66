using DigitalTwin.Host.Audit;
using DigitalTwin.Host.Auth;
using DigitalTwin.Host.Files;
using DigitalTwin.Ingest.Files.Guess;
using DigitalTwin.Ingest.Files.Taking;

namespace DigitalTwin.Host.Http;

/// <summary><c>/api/v1/files</c>: look at a file, try it, take it, and see which were taken.</summary>
internal static class FileEndpoints
{
    private const int HighestLimit = 1000;

    public static void MapFiles(this IEndpointRouteBuilder routes)
    {
        var files = routes.MapGroup("/files").WithTags("Files");
        files.MapPost("/inspect", Inspect).RequireAuthorization(Scopes.Read).RequireRateLimiting(RateLimits.Heavy).WithSummary("Guess how a file is to be read")
            .WithDescription($"Body: the beginning of the file as it is; what goes beyond {FileInspector.MaxBytes} bytes is not looked at. Answers with its columns, its first rows, a profile that may fit, and what is in doubt.")
            .Produces<FileInspection>().ProducesProblem(422);
        files.MapPost("/check", Check).RequireAuthorization(Scopes.WriteReadings).RequireRateLimiting(RateLimits.Heavy).WithSummary("Try a file: what would be taken, and each cell that would be refused")
            .WithDescription("multipart/form-data: profile (a saved profile's name) or mapping (a profile as JSON), and after it file. Nothing is stored.")
            .Produces<FileReport>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(413).ProducesProblem(415).ProducesProblem(422);
        files.MapPost("", Take).RequireAuthorization(Scopes.WriteReadings).RequireRateLimiting(RateLimits.Heavy).Audited("take file").WithSummary("Take a file")
            .WithDescription("As /files/check, and what is good is stored. Taking a file again stores nothing that is held with the same value, so that one that was cut short is simply sent again; a changed value is a correction. "
                + "curl -F profile=NAME -F file=@FILE. 422 where no cell was good, 503 with Retry-After where the platform is behind.")
            .Produces<FileReport>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(413).ProducesProblem(415).ProducesProblem(422).ProducesProblem(503);
        files.MapGet("", Taken).RequireAuthorization(Scopes.Read).WithSummary("Files that were taken, newest first")
            .WithDescription("Which file brought a reading: the one whose series, times and known times hold it. Query: limit (1 to 1000).").Produces<PageAnswer<TakenFileView>>();
        files.MapGet("/folders", (WatchedFolders watched) => new PageAnswer<WatchedFolderView>([.. watched.All.Select(f => new WatchedFolderView(f.Folder, f.Every.TotalSeconds,
            [.. f.Problems.Select(p => new WatchProblem(p.Key, p.Value))]))], null)).RequireAuthorization(Scopes.Read).WithSummary("Watched folders, and what could not be done in them");
    }

    private static async Task<IResult> Inspect(HttpContext http, FileInspector inspector)
    {
        try
        {
            // Only as much as is looked at; the rest is left where it is.
            var beginning = new byte[FileInspector.MaxBytes];
            var length = await http.Request.Body.ReadAtLeastAsync(beginning, beginning.Length, throwOnEndOfStream: false, http.RequestAborted);
            return Results.Ok(await inspector.Inspect(new MemoryStream(beginning, 0, length), http.RequestAborted));
        }
        catch (FormatException e)
        {
            return Problems.Of(422, e.Message);
        }
    }

    private static Task<IResult> Check(HttpContext http, FileUpload upload, FileIntake intake) =>
        upload.Read(http, async (bytes, file) => Answer(http, await intake.Check(bytes, file, http.RequestAborted)));

    private static Task<IResult> Take(HttpContext http, FileUpload upload, FileJournal journal) =>
        upload.Read(http, async (bytes, file) => Answer(http, await journal.Take(bytes, file, "upload", http.User.Identity?.Name ?? "", http.RequestAborted)));

    private static async Task<IResult> Taken(FileJournal journal, string? limit, CancellationToken cancel) => QueryText.Limit(limit, 50, HighestLimit) is { } most
        ? Results.Ok(new PageAnswer<TakenFileView>([.. (await journal.Newest(most, cancel)).Select(TakenFileView.Of)], null)) : QueryText.BadLimit(limit, HighestLimit);

    private static IResult Answer(HttpContext http, FileOutcome outcome)
    {
        switch (outcome)
        {
            case FileOutcome.Done { Report: { IsDryRun: false, Readings: 0, RefusedCount: > 0 } report }:
                return Problems.Of(422, $"Nothing of the file was taken; row {report.Refused[0].Row}, column {report.Refused[0].Column}: {report.Refused[0].Why}", new() { ["report"] = report });
            case FileOutcome.Done done: return Results.Ok(done.Report);
            case FileOutcome.TooLarge tooLarge: return Problems.Of(413, tooLarge.Why);
            case FileOutcome.Refused refused:
                return Problems.Of(422, refused.Why, new() { ["row"] = refused.Row, ["column"] = refused.Column, ["field"] = refused.Faults.Count > 0 ? refused.Faults[0].Field : null, ["faults"] = refused.Faults });
            case FileOutcome.Busy busy:
                http.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(busy.RetryAfter.TotalSeconds)).ToString(System.Globalization.CultureInfo.InvariantCulture);
                return Problems.Of(503, $"{busy.Why} {busy.Stored} readings were stored; send the same file again and the rest is added.", new() { ["stored"] = busy.Stored });
            default: throw new InvalidOperationException("An outcome that is not known.");
        }
    }
}

/// <summary>A file that was taken, as the API shows it. Times of taking are wall time; from, to and known times are the city's.</summary>
internal sealed record TakenFileView(string File, string Profile, int ProfileVersion, string Route, string Who, string State, string At, string? Why, string? Sha256,
    long Stored, long Unchanged, long Refused, string? From, string? To, string? KnownFrom, string? KnownTo, IReadOnlyList<TakenSeries> Series)
{
    public static TakenFileView Of(TakenFile f) => new(f.File, f.Profile, f.ProfileVersion, f.Route, f.Who, f.State, f.At.ToString(), f.Why, f.Sha256, f.Stored, f.Unchanged, f.Refused,
        f.From, f.To, f.KnownFrom, f.KnownTo, f.Series ?? []);
}

internal sealed record WatchedFolderView(string Folder, double EverySeconds, WatchProblem[] Problems);

internal sealed record WatchProblem(string File, string Why);
