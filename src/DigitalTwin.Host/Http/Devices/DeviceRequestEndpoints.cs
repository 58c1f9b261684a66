using DigitalTwin.Domain.Devices;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Host.Audit;
using DigitalTwin.Host.Auth;
using DigitalTwin.Ingest.Devices;
using DigitalTwin.Ingest.Hj212.Dialogue;
using DigitalTwin.Ingest.Hj212.Server;

namespace DigitalTwin.Host.Http.Devices;

/// <summary><c>/api/v1/devices/{id}/requests</c> and <c>/log</c>: what is asked of a device, and what it said beside its readings.</summary>
internal static class DeviceRequestEndpoints
{
    private const int HighestLimit = 1000;
    private const int ShortestInterval = 30, LongestInterval = 3600;

    public static void MapDeviceRequests(this IEndpointRouteBuilder routes)
    {
        var device = routes.MapGroup("/devices/{id}").WithTags("Devices");
        device.MapPost("/requests", Post).RequireAuthorization(Scopes.CommandDevices).Audited("ask device").WithSummary("Ask something of a device")
            .WithDescription("Body: {kind, …}. history: from, to, every = realtime, minute, hour (default) or day. setInterval: seconds, 30 to 3600. setTime: to (default now). getTime. retainSample. "
                + "Answers 202 with the request, to be read again at its address; 409 where the device is not connected, 422 where it does not speak HJ 212, 429 where too much is asked of it already.")
            .Accepts<RequestBodyDto>("application/json").Produces<DeviceRequestView>(202).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422).ProducesProblem(429);
        device.MapGet("/requests", (IDeviceRegistry registry, Hj212Server server, string id) => registry.Find(id) is null ? DeviceEndpoints.NoDevice(id)
                : Results.Ok(new PageAnswer<DeviceRequestView>([.. server.Requests.Of(id).Select(DeviceRequestView.Of)], null)))
            .RequireAuthorization(Scopes.Read).WithSummary("What was asked of a device, the last 50, newest first").Produces<PageAnswer<DeviceRequestView>>().ProducesProblem(404);
        device.MapGet("/requests/{request}", (Hj212Server server, string id, string request) => server.Requests.Find(id, request) is { } found ? Results.Ok(DeviceRequestView.Of(found)) : Problems.NotFound($"Device '{id}' has no request '{request}'."))
            .RequireAuthorization(Scopes.Read).WithSummary("One request, as far as it has got").Produces<DeviceRequestView>().ProducesProblem(404);
        device.MapGet("/log", Log).RequireAuthorization(Scopes.Read).WithSummary("What a device said that is no reading")
            .WithDescription("Query: from, to (by default the last 7 days, wall time), limit (1 to 1000). kind: note, sample, unread (values that could not be read, with reasons), part and incomplete (split packets). Oldest first; go on from the last one's at.")
            .Produces<PageAnswer<DeviceNoteView>>().ProducesProblem(400).ProducesProblem(404);
    }

    private static async Task<IResult> Post(HttpContext http, IDeviceRegistry registry, Hj212Server server, CityCalendar calendar, TimeProvider time, string id, RequestBodyDto body)
    {
        if (registry.Find(id) is not { } entry) return DeviceEndpoints.NoDevice(id);
        if (entry.Device.Protocol != DeviceProtocol.Hj212) return Problems.Of(422, $"Device '{id}' speaks {entry.Device.Protocol.WireName()}; only devices of HJ 212 can be asked.");
        var (order, problem) = Read(body, calendar, Instant.From(time.GetUtcNow()));
        if (order is null) return problem!;
        return await server.Requests.Start(id, order, http.User.Identity?.Name ?? "") switch
        {
            OrderOutcome.Started started => Results.Accepted($"/api/v1/devices/{id}/requests/{started.Request.Id}", DeviceRequestView.Of(started.Request)),
            OrderOutcome.TooManyOpen open => Problems.Of(429, $"{open.Bound} requests to '{id}' are open already; wait for one to end."),
            _ => Problems.Of(409, $"Device '{id}' is not connected now."),
        };
    }

    private static (DeviceOrder?, IResult?) Read(RequestBodyDto body, CityCalendar calendar, Instant now)
    {
        switch (body.Kind)
        {
            case "history":
                if (!QueryText.TryInstant(body.From, out var from) || from is null) return (null, QueryText.BadInstant("from", body.From));
                if (!QueryText.TryInstant(body.To, out var to) || to is null) return (null, QueryText.BadInstant("to", body.To));
                if (to < from) return (null, Problems.BadField("to", "to lies before from."));
                return DeviceOrder.History(body.Every, from.Value, to.Value, calendar) is { } history ? (history, null)
                    : (null, Problems.BadField("every", $"every is '{body.Every}'; expected realtime, minute, hour or day."));
            case "setInterval":
                return body.Seconds is >= ShortestInterval and <= LongestInterval ? (DeviceOrder.SetInterval(body.Seconds.Value), null)
                    : (null, Problems.BadField("seconds", $"seconds is {body.Seconds?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "absent"}; expected {ShortestInterval} to {LongestInterval}."));
            case "setTime":
                return QueryText.TryInstant(body.To, out var time) ? (DeviceOrder.SetTime(time ?? now, calendar), null) : (null, QueryText.BadInstant("to", body.To));
            case "getTime": return (DeviceOrder.GetTime(), null);
            case "retainSample": return (DeviceOrder.RetainSample(), null);
            default: return (null, Problems.BadField("kind", $"kind is '{body.Kind}'; expected {string.Join(", ", DeviceOrder.Kinds)}."));
        }
    }

    private static async Task<IResult> Log(IDeviceRegistry registry, DeviceLog log, TimeProvider time, string id, string? from, string? to, string? limit, CancellationToken cancel)
    {
        if (registry.Find(id) is null && (await registry.History(id, cancel)).Count == 0) return DeviceEndpoints.NoDevice(id);
        if (!QueryText.TryInstant(from, out var begin)) return QueryText.BadInstant("from", from);
        if (!QueryText.TryInstant(to, out var end)) return QueryText.BadInstant("to", to);
        if (QueryText.Limit(limit, 200, HighestLimit) is not { } most) return QueryText.BadLimit(limit, HighestLimit);
        var now = Instant.From(time.GetUtcNow());
        var notes = await log.Read(id, begin ?? now - TimeSpan.FromDays(7), end ?? now + TimeSpan.FromDays(1), most, cancel);
        return Results.Ok(new PageAnswer<DeviceNoteView>([.. notes.Select(n => new DeviceNoteView(n.At.ToString(), n.Note.Kind, n.Note.Command, n.Note.RequestNumber, n.Note.Text, n.Note.Reasons))], null));
    }

    /// <summary>What to ask. Times are ISO 8601.</summary>
    internal sealed record RequestBodyDto(string? Kind, string? From, string? To, string? Every, int? Seconds);
}

/// <summary>A request to a device. <paramref name="State"/>: sent, accepted, done, refused, failed, timedOut, disconnected, interrupted (the server ended meanwhile).</summary>
/// <param name="Result">QnRtn or ExeRtn as it came; <paramref name="Why"/> says it in words.</param>
/// <param name="Packets">Packets of that command that came since it was sent.</param>
internal sealed record DeviceRequestView(string Id, string Kind, int Command, string Content, string By, string CreatedAt, string State, bool Open, int Attempts, string? AnsweredAt, string? EndedAt,
    int? Result, string? Why, int Packets, string? Answer)
{
    public static DeviceRequestView Of(DeviceRequest r) => new(r.Id, r.Kind, r.Command, r.Content, r.By, r.CreatedAt.ToString(), char.ToLowerInvariant(r.State.ToString()[0]) + r.State.ToString()[1..], r.IsOpen,
        r.Attempts, r.AnsweredAt?.ToString(), r.EndedAt?.ToString(), r.Result, r.Why, r.Packets, r.Answer);
}

internal sealed record DeviceNoteView(string At, string Kind, int Command, string RequestNumber, string Text, IReadOnlyList<string> Reasons);
