using System.Globalization;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks.Revisions;
using DigitalTwin.Domain.Networks.Topology;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Gis.Geometry;
using DigitalTwin.Host.Audit;
using DigitalTwin.Host.Auth;
using DigitalTwin.Host.Imports;

namespace DigitalTwin.Host.Http.Imports;

/// <summary>The review of a draft: findings and what is decided about them, the map, the difference, and taking it.</summary>
internal static class ImportReviewEndpoints
{
    private const int HighestLimit = 5000, MostDecisions = 200_000, LongestRequestId = 64;

    public static void MapReview(this RouteGroupBuilder imports)
    {
        imports.MapGet("/{id}/findings", Findings).RequireAuthorization(Scopes.Read).RequireRateLimiting(RateLimits.Heavy).WithSummary("What was found, the gravest and open first")
            .WithDescription("Query: kind, state (open, fixed, accepted, dismissed), severity (high, middle, low), limit ≤ 5000, cursor.").Produces<PageAnswer<FindingView>>().ProducesProblem(400).ProducesProblem(404);
        imports.MapGet("/{id}/kept", Kept).RequireAuthorization(Scopes.Read).RequireRateLimiting(RateLimits.Heavy).WithSummary("Features of the files that are not in the network, and why").Produces<PageAnswer<KeptView>>().ProducesProblem(404);
        imports.MapGet("/{id}/geometry", Geometry).RequireAuthorization(Scopes.Read).RequireRateLimiting(RateLimits.Heavy).WithSummary("The draft's network as the map draws it (DTG1); keys count from 1: nodes, links, points").ProducesProblem(404);
        imports.MapGet("/{id}/difference", Difference).RequireAuthorization(Scopes.Read).RequireRateLimiting(RateLimits.Heavy).WithSummary("What taking the draft would add, remove and change").Produces<DifferenceView>().ProducesProblem(404).ProducesProblem(422);
        imports.MapPost("/{id}/decisions", Decide).RequireAuthorization(Scopes.WriteNetworks).RequireRateLimiting(RateLimits.Heavy).Audited("decide findings of import").WithSummary("Fix, accept, dismiss or reopen findings")
            .WithDescription("Body {requestId?, decisions: [{finding or kind, action: fix|accept|dismiss|reopen}]}; a kind means all of it that are open. What one call decides is undone by one undo.")
            .Accepts<DecisionsBody>("application/json").Produces<ImportView>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
        imports.MapPost("/{id}/undo", Undo).RequireAuthorization(Scopes.WriteNetworks).RequireRateLimiting(RateLimits.Heavy).Audited("undo decisions of import").WithSummary("Take the last decisions back").Produces<ImportView>().ProducesProblem(404).ProducesProblem(409);
        imports.MapPost("/{id}/take", Take).RequireAuthorization(Scopes.WriteNetworks).RequireRateLimiting(RateLimits.Heavy).Audited("take import").WithSummary("Make the draft the network's next revision")
            .WithDescription("Body {version}: the draft as it was looked at.").Accepts<TakeBody>("application/json").Produces<TakenView>(201).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
    }

    private static async Task<IResult> Findings(HttpContext http, ImportStore store, ImportDesk desk, string id, string? kind, string? state, string? severity, string? limit, string? cursor)
    {
        if (QueryText.Limit(limit, 500, HighestLimit) is not { } most) return QueryText.BadLimit(limit, HighestLimit);
        if (!TryName<FindingKind>(kind, out var ofKind)) return BadName<FindingKind>("kind", kind);
        if (!TryName<FindingState>(state, out var inState)) return BadName<FindingState>("state", state);
        if (!TryName<Severity>(severity, out var grave)) return BadName<Severity>("severity", severity);
        if (await store.Find(id, http.RequestAborted) is not { } record) return ImportEndpoints.NoDraft(id);
        var review = await desk.Review(record, http.RequestAborted);
        var all = review.Findings.Where(f => (ofKind is null || f.Kind == ofKind) && (inState is null || f.State == inState) && (grave is null || f.Severity == grave))
            .OrderBy(f => f.State).ThenByDescending(f => f.Severity).ThenBy(f => f.Kind).ThenBy(f => f.Id, StringComparer.Ordinal);
        return Page(all.Select(FindingView.Of), cursor, most);
    }

    private static async Task<IResult> Kept(HttpContext http, ImportStore store, ImportDesk desk, string id, string? limit, string? cursor)
    {
        if (QueryText.Limit(limit, 500, HighestLimit) is not { } most) return QueryText.BadLimit(limit, HighestLimit);
        if (await store.Find(id, http.RequestAborted) is not { } record) return ImportEndpoints.NoDraft(id);
        return Page((await desk.Review(record, http.RequestAborted)).Kept.Select(KeptView.Of), cursor, most);
    }

    private static async Task<IResult> Geometry(HttpContext http, ImportStore store, ImportDesk desk, string id)
    {
        if (await store.Find(id, http.RequestAborted) is not { } record) return ImportEndpoints.NoDraft(id);
        if ((await desk.Review(record, http.RequestAborted)).Network is not { } network) return Problems.NotFound("Nothing could be built of the draft yet.");
        http.Response.Headers.CacheControl = "no-store";
        var keys = new Dictionary<string, AssetKey>(StringComparer.Ordinal);
        foreach (var local in network.Nodes.Select(n => n.LocalId).Concat(network.Links.Select(l => l.LocalId)).Concat(network.Points.Select(p => p.LocalId))) keys[local] = new AssetKey(keys.Count + 1);
        var map = new MapPiece(MapGeometry.ContentType, MapGeometry.Encode(network, local => keys[local]));
        if (!http.Request.Headers.AcceptEncoding.ToString().Contains("gzip")) return Results.Bytes(map.Plain, map.ContentType);
        http.Response.Headers.ContentEncoding = "gzip";
        return Results.Bytes(map.Gzip, map.ContentType);
    }

    private static async Task<IResult> Difference(HttpContext http, ImportStore store, ImportDesk desk, IRegistry registry, string id, string? limit)
    {
        if (QueryText.Limit(limit, 1000, HighestLimit) is not { } most) return QueryText.BadLimit(limit, HighestLimit);
        if (await store.Find(id, http.RequestAborted) is not { } record) return ImportEndpoints.NoDraft(id);
        var review = await desk.Review(record, http.RequestAborted);
        if (review.Network is not { } network) return Problems.Of(422, review.Why ?? "Nothing could be built of the draft.");
        var before = registry.Find(record.Network);
        return Results.Ok(DifferenceView.Of(before?.Revision, await Task.Run(() => NetworkDifference.Of(before, network)), most));
    }

    private static async Task<IResult> Decide(HttpContext http, ImportStore store, ImportDesk desk, IRegistry registry, string id)
    {
        var (body, fault) = await ImportBodies.Read<DecisionsBody>(http);
        if (body is null) return fault!;
        if (body.Decisions is not { Count: > 0 }) return Problems.BadField("decisions", "decisions is empty; expected [{finding or kind, action}].");
        if (body.RequestId is { Length: > LongestRequestId }) return Problems.BadField("requestId", $"requestId has {body.RequestId.Length} characters; expected at most {LongestRequestId}.");
        if (await store.Find(id, http.RequestAborted) is not { } before) return ImportEndpoints.NoDraft(id);
        if (ImportEndpoints.Closed(before) is { } closed) return closed;
        var review = await desk.Review(before, http.RequestAborted);
        if (body.RequestId is { } again && before.Decisions.Any(d => d.RequestId == again)) return Results.Ok(ImportView.Of(review, registry));
        var byId = review.Findings.ToDictionary(f => f.Id);
        var items = new List<FindingDecision>();
        foreach (var (item, index) in body.Decisions.Select((d, i) => (d, i)))
        {
            DecisionAction? action = item.Action switch { "fix" => DecisionAction.Fix, "accept" => DecisionAction.Accept, "dismiss" => DecisionAction.Dismiss, _ => null };
            if (action is null && item.Action != "reopen") return Problems.BadField($"decisions[{index}].action", $"action is '{item.Action}'; expected fix, accept, dismiss or reopen.");
            if (item.Finding is { } finding)
            {
                if (!byId.TryGetValue(finding, out var found)) return Problems.BadField($"decisions[{index}].finding", $"There is no finding '{finding}' in version {before.Version}.");
                if (action == DecisionAction.Fix && found.Fix is null) return Problems.BadField($"decisions[{index}].action", $"Finding '{finding}' has no fix; accept or dismiss it.");
                items.Add(new FindingDecision(finding, action));
            }
            else if (item.Kind is { } name && TryName<FindingKind>(name, out var kind) && kind is { } ofKind)
                items.AddRange(review.Findings.Where(f => f.Kind == ofKind && (action is null ? f.By is not (null or "auto") : f.State == FindingState.Open && (action != DecisionAction.Fix || f.Fix is not null))).Select(f => new FindingDecision(f.Id, action)));
            else return BadName<FindingKind>($"decisions[{index}].kind", item.Kind);
        }
        if (before.Decisions.Sum(d => d.Items.Count) + items.Count > MostDecisions) return Problems.BadField("decisions", $"A draft takes at most {MostDecisions} decisions.");
        http.Was(new { before.Version, states = items.Take(200).Select(i => new { i.Finding, byId[i.Finding].State, byId[i.Finding].By }) });
        var batch = new DecisionBatch(http.User.Identity?.Name ?? "", store.Now.ToString(), body.RequestId, items);
        var after = await store.Change(id, r => r.State == ImportState.Open && (body.RequestId is null || r.Decisions.All(d => d.RequestId != body.RequestId)) ? r with { Decisions = [.. r.Decisions, batch] } : null, http.RequestAborted);
        return Results.Ok(ImportView.Of(await desk.Review(after!, http.RequestAborted), registry));
    }

    private static async Task<IResult> Undo(HttpContext http, ImportStore store, ImportDesk desk, IRegistry registry, string id)
    {
        if (await store.Find(id, http.RequestAborted) is not { } before) return ImportEndpoints.NoDraft(id);
        if (ImportEndpoints.Closed(before) is { } closed) return closed;
        if (before.Decisions.Count == 0) return Problems.Of(409, "There is no decision to take back.");
        http.Was(new { before.Version, last = new { before.Decisions[^1].By, before.Decisions[^1].At, before.Decisions[^1].Items.Count } });
        var after = await store.Change(id, r => r.State == ImportState.Open && r.Decisions.Count > 0 ? r with { Decisions = [.. r.Decisions.Take(r.Decisions.Count - 1)] } : null, http.RequestAborted);
        return Results.Ok(ImportView.Of(await desk.Review(after!, http.RequestAborted), registry));
    }

    private static async Task<IResult> Take(HttpContext http, ImportStore store, ImportDesk desk, IRegistry registry, CityClock clock, string id)
    {
        var (body, fault) = await ImportBodies.Read<TakeBody>(http);
        if (body is null) return fault!;
        if (await store.Find(id, http.RequestAborted) is not { } before) return ImportEndpoints.NoDraft(id);
        if (ImportEndpoints.Closed(before) is { } closed) return closed;
        if (before.Version != body.Version) return ImportEndpoints.Stale(before);
        var review = await desk.Review(before, http.RequestAborted);
        if (review.Network is not { } network || network.Nodes.Count == 0) return Problems.Of(422, review.Why ?? "Nothing could be built of the draft.");
        http.Was(new { revision = registry.Find(before.Network)?.Revision });
        // Closed before it is saved: of two who take it at once, one does.
        var won = false;
        await store.Change(id, r => (won = r.State == ImportState.Open && r.Version == body.Version) ? r with { State = ImportState.Taken } : null, http.RequestAborted);
        if (!won) return ImportEndpoints.Stale((await store.Find(id, http.RequestAborted))!);
        try
        {
            var saved = await registry.Save(network, clock.Now, CancellationToken.None);
            await store.Change(id, r => r with { TakenRevision = saved.Revision }, CancellationToken.None);
            return Results.Created($"/api/v1/map/{saved.Name}/{saved.Revision}/geometry", new TakenView(saved.Name, saved.Revision));
        }
        catch
        {
            await store.Change(id, r => r with { State = ImportState.Open }, CancellationToken.None);
            throw;
        }
    }

    private static IResult Page<T>(IEnumerable<T> all, string? cursor, int most)
    {
        if (!int.TryParse(cursor ?? "0", NumberStyles.None, CultureInfo.InvariantCulture, out var from)) return Problems.BadField("cursor", $"cursor is '{cursor}'; expected what an earlier answer gave as next.");
        var items = all.Skip(from).Take(most + 1).ToArray();
        return Results.Ok(new PageAnswer<T>(items.Length > most ? items[..most] : items, items.Length > most ? (from + most).ToString(CultureInfo.InvariantCulture) : null));
    }

    private static bool TryName<T>(string? text, out T? value) where T : struct, Enum
    {
        value = null;
        if (string.IsNullOrEmpty(text)) return true;
        if (!char.IsAsciiLetter(text[0]) || !Enum.TryParse<T>(text, ignoreCase: true, out var parsed)) return false;
        value = parsed;
        return true;
    }

    private static IResult BadName<T>(string field, string? text) where T : struct, Enum =>
        Problems.BadField(field, $"{field} is '{text}'; expected one of {string.Join(", ", Enum.GetNames<T>().Select(n => char.ToLowerInvariant(n[0]) + n[1..]))}.");
}

internal sealed record TakenView(string Network, int Revision);

internal sealed record DifferenceView(int? Base, IReadOnlyDictionary<string, int> Added, IReadOnlyDictionary<string, int> Removed, IReadOnlyDictionary<string, int> Changed, IReadOnlyList<ChangeView> Items)
{
    public static DifferenceView Of(int? revision, IReadOnlyList<AssetChange> changes, int most)
    {
        return new(revision, Count(ChangeKind.Added), Count(ChangeKind.Removed), Count(ChangeKind.Changed),
            [.. changes.OrderByDescending(c => c.Change).ThenBy(c => c.LocalId, StringComparer.Ordinal).Take(most).Select(c => new ChangeView(c.Change, c.LocalId, c.Kind.WireName(), c.Name, [c.Position.Longitude, c.Position.Latitude], c.Fields))]);

        Dictionary<string, int> Count(ChangeKind kind) => changes.Where(c => c.Change == kind).CountBy(c => c.Kind).OrderBy(c => c.Key).ToDictionary(c => c.Key.WireName(), c => c.Value);
    }
}

internal sealed record ChangeView(ChangeKind Change, string Id, string Kind, string? Name, double[] Position, IReadOnlyList<FieldChange> Fields);
