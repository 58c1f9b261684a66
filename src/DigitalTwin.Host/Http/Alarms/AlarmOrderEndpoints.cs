using DigitalTwin.Contracts;
using DigitalTwin.Domain.Alarms;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Grains.Alarms;
using DigitalTwin.Host.Audit;
using DigitalTwin.Host.Alarms;
using DigitalTwin.Host.Auth;
using Orleans;

namespace DigitalTwin.Host.Http.Alarms;

/// <summary>What a person asks of one alarm; each field where the action takes it.</summary>
/// <param name="Version">The version that the person saw: what was announced after it is not acknowledged unseen.</param>
/// <param name="WithNested">Acknowledge also what lies under it.</param>
internal sealed record AlarmBody(string? Comment, string? Reason, string? Text, string? To, string? Condition, double? Minutes, bool? WithNested, int? Version);

/// <summary><c>POST /api/v1/alarms/{id}/{action}</c>.</summary>
internal static class AlarmOrderEndpoints
{
    private static readonly (string Action, string Summary, string Body)[] Actions =
    [
        ("acknowledge", "Take note of an alarm", "Body {comment?, withNested?, version?}. 409 names who had it acknowledged already and when."),
        ("unacknowledge", "Take an acknowledgement back", "Body {comment?}."),
        ("shelve", "Put an alarm aside for a time", "Body {minutes, reason}; it comes back by itself. Also for one that does not stand."),
        ("unshelve", "Take an alarm off the shelf", "Body {comment?}."),
        ("comment", "Say something about an alarm", "Body {text}."),
        ("assign", "Give an alarm to somebody", "Body {to}; empty takes it from whoever has it."),
        ("outOfService", "Switch an alarm off, as for maintenance", "Body {reason}. Also for one that does not stand."),
        ("returnToService", "Switch an alarm on again", "Body {comment?}."),
    ];

    public static void MapOrders(this RouteGroupBuilder alarms)
    {
        foreach (var (action, summary, body) in Actions)
            alarms.MapPost($"/{{id}}/{action}", (HttpContext http, IGrainFactory grains, AlarmBoard board, AlarmBroadcaster broadcaster, AlarmViews views, string id, AlarmBody? given) => Order(http, grains, board, broadcaster, views, id, action, given))
                .RequireAuthorization(Scopes.WriteAlarms).Audited($"{action} alarm").WithSummary(summary).WithDescription(body).Produces<AlarmView>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
        alarms.MapPost("/{id}/suppress", Suppress).RequireAuthorization(Scopes.WriteAlarms).Audited("suppress alarm").WithSummary("Say that a condition of its asset suppresses an alarm by design")
            .WithDescription("Body {condition, reason}: condition is one of those that GET /api/v1/alarms/definitions lists and that the alarm's definition names. It holds for all alarms of the asset until it is ended by unsuppress.")
            .Produces<AlarmView>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
        alarms.MapPost("/{id}/unsuppress", Unsuppress).RequireAuthorization(Scopes.WriteAlarms).Audited("unsuppress alarm").WithSummary("End the condition that suppresses an alarm")
            .WithDescription("Body {comment?}.").Produces<AlarmView>().ProducesProblem(404).ProducesProblem(409);
    }

    private static async Task<IResult> Order(HttpContext http, IGrainFactory grains, AlarmBoard board, AlarmBroadcaster broadcaster, AlarmViews views, string id, string action, AlarmBody? body)
    {
        var alarm = Decoded(id);
        if (Book(grains, alarm) is not { } book) return NotThere(alarm);
        if (action == "shelve" && body?.Minutes is not { } ) return Problems.BadField("minutes", $"minutes is absent; expected more than 0 and at most {AlarmSettings.Default.LongestShelf.TotalMinutes}.");
        http.Was(board.Find(alarm) is { } before ? views.Of(before) : null);
        var text = action switch { "shelve" or "outOfService" => body?.Reason, "comment" => body?.Text, "assign" => body?.To, _ => body?.Comment };
        var outcome = await book.Do(new AlarmOrderRecord(alarm, action, Who(http), text, body?.Minutes ?? 0, body?.WithNested ?? false, body?.Version));
        broadcaster.Tell(outcome.Changed);
        return outcome.Verdict switch
        {
            "done" => Results.Ok(views.Of(outcome.Alarm!)),
            "refused" => Refused(outcome.Alarm!, outcome.Why!, views),
            "faulty" => Problems.BadField(outcome.Field!, outcome.Why!),
            _ => NotThere(alarm),
        };
    }

    private static async Task<IResult> Suppress(HttpContext http, IGrainFactory grains, AlarmBoard board, AlarmBroadcaster broadcaster, AlarmViews views, AlarmRules rules, string id, AlarmBody? body)
    {
        if (board.Find(Decoded(id)) is not { } alarm) return NotThere(Decoded(id));
        var definition = rules.Catalogue.Find(alarm.Definition);
        if (alarm.Asset is null || definition is null || definition.SuppressedWhile.Count == 0) return Refused(alarm, $"No condition suppresses alarm '{alarm.Id}' by design; shelve it, or take it out of service.", views);
        if (body?.Condition is not { } condition || !definition.SuppressedWhile.Contains(condition)) return Problems.BadField("condition", $"condition is '{body?.Condition}'; expected one of {string.Join(", ", definition.SuppressedWhile)}, which the definition names.");
        if (string.IsNullOrWhiteSpace(body.Reason) || body.Reason.Length > AlarmOrder.LongestText) return Problems.BadField("reason", $"reason says why; expected 1 to {AlarmOrder.LongestText} characters.");
        return await SetCondition(grains, board, broadcaster, views, alarm, new AssetConditionRecord(alarm.Asset, condition, Who(http), body.Reason, 0));
    }

    private static async Task<IResult> Unsuppress(HttpContext http, IGrainFactory grains, AlarmBoard board, AlarmBroadcaster broadcaster, AlarmViews views, string id, AlarmBody? body)
    {
        if (board.Find(Decoded(id)) is not { } alarm) return NotThere(Decoded(id));
        if (alarm.Suppressor is null || alarm.Asset is null) return Refused(alarm, $"Alarm '{alarm.Id}' is not suppressed by design.", views);
        return await SetCondition(grains, board, broadcaster, views, alarm, new AssetConditionRecord(alarm.Asset, null, Who(http), body?.Comment ?? "", 0));
    }

    private static async Task<IResult> SetCondition(IGrainFactory grains, AlarmBoard board, AlarmBroadcaster broadcaster, AlarmViews views, AlarmRecord alarm, AssetConditionRecord condition)
    {
        var changed = await Book(grains, alarm.Id)!.SetCondition(condition);
        broadcaster.Tell(changed);
        return Results.Ok(views.Of(changed.FirstOrDefault(a => a.Id == alarm.Id) ?? board.Find(alarm.Id) ?? alarm));
    }

    private static IResult Refused(AlarmRecord alarm, string why, AlarmViews views) => Problems.Of(StatusCodes.Status409Conflict, why, new() { ["state"] = views.Of(alarm).State,
        ["by"] = alarm.State == (byte)AlarmState.Acknowledged ? alarm.AcknowledgedBy : alarm.Hold?.Who,
        ["at"] = (alarm.State == (byte)AlarmState.Acknowledged ? alarm.AcknowledgedAt : alarm.Hold?.Since) is { } at ? new Instant(at).ToString() : null });

    private static IResult NotThere(string id) => Problems.NotFound($"Alarm '{id}' does not stand; GET /api/v1/alarms lists those that do.");

    /// <summary>The book of the network that an id begins with; null where it names none.</summary>
    private static IAlarmBookGrain? Book(IGrainFactory grains, string id) => id.IndexOf(':') is > 0 and < 100 and var colon && id.Length <= 400 ? grains.GetGrain<IAlarmBookGrain>(id[..colon]) : null;

    /// <summary>A slash in an id arrives escaped, since it would part the address.</summary>
    private static string Decoded(string id) => id.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);

    private static string Who(HttpContext http) => http.User.Identity?.Name ?? "";
}
