using DigitalTwin.Domain.People;
using DigitalTwin.Domain.Risk;
using DigitalTwin.Host.Audit;
using DigitalTwin.Host.Auth;
using DigitalTwin.Host.Facts;
using DigitalTwin.Host.Http.People;
using DigitalTwin.Host.Live;
using DigitalTwin.Host.Messages;
using DigitalTwin.Host.Messages.Sending;

namespace DigitalTwin.Host.Http.Messages;

/// <summary><c>/api/v1/messages/webhooks</c>: gateways that are told, as a city's SMS or chat.</summary>
internal static class WebhookEndpoints
{
    private const int Most = 50, LongestId = 40, LongestUrl = 500;

    public static void MapWebhooks(this IEndpointRouteBuilder routes)
    {
        var hooks = routes.MapGroup("/messages/webhooks").WithTags("Messages").RequireAuthorization(Scopes.WriteMessages);
        hooks.MapGet("", (FactBook<Webhook> book) => Results.Ok(new PageAnswer<WebhookView>([.. book.All.OrderBy(h => h.Id, StringComparer.Ordinal).Select(WebhookView.Of)], null))).WithSummary("Gateways that are told").Produces<PageAnswer<WebhookView>>();
        hooks.MapPut("/{id}", Put).Audited("set webhook").WithSummary("Make or change a gateway").WithDescription("Body {url, least: level, departments?}. The host must be among DigitalTwin:Messages:WebhookHosts. A new one answers with the secret that signs (X-Twin-Signature: t=…,v1=HMAC-SHA256 of \"t.body\"), told once.").ProducesProblem(400).ProducesProblem(409);
        hooks.MapDelete("/{id}", Remove).Audited("remove webhook").WithSummary("Remove a gateway").Produces(204).ProducesProblem(404);
    }

    private static async Task<IResult> Put(HttpContext http, FactBook<Webhook> book, MessageOptions options, WebhookSecrets secrets, string id, WebhookBody body)
    {
        if (id.Length > LongestId || !id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')) return Problems.BadField("id", $"id is '{id}'; expected at most {LongestId} letters, digits, hyphens or underscores.");
        if (body.Url is not { Length: > 0 and <= LongestUrl }) return Problems.BadField("url", $"url is missing or longer than {LongestUrl} characters.");
        if (AllowedHosts.WhyNot(body.Url, options.WebhookHosts) is { } why) return Problems.BadField("url", $"url: {why} See DigitalTwin:Messages:WebhookHosts.");
        if (Array.Find(body.Departments ?? [], d => PeopleCatalogue.Default.Departments.All(k => k.Id != d)) is { } department) return Problems.BadField("departments", $"There is no department '{department}'.");
        if (book.Find(id) is null && book.Count >= Most) return Problems.Of(409, $"There are {Most} webhooks already.");
        var before = book.Find(id);
        if (before is not null) http.Was(WebhookView.Of(before));
        var (secret, kept) = secrets.New();
        // Another address gets another secret: the old receiver must not be able to sign for the new one.
        var isNew = before is null || before.Url != body.Url;
        var after = await book.Change(id, h => new(id, body.Url, body.Least ?? WarningLevel.Blue, body.Departments ?? [], isNew ? kept : h!.Secret));
        return isNew ? new Untold(new { webhook = WebhookView.Of(after!), secret }) : Results.Ok(new { webhook = WebhookView.Of(after!), secret = (string?)null });
    }

    private static async Task<IResult> Remove(HttpContext http, FactBook<Webhook> book, string id)
    {
        if (book.Find(id) is not { } hook) return Problems.NotFound($"There is no webhook '{id}'.");
        http.Was(WebhookView.Of(hook));
        await book.Change(id, _ => null);
        return Results.NoContent();
    }

    internal sealed record WebhookBody(string? Url, WarningLevel? Least, string[]? Departments);
}

internal sealed record WebhookView(string Id, string Url, string Least, string[] Departments)
{
    public static WebhookView Of(Webhook h) => new(h.Id, h.Url, WireNames.Of(h.Least), h.Departments);
}
