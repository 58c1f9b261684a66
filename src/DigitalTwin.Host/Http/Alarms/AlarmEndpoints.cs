using DigitalTwin.Domain.Alarms;
using DigitalTwin.Host.Alarms;
using DigitalTwin.Host.Auth;
using DigitalTwin.Host.Live;

namespace DigitalTwin.Host.Http.Alarms;

/// <summary><c>/api/v1/alarms</c>: the alarm book by ISA-18.2.</summary>
internal static class AlarmEndpoints
{
    private const int HighestLimit = 1000;

    public static void MapAlarms(this IEndpointRouteBuilder routes)
    {
        var alarms = routes.MapGroup("/alarms").WithTags("Alarms");
        alarms.MapGet("", List).RequireAuthorization(Scopes.Read).BoundPast().WithSummary("Alarms")
            .WithDescription("Query: state (several by comma: unacknowledged, acknowledged, returned, shelved, suppressed, outOfService; normal adds those that have ended, newest first; absent: all that are not normal), "
                + "priority (critical, high, medium, low), asset, group = id of a cause with what lies under it, asOf = as known then, limit (1 to 1000), cursor. Gravest first, then longest standing.")
            .Produces<AlarmPage>().ProducesProblem(400);
        alarms.MapOrders();
        alarms.MapDefinitions();
        alarms.MapKpis();
    }

    private static async Task<IResult> List(AlarmArchive archive, AlarmBoard board, AlarmViews views, string? state, string? priority, string? asset, string? group, string? asOf, string? limit, string? cursor, CancellationToken cancel)
    {
        if (!TryNames<AlarmState>(state, out var states)) return Problems.BadField("state", $"state is '{state}'; expected some of {Names<AlarmState>()}, separated by commas.");
        if (!TryNames<AlarmPriority>(priority, out var priorities)) return Problems.BadField("priority", $"priority is '{priority}'; expected some of {Names<AlarmPriority>()}, separated by commas.");
        if (!QueryText.TryInstant(asOf, out var knownBy)) return QueryText.BadInstant("asOf", asOf);
        if (QueryText.Limit(limit, 100, HighestLimit) is not { } most) return QueryText.BadLimit(limit, HighestLimit);
        if (!AlarmCursor.TryRead(cursor, out var after)) return Problems.BadField("cursor", "cursor is not one that this question's last page gave; ask again without it.");
        var (found, next) = await archive.Find(new AlarmQuestion(states, priorities, asset, group, knownBy, after, most), cancel);
        return Results.Ok(new AlarmPage([.. found.Select(views.Of)], next?.Text(), knownBy is null ? [.. board.Floods().Select(FloodView.Of)] : []));
    }

    private static bool TryNames<T>(string? text, out HashSet<T> found) where T : struct, Enum
    {
        found = [];
        foreach (var name in (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (char.IsDigit(name[0]) || !Enum.TryParse<T>(name, ignoreCase: true, out var value) || !Enum.IsDefined(value)) return false;
            found.Add(value);
        }
        return true;
    }

    private static string Names<T>() where T : struct, Enum => string.Join(", ", Enum.GetValues<T>().Select(v => WireNames.Of(v)));
}

/// <summary>A page of alarms, and whether they flood now.</summary>
internal sealed record AlarmPage(AlarmView[] Items, string? Next, FloodView[] Floods);
