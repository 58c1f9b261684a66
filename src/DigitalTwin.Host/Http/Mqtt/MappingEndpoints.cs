using System.Text;
using System.Text.Json;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Host.Audit;
using DigitalTwin.Host.Auth;
using DigitalTwin.Host.Live;
using DigitalTwin.Ingest.Intake;
using DigitalTwin.Ingest.Mqtt;

namespace DigitalTwin.Host.Http.Mqtt;

/// <summary><c>/api/v1/mqtt/mapping</c>: what topics mean, changed and tried.</summary>
internal static class MappingEndpoints
{
    private const int MaxTried = 64 * 1024;

    public static void MapMapping(this IEndpointRouteBuilder routes)
    {
        var mqtt = routes.MapGroup("/mqtt").WithTags("MQTT");
        mqtt.MapGet("/mapping", (RouteBook book) => MappingView.Of(book)).RequireAuthorization(Scopes.Read).WithSummary("What topics mean, the first that fits");
        mqtt.MapGet("/mapping/history", async (RouteBook book, CancellationToken cancel) => new PageAnswer<MappingChange>([.. (await book.History(cancel)).Select(MappingChange.Of)], null))
            .RequireAuthorization(Scopes.Read).WithSummary("Who changed the mapping, newest first");
        mqtt.MapPut("/mapping", Save).RequireAuthorization(Scopes.WriteDevices).Audited("set MQTT mapping").WithSummary("Change what topics mean")
            .WithDescription("Body: {revision, routes: [{topic, payload, device?, asset?, code?, unit?, items?, at?, flag?, values?: [{path, code, unit?}]}]}; routes null lets the configured mapping hold again. Holds for the next message. 409 where somebody has changed it since that revision.")
            .Produces<MappingView>().ProducesProblem(400).ProducesProblem(409).ProducesProblem(413);
        mqtt.MapPost("/try", Try).RequireAuthorization(Scopes.Read).WithSummary("What a message would be read as")
            .WithDescription("Body: {topic, payload, routes?}; with routes, by that mapping instead of the one in force. Nothing is stored.").Produces<TriedAnswer>().ProducesProblem(400).ProducesProblem(422);
    }

    private static async Task<IResult> Save(HttpContext http, RouteBook book, MappingBody body)
    {
        if (body.Revision is not { } revision) return Problems.BadField("revision", "revision is missing; expected that of the mapping that was changed.");
        var json = body.Routes is { ValueKind: not JsonValueKind.Null } routes ? $"{{\"routes\":{routes.GetRawText()}}}" : null;
        if (json is not null && Encoding.UTF8.GetByteCount(json) > RouteBook.MostBytes) return Problems.Of(413, $"The mapping is larger than {RouteBook.MostBytes} bytes.");
        http.Was(MappingView.Of(book));
        try
        {
            return await book.Save(json, revision, http.User.Identity?.Name ?? "") is null ? Problems.Of(409, $"The mapping was changed by {book.Saved?.By} at {book.Saved?.At}; read it again.") : Results.Ok(MappingView.Of(book));
        }
        catch (FormatException e)
        {
            return Problems.BadField("routes", e.Message);
        }
    }

    private static IResult Try(RouteBook book, MessageReader reader, ReadingIntake intake, IRegistry registry, QuantityCatalogue quantities, CityClock clock, TriedMessage message)
    {
        if (message.Topic is not { Length: > 0 and <= 1000 }) return Problems.BadField("topic", "topic is missing or too long; expected 1 to 1000 characters.");
        if (message.Payload is not { } payload || payload.Length > MaxTried) return Problems.BadField("payload", $"payload is missing or too long; expected text of at most {MaxTried} characters.");
        var table = book.Current;
        try
        {
            if (message.Routes is { ValueKind: not JsonValueKind.Null } draft) table = RouteTable.Parse($"{{\"routes\":{draft.GetRawText()}}}");
        }
        catch (FormatException e)
        {
            return Problems.BadField("routes", e.Message);
        }
        var outcome = reader.Read(message.Topic, Encoding.UTF8.GetBytes(payload), clock.Now, intake.Latest(), table);
        if (outcome.Why is { } why) return Problems.Of(422, $"It would be refused: {why}.");
        return Results.Ok(new TriedAnswer([.. outcome.Readings.Select(r => new TriedReading(registry.Find(r.Asset)?.Id.Value ?? "", quantities.Of(r.Quantity).Name, r.Value, quantities.Of(r.Quantity).Unit, r.At.ToString(), WireNames.Of(r.Quality)))],
            table.IndexOf(message.Topic)));
    }

    internal sealed record MappingBody(int? Revision, JsonElement? Routes);

    internal sealed record TriedMessage(string? Topic, string? Payload, JsonElement? Routes);
}

/// <summary>The mapping in force. <paramref name="Source"/>: configured, or edited by someone in the page.</summary>
internal sealed record MappingView(IReadOnlyList<RouteView> Items, string Source, int Revision, string? ChangedBy, string? ChangedAt)
{
    public static MappingView Of(RouteBook book)
    {
        var saved = book.Saved;
        return new MappingView([.. book.Current.Routes.Select(RouteView.Of)], saved?.Table is null ? "configured" : "edited", saved?.Revision ?? 0, saved?.By, saved?.At.ToString());
    }
}

/// <param name="Routes">Null where the configured mapping was made to hold again.</param>
internal sealed record MappingChange(int Revision, string By, string At, IReadOnlyList<RouteView>? Routes)
{
    public static MappingChange Of(SavedMapping m) => new(m.Revision, m.By, m.At.ToString(), m.Table is { } table ? [.. table.Routes.Select(RouteView.Of)] : null);
}

internal sealed record RouteView(string Topic, string Payload, string? Asset, string? Device, string? Code, string? Unit, string? Items, string? At, string? Flag, IReadOnlyList<RouteValue> Values)
{
    public static RouteView Of(TopicRoute r) => new(r.Topic.Text, r.Payload.ToString().ToLowerInvariant(), r.Asset, r.Device, r.Code, r.Unit, r.Items, r.At, r.Flag, r.Values);
}

/// <param name="Route">Which route fitted, from 0.</param>
internal sealed record TriedAnswer(IReadOnlyList<TriedReading> Items, int? Route);

internal sealed record TriedReading(string Asset, string Quantity, double Value, string Unit, string At, string Quality);
