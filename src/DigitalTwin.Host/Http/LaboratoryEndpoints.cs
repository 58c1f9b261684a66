using DigitalTwin.Host.Audit;
using DigitalTwin.Host.Auth;
using DigitalTwin.Ingest.Files.Cells;
using DigitalTwin.Ingest.Files.Profiles;
using DigitalTwin.Ingest.Laboratory;

namespace DigitalTwin.Host.Http;

/// <summary><c>/api/v1/laboratory/samples</c>: results that people enter, corrected by later entries.</summary>
internal static class LaboratoryEndpoints
{
    private const int HighestLimit = 1000;

    public static void MapLaboratory(this IEndpointRouteBuilder routes)
    {
        var samples = routes.MapGroup("/laboratory/samples").WithTags("Laboratory");
        samples.MapGet("", List).RequireAuthorization(Scopes.Read).WithSummary("Samples, the newest first").WithDescription("Query: asset, asOf, limit (1 to 1000). Each as last entered, withdrawn ones too.").Produces<PageAnswer<SampleView>>();
        samples.MapGet("/{id}", async (SampleBook book, string id, CancellationToken cancel) => await book.Find(id, null, cancel) is { } entry ? Results.Ok(SampleView.Of(entry)) : NoSample(id))
            .RequireAuthorization(Scopes.Read).WithSummary("One sample").Produces<SampleView>().ProducesProblem(404);
        samples.MapPost("", Enter).RequireAuthorization(Scopes.WriteReadings).Audited("enter laboratory results").WithSummary("Enter a sample, or correct one")
            .WithDescription("A sample of the same asset, time and point is corrected: both entries stay on record under their own known times. value is a number, or text such as \"<0.05\" for below the limit of detection.")
            .Produces<SampleView>().Produces<SampleView>(201).ProducesProblem(400).ProducesProblem(503);
        samples.MapDelete("/{id}", Withdraw).RequireAuthorization(Scopes.WriteReadings).Audited("withdraw laboratory results").WithSummary("Withdraw a sample: its values stay and are marked as suspect")
            .Produces<SampleView>().ProducesProblem(404).ProducesProblem(503);
    }

    private static async Task<IResult> List(SampleBook book, string? asset, string? asOf, string? limit, CancellationToken cancel)
    {
        if (!QueryText.TryInstant(asOf, out var then)) return QueryText.BadInstant("asOf", asOf);
        if (QueryText.Limit(limit, 50, HighestLimit) is not { } most) return QueryText.BadLimit(limit, HighestLimit);
        return Results.Ok(new PageAnswer<SampleView>([.. (await book.Newest(string.IsNullOrEmpty(asset) ? null : asset, then, most, cancel)).Select(SampleView.Of)], null));
    }

    private static async Task<IResult> Enter(HttpContext http, SampleBook book, SampleBody body)
    {
        if (!QueryText.TryInstant(body.At, out var at) || at is null) return QueryText.BadInstant("at", body.At);
        var results = new List<SampleResult>();
        var format = new NumberFormat(new FileProfile());
        foreach (var (result, i) in (body.Results ?? []).Select((r, i) => (r, i)))
        {
            if (format.Read(result.Value ?? "", out var value) is var kind && kind is not (CellKind.Number or CellKind.BelowDetection))
                return Problems.BadField($"results[{i}].value", $"results[{i}].value is '{result.Value}'; expected a number, or <0.05 for below the limit of detection.");
            results.Add(new SampleResult(result.Quantity ?? "", value, result.Unit ?? "", kind == CellKind.BelowDetection, string.IsNullOrWhiteSpace(result.Method) ? null : result.Method));
        }
        var sample = new Sample(body.Asset ?? "", at.Value, (body.Point ?? "").Trim(), (body.Sampler ?? "").Trim(), (body.Method ?? "").Trim(), body.Comment ?? "", results);
        return Answer(http, await book.Enter(sample, http.User.Identity?.Name ?? "", http.RequestAborted));
    }

    private static async Task<IResult> Withdraw(HttpContext http, SampleBook book, string id) =>
        await book.Withdraw(id, http.User.Identity?.Name ?? "", http.RequestAborted) is { } outcome ? Answer(http, outcome) : NoSample(id);

    private static IResult Answer(HttpContext http, SampleOutcome outcome)
    {
        switch (outcome)
        {
            case SampleOutcome.Kept { Entry: { Version: 1 } entry }: return Results.Created($"/api/v1/laboratory/samples/{entry.Id}", SampleView.Of(entry));
            case SampleOutcome.Kept kept: return Results.Ok(SampleView.Of(kept.Entry));
            case SampleOutcome.Refused refused: return Problems.BadField(refused.Field, refused.Why);
            case SampleOutcome.Busy busy:
                http.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(busy.RetryAfter.TotalSeconds)).ToString(System.Globalization.CultureInfo.InvariantCulture);
                return Problems.Of(503, $"{busy.Why} Nothing was kept; enter it again.");
            default: throw new InvalidOperationException("An outcome that is not known.");
        }
    }

    private static IResult NoSample(string id) => Problems.NotFound($"There is no sample '{id}' that could be shown or withdrawn.");
}

/// <summary>A sample as entered.</summary>
internal sealed record SampleBody(string? Asset, string? At, string? Point, string? Sampler, string? Method, string? Comment, SampleResultBody[]? Results);

/// <param name="Value">As text, so that <c>&lt;0.05</c> can be said.</param>
internal sealed record SampleResultBody(string? Quantity, string? Value, string? Unit, string? Method);

internal sealed record SampleView(string Id, int Version, string EnteredBy, string EnteredAt, bool Withdrawn, string Asset, string At, string Point, string Sampler, string Method, string Comment, SampleResult[] Results)
{
    public static SampleView Of(SampleEntry e) => new(e.Id, e.Version, e.EnteredBy, e.EnteredAt.ToString(), e.Withdrawn, e.Sample.Asset, e.Sample.At.ToString(), e.Sample.Point, e.Sample.Sampler, e.Sample.Method,
        e.Sample.Comment, [.. e.Sample.Results]);
}
