using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Resources;
using DigitalTwin.Host.Audit;
using DigitalTwin.Host.Auth;
using DigitalTwin.Host.Facts;
using DigitalTwin.Host.Resources;
using DigitalTwin.Ingest.Jt808;

namespace DigitalTwin.Host.Http.Resources;

/// <summary><c>/api/v1/terminals</c>: positioning terminals of vehicles (JT/T 808).</summary>
internal static class TerminalEndpoints
{
    private const int Most = 10_000, LongestText = 80, LongestPhone = 20;

    public static void MapTerminals(this IEndpointRouteBuilder routes)
    {
        var terminals = routes.MapGroup("/terminals").WithTags("Resources").RequireAuthorization(Scopes.WriteDevices);
        terminals.MapGet("", List).WithSummary("Terminals, and those that were refused");
        terminals.MapPut("/{phone}", Put).Audited("set terminal").WithSummary("Register a terminal").WithDescription("Body {name, plate?}. The number as the terminal sends it, without leading zeros. Where plate is set, a terminal must say it to be let in.").ProducesProblem(400);
        terminals.MapDelete("/{phone}", Remove).Audited("remove terminal").WithSummary("Refuse a terminal from now on").Produces(204).ProducesProblem(404).ProducesProblem(409);
    }

    private static IResult List(FactBook<Terminal> book, FactBook<Resource> resources, TerminalDesk desk, Jt808Server server)
    {
        var carriers = resources.All.Where(r => r.Terminal is not null).GroupBy(r => r.Terminal!).ToDictionary(g => g.Key, g => g.First().Id);
        return Results.Ok(new
        {
            server.Port, server.Connections, server.TurnedAway,
            items = book.All.OrderBy(t => t.Phone, StringComparer.Ordinal).Select(t => new { t.Phone, t.Name, t.Plate, resource = carriers.GetValueOrDefault(t.Phone), isOnline = desk.IsOnline(t.Phone), lastAt = Time(desk.LastAt(t.Phone)) }),
            unknown = desk.Refusals.Select(u => new { u.Phone, u.From, u.Plate, lastAt = Time(u.LastAt), u.Count }),
        });
    }

    private static async Task<IResult> Put(HttpContext http, FactBook<Terminal> book, TerminalDesk desk, string phone, TerminalBody body)
    {
        if (phone.Length is 0 or > LongestPhone || !phone.All(char.IsAsciiDigit) || phone[0] == '0') return Problems.BadField("phone", $"phone is '{phone}'; expected 1 to {LongestPhone} digits without leading zeros.");
        if (string.IsNullOrWhiteSpace(body.Name) || body.Name.Length > LongestText || body.Plate?.Length > LongestText) return Problems.BadField("name", $"name is missing, or name or plate too long; expected 1 to {LongestText} characters.");
        if (body.Plate is { } plate && !plate.All(c => c is > ' ' and < (char)127)) return Problems.BadField("plate", "plate: expected the letters and digits alone, without the province's character.");
        if (book.Find(phone) is null && book.Count >= Most) return Problems.Of(409, $"There are {Most} terminals already.");
        if (book.Find(phone) is { } before) http.Was(new { before.Phone, before.Name, before.Plate });
        var after = (await book.Change(phone, t => new(phone, body.Name.Trim(), string.IsNullOrEmpty(body.Plate) ? null : body.Plate, t?.Code)))!;
        desk.Forget(phone);
        return Results.Ok(new { after.Phone, after.Name, after.Plate });
    }

    private static async Task<IResult> Remove(HttpContext http, FactBook<Terminal> book, FactBook<Resource> resources, string phone)
    {
        if (book.Find(phone) is not { } terminal) return Problems.NotFound($"There is no terminal '{phone}'.");
        if (resources.All.FirstOrDefault(r => r.Terminal == phone) is { } carrier) return Problems.Of(409, $"Resource '{carrier.Id}' carries it; take it off there first.");
        http.Was(new { terminal.Phone, terminal.Name, terminal.Plate });
        await book.Change(phone, _ => null);
        return Results.NoContent();
    }

    private static string? Time(long? at) => at is { } ms ? new Instant(ms).ToString() : null;

    internal sealed record TerminalBody(string? Name, string? Plate);
}
