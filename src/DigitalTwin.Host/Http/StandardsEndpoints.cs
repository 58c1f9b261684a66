using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Standards;
using DigitalTwin.Host.Audit;
using DigitalTwin.Host.Auth;
using DigitalTwin.Host.Standards;

namespace DigitalTwin.Host.Http;

/// <summary><c>/api/v1/standards</c>: limits by document and class, as data that people can correct.</summary>
internal static class StandardsEndpoints
{
    public static void MapStandards(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/standards", Get).RequireAuthorization(Scopes.Read).WithSummary("Limits by document and class")
            .WithDescription("Query: asOf = as known then. A limit that is not verified was not compared with its document by anyone; a pending one has no number yet and binds nothing.");
        routes.MapGet("/standards/edits", Edits).RequireAuthorization(Scopes.Read).WithSummary("Who changed which limit, when and why").WithDescription("Oldest first. Query: asOf.");
        routes.MapPost("/standards/edits", Edit).RequireAuthorization(Scopes.WriteStandards).Audited("edit limit").WithSummary("Correct a limit")
            .WithDescription("Body {class, quantity, basis, min?, max?, validFrom, whenQuantity?, whenAtMost?, document, clause?, verified, reason}. The limit before it still judges the days before validFrom.");
    }

    private static async Task<IResult> Get(StandardsBook book, QuantityCatalogue quantities, string? asOf, CancellationToken cancel)
    {
        if (!QueryText.TryInstant(asOf, out var knownBy)) return QueryText.BadInstant("asOf", asOf);
        var catalogue = knownBy is { } instant ? await book.AsOf(instant, cancel) : book.Current;
        return Results.Ok(new StandardsAnswer([.. catalogue.Classes.Select(c => LimitClassView.Of(c, quantities))],
            [.. catalogue.Uses.Select(u => new UseView(u.Id, TitleView.Of(u.Title), u.LimitClass))]));
    }

    private static async Task<IResult> Edits(StandardsBook book, string? asOf, CancellationToken cancel)
    {
        if (!QueryText.TryInstant(asOf, out var knownBy)) return QueryText.BadInstant("asOf", asOf);
        return Results.Ok(new PageAnswer<EditView>([.. (await book.Edits(knownBy, cancel)).Select(e => new EditView(e.At.ToString(), e.Edit.Who, e.Edit.Edit))], null));
    }

    private static async Task<IResult> Edit(StandardsBook book, QuantityCatalogue quantities, HttpContext http, LimitEdit edit, CancellationToken cancel)
    {
        if (edit.Fault(book.Current, quantities) is { } fault) return Problems.BadField(fault.Field, fault.Why);
        http.Was(LimitClassView.Of(book.Current.Find(edit.Class)!, quantities));
        await book.Make(edit, http.User.Identity?.Name ?? "", cancel);
        return Results.Ok(LimitClassView.Of(book.Current.Find(edit.Class)!, quantities));
    }

    private sealed record StandardsAnswer(LimitClassView[] Classes, UseView[] Uses);
    private sealed record UseView(string Id, TitleView Title, string LimitClass);
    private sealed record EditView(string At, string Who, LimitEdit Edit);
}
