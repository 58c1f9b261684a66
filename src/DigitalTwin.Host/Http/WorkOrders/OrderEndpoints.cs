using DigitalTwin.Contracts;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.WorkOrders;
using DigitalTwin.Host.Audit;
using DigitalTwin.Host.Auth;
using DigitalTwin.Host.Indicators;
using DigitalTwin.Host.Live;
using Orleans;

namespace DigitalTwin.Host.Http.WorkOrders;

/// <summary><c>/api/v1/orders</c>: inspection, cleaning, repair and calibration, with a checklist for whoever is on the spot.</summary>
internal static class OrderEndpoints
{
    private const int HighestLimit = 1000;
    private static readonly string[] Leading = ["assign", "cancel"], Acting = ["start", "tick", "untick", "finish", "comment"];

    public static void MapOrders(this IEndpointRouteBuilder routes)
    {
        var orders = routes.MapGroup("/orders").WithTags("Work orders");
        orders.MapGet("", List).RequireAuthorization(Scopes.Read).WithSummary("Work orders, the most urgent first").WithDescription("Query: network; state = open, started, done, cancelled, or none for those not over; asset; assignee; limit.").ProducesProblem(400).ProducesProblem(404);
        orders.MapPost("", Make).RequireAuthorization(Scopes.WriteOrders).Audited("make work order").WithSummary("Make a work order").WithDescription("Body {asset, kind, title, dueAt, assignee?, checklist?, origin?, requestId?}.").ProducesProblem(400).ProducesProblem(409);
        foreach (var action in Leading.Concat(Acting))
            orders.MapPost($"/{{id}}/{action}", (HttpContext http, IGrainFactory grains, LedgerDesk desk, IRegistry registry, string id, string? network, OrderBody? body) => Do(http, grains, desk, registry, id, network, action, body))
                .RequireAuthorization(Leading.Contains(action) ? Scopes.WriteOrders : Scopes.ActOnOrders).Audited($"{action} work order").WithSummary($"{char.ToUpperInvariant(action[0])}{action[1..]} a work order").WithDescription("Query: network. Body {text?, item?, requestId?}; item counts the checklist from 0.").ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
    }

    private static async Task<IResult> List(IGrainFactory grains, LedgerDesk desk, IRegistry registry, string? network, string? state, string? asset, string? assignee, string? limit)
    {
        OrderState? wanted = null;
        if (!string.IsNullOrEmpty(state))
        {
            if (!Enum.TryParse<OrderState>(state, true, out var parsed) || !Enum.IsDefined(parsed)) return Problems.BadField("state", $"state is '{state}'; expected open, started, done or cancelled.");
            wanted = parsed;
        }
        if (QueryText.Limit(limit, 200, HighestLimit) is not { } most) return QueryText.BadLimit(limit, HighestLimit);
        if (desk.NetworkOf(network, null) is not { } found) return Indicators.LedgerEndpoints.NoNetwork(network);
        var all = await grains.GetGrain<IWorkOrderGrain>(found.Name).Read();
        return Results.Ok(new PageAnswer<OrderView>([.. all.Where(o => (wanted is { } w ? o.State == (byte)w : !string.IsNullOrEmpty(asset) || o.State is (byte)OrderState.Open or (byte)OrderState.Started)
            && (string.IsNullOrEmpty(asset) || o.Asset == asset) && (string.IsNullOrEmpty(assignee) || o.Assignee == assignee)).OrderBy(o => o.DueAt).Take(most).Select(o => OrderView.Of(o, registry))], null));
    }

    private static async Task<IResult> Make(HttpContext http, IGrainFactory grains, IRegistry registry, DraftBody body)
    {
        if (body.Asset is null || AssetEndpoints.FindAsset(registry, body.Asset) is not { } asset) return Problems.BadField("asset", $"asset is '{body.Asset}'; expected the id of a known asset.");
        if (!Enum.TryParse<OrderKind>(body.Kind, true, out var kind) || !Enum.IsDefined(kind)) return Problems.BadField("kind", $"kind is '{body.Kind}'; expected inspection, cleaning, repair or calibration.");
        if (string.IsNullOrWhiteSpace(body.Title) || body.Title.Length > WorkOrder.LongestText) return Problems.BadField("title", $"title says what is to be done in 1 to {WorkOrder.LongestText} characters.");
        if (!QueryText.TryInstant(body.DueAt, out var due) || due is null) return QueryText.BadInstant("dueAt", body.DueAt);
        var origin = OrderOrigin.Hand;
        if (!string.IsNullOrEmpty(body.Origin) && !Enum.TryParse(body.Origin, true, out origin)) return Problems.BadField("origin", $"origin is '{body.Origin}'; expected hand, rule or plan.");
        string[] items = body.Checklist ?? [];
        if (items.Length > WorkOrder.MostItems || items.Any(i => string.IsNullOrWhiteSpace(i) || i.Length > WorkOrder.LongestText)) return Problems.BadField("checklist", $"checklist has at most {WorkOrder.MostItems} items of 1 to {WorkOrder.LongestText} characters.");
        if (body.RequestId is { Length: > 64 }) return Problems.BadField("requestId", "requestId is longer than 64 characters.");
        if (body.Assignee is { Length: > 100 }) return Problems.BadField("assignee", "assignee is longer than 100 characters.");
        return Answer(await grains.GetGrain<IWorkOrderGrain>(asset.Id.Network).Make(new WorkOrderDraft((byte)kind, asset.Id.Value, body.Title.Trim(), (byte)origin, due.Value.UnixMilliseconds, body.Assignee, items, http.User.Identity?.Name ?? "", body.RequestId)), registry);
    }

    private static async Task<IResult> Do(HttpContext http, IGrainFactory grains, LedgerDesk desk, IRegistry registry, string id, string? network, string action, OrderBody? body)
    {
        if (desk.NetworkOf(network, null) is not { } found) return Indicators.LedgerEndpoints.NoNetwork(network);
        if (body?.RequestId is { Length: > 64 }) return Problems.BadField("requestId", "requestId is longer than 64 characters.");
        var book = grains.GetGrain<IWorkOrderGrain>(found.Name);
        http.Was((await book.Read()).FirstOrDefault(o => o.Id == id) is { } before ? OrderView.Of(before, registry) : null);
        return Answer(await book.Do(new WorkOrderAct(id, action, http.User.Identity?.Name ?? "", body?.Text, body?.Item ?? -1, body?.RequestId)), registry);
    }

    private static IResult Answer(WorkOrderOutcome outcome, IRegistry registry) => outcome.Verdict switch
    {
        "taken" => Results.Ok(OrderView.Of(outcome.Order!, registry)),
        "faulty" => Problems.BadField(outcome.Field!, outcome.Why!),
        "notThere" => Problems.NotFound(outcome.Why!),
        _ => Problems.Of(StatusCodes.Status409Conflict, outcome.Why!),
    };

    internal sealed record DraftBody(string? Asset, string? Kind, string? Title, string? DueAt, string? Assignee, string[]? Checklist, string? Origin, string? RequestId);
    internal sealed record OrderBody(string? Text, int? Item, string? RequestId);
}

internal sealed record OrderView(string Id, string Kind, string Asset, string? AssetName, string Title, string State, string Origin, string DueAt, string? Assignee, OrderItemView[] Checklist, OrderEntryView[] Log)
{
    public static OrderView Of(WorkOrderRecord o, IRegistry registry) => new(o.Id, WireNames.Of((OrderKind)o.Kind), o.Asset, LedgerDetailView.Name(registry, o.Asset), o.Title, WireNames.Of((OrderState)o.State), WireNames.Of((OrderOrigin)o.Origin), new Instant(o.DueAt).ToString(), o.Assignee,
        [.. o.Checklist.Select(c => new OrderItemView(c.Text, c.IsDone, c.Who, c.At is { } at ? new Instant(at).ToString() : null, c.Note))], [.. o.Log.Select(e => new OrderEntryView(new Instant(e.At).ToString(), e.Who, e.What, e.Text))]);
}

internal sealed record OrderItemView(string Text, bool Done, string? Who, string? At, string? Note);
internal sealed record OrderEntryView(string At, string Who, string What, string? Text);
