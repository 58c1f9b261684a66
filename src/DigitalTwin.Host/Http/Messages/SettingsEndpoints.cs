using System.Buffers.Text;
using System.Globalization;
using System.Net.Mail;
using System.Security.Cryptography;
using System.Text;
using DigitalTwin.Domain.Messages;
using DigitalTwin.Domain.Risk;
using DigitalTwin.Host.Audit;
using DigitalTwin.Host.Auth;
using DigitalTwin.Host.Facts;
using DigitalTwin.Host.Live;
using DigitalTwin.Host.Messages;
using DigitalTwin.Host.Messages.Push;
using DigitalTwin.Host.Messages.Sending;

namespace DigitalTwin.Host.Http.Messages;

/// <summary><c>/api/v1/messages/settings</c> and <c>/push</c>: how somebody wants to be told.</summary>
internal static class SettingsEndpoints
{
    private const int LongestAddress = 200, LongestEndpoint = 1000;

    public static void MapMessageSettings(this IEndpointRouteBuilder routes)
    {
        var mine = routes.MapGroup("/messages").WithTags("Messages").RequireAuthorization(Scopes.OwnMessages);
        mine.MapGet("/settings", (HttpContext http, FactBook<MessageSettings> book) => Results.Ok(SettingsView.Of(Mine(http, book)))).WithSummary("How I am told").Produces<SettingsView>();
        mine.MapPut("/settings", Change).Audited("change message settings").WithSummary("Change how I am told").WithDescription("Body {email?, push, language: zh or en, quiet?: {from, to, below}}: mail and push of messages below that level wait for the end of the quiet hours.").Produces<SettingsView>().ProducesProblem(400);
        mine.MapGet("/push/key", (Vapid vapid) => Results.Ok(new { vapid.PublicKey })).WithSummary("The key by which a browser subscribes");
        mine.MapPost("/push/subscriptions", Subscribe).Audited("subscribe browser").WithSummary("Tell this browser").WithDescription("Body {endpoint, keys: {p256dh, auth}}, as PushSubscription.toJSON gives it.").Produces(204).ProducesProblem(400).ProducesProblem(409);
        mine.MapDelete("/push/subscriptions", Unsubscribe).Audited("unsubscribe browser").WithSummary("Tell this browser no more").WithDescription("Query: endpoint.").Produces(204);
    }

    private static async Task<IResult> Change(HttpContext http, FactBook<MessageSettings> book, SettingsBody body)
    {
        var email = string.IsNullOrWhiteSpace(body.Email) ? null : body.Email.Trim();
        if (email is not null && (email.Length > LongestAddress || !MailAddress.TryCreate(email, out var parsed) || parsed.Address != email)) return Problems.BadField("email", "email is not an address; expected one such as duty@city.example.");
        if (body.Language is not ("zh" or "en")) return Problems.BadField("language", $"language is '{body.Language}'; expected zh or en.");
        QuietHours? quiet = null;
        if (body.Quiet is { } q)
        {
            if (!Clock.TryRead(q.From, out var from) || !Clock.TryRead(q.To, out var to)) return Problems.BadField("quiet", $"quiet is from '{q.From}' to '{q.To}'; expected times such as 22:00.");
            quiet = new(from, to, q.Below ?? WarningLevel.Orange);
        }
        http.Was(SettingsView.Of(Mine(http, book)));
        var name = http.User.Identity!.Name!;
        var after = await book.Change(name, s => (s ?? MessageSettings.Of(name)) with { Email = email, Push = body.Push ?? true, Language = body.Language, Quiet = quiet });
        return Results.Ok(SettingsView.Of(after!));
    }

    private static async Task<IResult> Subscribe(HttpContext http, FactBook<MessageSettings> book, MessageOptions options, SubscriptionBody body)
    {
        if (body.Endpoint is not { Length: > 0 and <= LongestEndpoint } endpoint) return Problems.BadField("endpoint", $"endpoint is missing or too long; expected at most {LongestEndpoint} characters.");
        if (AllowedHosts.WhyNot(endpoint, options.PushHosts) is { } why) return Problems.BadField("endpoint", $"endpoint: {why}");
        if (!TryKey(body.Keys?.P256dh, PushEncryption.PublicKeyLength, out var key) || !P256.IsKey(key)) return Problems.BadField("keys.p256dh", "p256dh is no public key on P-256 in base64url.");
        if (!TryKey(body.Keys?.Auth, PushEncryption.AuthLength, out _)) return Problems.BadField("keys.auth", $"auth: expected {PushEncryption.AuthLength} bytes in base64url.");
        var name = http.User.Identity!.Name!;
        var subscription = new PushSubscription(IdOf(endpoint), endpoint, body.Keys!.P256dh!, body.Keys.Auth!);
        // The oldest browser goes when there is one more than fits.
        await book.Change(name, s => (s ?? MessageSettings.Of(name)) with { Subscriptions = [.. (s?.Subscriptions ?? []).Where(x => x.Id != subscription.Id).TakeLast(MessageSettings.MostSubscriptions - 1), subscription] });
        return Results.NoContent();
    }

    private static async Task<IResult> Unsubscribe(HttpContext http, FactBook<MessageSettings> book, string? endpoint)
    {
        var id = IdOf(endpoint ?? "");
        await book.Change(http.User.Identity!.Name!, s => s is null || s.Subscriptions.All(x => x.Id != id) ? s : s with { Subscriptions = [.. s.Subscriptions.Where(x => x.Id != id)] });
        return Results.NoContent();
    }

    private static MessageSettings Mine(HttpContext http, FactBook<MessageSettings> book) => book.Find(http.User.Identity!.Name!) ?? MessageSettings.Of(http.User.Identity!.Name!);

    private static string IdOf(string endpoint) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(endpoint)))[..16];

    private static bool TryKey(string? text, int length, out byte[] key)
    {
        key = [];
        if (text is null || text.Length > 2 * length || !Base64Url.IsValid(text)) return false;
        key = Base64Url.DecodeFromChars(text);
        return key.Length == length;
    }

    internal sealed record SettingsBody(string? Email, bool? Push, string? Language, QuietBody? Quiet);
    internal sealed record QuietBody(string? From, string? To, WarningLevel? Below);
    internal sealed record SubscriptionBody(string? Endpoint, KeysBody? Keys);
    internal sealed record KeysBody(string? P256dh, string? Auth);
}

internal sealed record QuietView(string From, string To, string Below);

internal sealed record SettingsView(string? Email, bool Push, string Language, QuietView? Quiet, int Browsers)
{
    public static SettingsView Of(MessageSettings s) => new(s.Email, s.Push, s.Language, s.Quiet is { } q ? new(Clock.Text(q.From), Clock.Text(q.To), WireNames.Of(q.Below)) : null, s.Subscriptions.Length);
}

/// <summary>Times of day as 08:00.</summary>
internal static class Clock
{
    public static bool TryRead(string? text, out TimeOnly time) => TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out time);

    public static string Text(TimeOnly time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);
}
