using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Rules.Book;
using DigitalTwin.Host.Audit;
using DigitalTwin.Host.Auth;
using DigitalTwin.Host.Rules;

namespace DigitalTwin.Host.Http.Rules;

/// <summary><c>/api/v1/rules</c>: the expert rules, written, checked, tried on history, armed.</summary>
internal static class RuleEndpoints
{
    public static void MapRules(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/rules", All).RequireAuthorization(Scopes.Read).WithSummary("Rules").WithDescription("Query: family = plant, network, reuse, sludge or own; armed = true or false.");
        routes.MapGet("/rules/words", (QuantityCatalogue quantities) => Results.Ok(WordsView.Of(quantities))).RequireAuthorization(Scopes.Read).WithSummary("Words of the rule language").WithDescription("Functions, quantities, kinds and units, with what each means in both languages.");
        routes.MapGet("/rules/raised", Raised).RequireAuthorization(Scopes.Read).WithSummary("What armed rules say now").WithDescription("Gravest first. Query: rule, asset.");
        routes.MapGet("/rules/{id}", One).RequireAuthorization(Scopes.Read).WithSummary("One rule");
        routes.MapGet("/rules/{id}/edits", Edits).RequireAuthorization(Scopes.Read).WithSummary("Every version of a rule").WithDescription("Oldest first; version 0 is the book's own, where the rule is of the book.");
        routes.MapPost("/rules/check", Check).RequireAuthorization(Scopes.Read).WithSummary("Check a rule without keeping it").WithDescription("Body: a rule. Each fault has its field, its place in the field's text, and a message in both languages.");
        routes.MapPost("/rules/try", Try).RequireAuthorization(Scopes.Read).WithSummary("Try a rule on history")
            .WithDescription("Body {rule (id) or draft, network?, asset?, from?, to?}; by default the last 90 days of the first network. What it would have raised and ended; bounded to 20 s, cut says whether that was enough. Two at a time, else 503.");
        routes.MapPost("/rules", Create).RequireAuthorization(Scopes.WriteRules).Audited("create rule").WithSummary("Add a rule").WithDescription("Body {rule, reason?}. It is not armed unless it says so.");
        routes.MapPut("/rules/{id}", Change).RequireAuthorization(Scopes.WriteRules).Audited("change rule").WithSummary("Change a rule").WithDescription("Body {rule, reason?, version?}; with version, 409 where someone was quicker.");
        routes.MapDelete("/rules/{id}", Remove).RequireAuthorization(Scopes.WriteRules).Audited("remove rule").WithSummary("Remove a rule").WithDescription("What it says now ends. Its versions stay.");
        routes.MapPost("/rules/{id}/arm", (RuleStore s, RuleFeed f, RuleBoard b, HttpContext h, string id, CancellationToken c) => Arm(s, f, b, h, id, true, c)).RequireAuthorization(Scopes.WriteRules).Audited("arm rule").WithSummary("Arm a rule");
        routes.MapPost("/rules/{id}/disarm", (RuleStore s, RuleFeed f, RuleBoard b, HttpContext h, string id, CancellationToken c) => Arm(s, f, b, h, id, false, c)).RequireAuthorization(Scopes.WriteRules).Audited("disarm rule").WithSummary("Disarm a rule");
        routes.MapGet("/advice", GetAdvice).RequireAuthorization(Scopes.Read).WithSummary("Advice for an asset")
            .WithDescription("Query: asset. What armed rules have raised there, and what else of the rules holds there now: evidence, causes by weight, the measurement that tells them apart best, actions.");
    }

    private static async Task<IResult> All(RuleStore store, RuleBoard board, string? family, string? armed, CancellationToken cancel)
    {
        if (armed is not (null or "" or "true" or "false")) return Problems.BadField("armed", $"armed is '{armed}'; expected true or false.");
        var open = (await board.Open(cancel)).GroupBy(r => r.Rule).ToDictionary(g => g.Key, g => g.Count());
        return Results.Ok(new PageAnswer<RuleView>([.. store.All
            .Where(r => (string.IsNullOrEmpty(family) || r.Family == family) && (string.IsNullOrEmpty(armed) || r.Rule.Draft.Armed == (armed == "true")))
            .OrderBy(r => r.Family == "own").ThenBy(r => r.Rule.Id, StringComparer.Ordinal).Select(r => RuleView.Of(r, open.GetValueOrDefault(r.Rule.Id)))], null));
    }

    private static async Task<IResult> Raised(RuleBoard board, IRegistry registry, string? rule, string? asset, CancellationToken cancel) => Results.Ok(new PageAnswer<RaiseView>(
        [.. (await board.Open(cancel)).Where(r => (string.IsNullOrEmpty(rule) || r.Rule == rule) && (string.IsNullOrEmpty(asset) || r.Asset == asset)).Take(1000).Select(r => RaiseView.Of(r, registry))], null));

    private static async Task<IResult> One(RuleStore store, RuleBoard board, string id, CancellationToken cancel) =>
        store.Find(id) is { } rule ? Results.Ok(RuleView.Of(rule, (await board.Open(cancel)).Count(r => r.Rule == id))) : NoRule(id);

    private static async Task<IResult> Edits(RuleStore store, string id, CancellationToken cancel)
    {
        var edits = await store.History(id, cancel);
        var book = RuleBook.Drafts.FirstOrDefault(d => d.Id == id);
        if (edits.Count == 0 && book is null) return NoRule(id);
        var views = edits.Select(e => new EditView(e.Edit.Version, e.At.ToString(), e.Edit.Who, e.Edit.What, e.Edit.Reason, e.Edit.Draft));
        return Results.Ok(new PageAnswer<EditView>([.. book is null ? views : views.Prepend(new EditView(0, "", "", "book", null, book))], null));
    }

    private static IResult Check(QuantityCatalogue quantities, RuleDraft draft)
    {
        var rule = Rule.Read(draft, out var faults, out var notes, quantities);
        return Results.Ok(new CheckView(rule is not null, [.. faults.Select(FaultView.Of)], [.. notes.Select(FaultView.Of)]));
    }

    private static async Task<IResult> Create(RuleStore store, RuleFeed feed, QuantityCatalogue quantities, HttpContext http, RuleBody body, CancellationToken cancel)
    {
        if (Faults(body, quantities) is { } faults) return faults;
        if (store.Find(body.Rule!.Id) is not null || RuleBook.Drafts.Any(d => d.Id == body.Rule.Id)) return Problems.Of(StatusCodes.Status409Conflict, $"There is a rule '{body.Rule.Id}' already; change it with PUT.", new() { ["field"] = "id" });
        if (store.All.Count >= RuleStore.MostRules) return Problems.Of(StatusCodes.Status409Conflict, $"There are {RuleStore.MostRules} rules; remove one first.");
        return await Keep(store, feed, http, body.Rule.Id, "create", body.Reason, body.Rule, cancel);
    }

    private static async Task<IResult> Change(RuleStore store, RuleFeed feed, QuantityCatalogue quantities, HttpContext http, string id, RuleBody body, CancellationToken cancel)
    {
        if (body.Rule is { } given && given.Id != id) return Problems.BadField("rule.id", $"rule.id is '{given.Id}'; expected '{id}', as in the address.");
        if (Faults(body, quantities) is { } faults) return faults;
        var known = store.Find(id);
        if (known is null && RuleBook.Drafts.All(d => d.Id != id)) return NoRule(id);
        if (body.Version is { } version && version != (known?.Version ?? 0)) return Problems.Of(StatusCodes.Status409Conflict, $"Rule '{id}' is at version {known?.Version ?? 0} by now, not {version}; read it again.");
        http.Was(known?.Rule.Draft);
        return await Keep(store, feed, http, id, "change", body.Reason, body.Rule, cancel);
    }

    private static async Task<IResult> Remove(RuleStore store, RuleFeed feed, HttpContext http, string id, CancellationToken cancel)
    {
        if (store.Find(id) is not { } known) return NoRule(id);
        http.Was(known.Rule.Draft);
        await store.Make(id, Who(http), "remove", null, null, cancel);
        await feed.Renew();
        return Results.NoContent();
    }

    private static async Task<IResult> Arm(RuleStore store, RuleFeed feed, RuleBoard board, HttpContext http, string id, bool armed, CancellationToken cancel)
    {
        if (store.Find(id) is not { } kept) return NoRule(id);
        if (kept.Rule.Draft.Armed == armed) return Results.Ok(RuleView.Of(kept, (await board.Open(cancel)).Count(r => r.Rule == id)));
        http.Was(kept.Rule.Draft);
        return await Keep(store, feed, http, id, armed ? "arm" : "disarm", null, kept.Rule.Draft with { Armed = armed }, cancel);
    }

    private static async Task<IResult> Keep(RuleStore store, RuleFeed feed, HttpContext http, string id, string what, string? reason, RuleDraft? draft, CancellationToken cancel)
    {
        var kept = await store.Make(id, Who(http), what, reason, draft, cancel);
        await feed.Renew();
        return Results.Ok(RuleView.Of(kept!, 0));
    }

    private static async Task<IResult> Try(RuleStore store, RuleTrial trial, TrialBound bound, IRegistry registry, QuantityCatalogue quantities, CityClock clock, TrialBody body, CancellationToken cancel)
    {
        var rule = body.Rule is { } id ? store.Find(id)?.Rule : null;
        if (body.Rule is { } named && rule is null) return NoRule(named);
        if (body.Draft is { } draft && (rule = Rule.Read(draft, out var faults, out _, quantities)) is null) return Refusal(faults);
        if (rule is null) return Problems.BadField("rule", "Neither rule (an id) nor draft is given.");
        AssetEntry? asset = null;
        if (!string.IsNullOrEmpty(body.Asset) && (asset = AssetEndpoints.FindAsset(registry, body.Asset)) is null) return Problems.BadField("asset", $"Asset '{body.Asset}' is not known.");
        if (asset is not null && !rule.Kinds.Contains(asset.Kind)) return Problems.BadField("asset", $"Asset '{body.Asset}' is a {asset.Kind.WireName()}; the rule is for {string.Join(", ", rule.Draft.Kinds)}.");
        var network = asset?.Id.Network ?? body.Network ?? registry.Networks.FirstOrDefault();
        if (network is null || !registry.Networks.Contains(network)) return Problems.BadField("network", $"Network '{network}' is not known.");
        if (!QueryText.TryInstant(body.From, out var from)) return QueryText.BadInstant("from", body.From);
        if (!QueryText.TryInstant(body.To, out var to)) return QueryText.BadInstant("to", body.To);
        var end = to ?? clock.Now;
        var begin = from ?? end - TimeSpan.FromDays(90);
        if (begin >= end || end - begin > RuleTrial.LongestPeriod) return Problems.BadField("from", $"from and to span {(end - begin).TotalDays:0.##} days; expected more than 0 and at most {RuleTrial.LongestPeriod.TotalDays:0}.");
        if (!bound.TryEnter()) return Problems.Of(StatusCodes.Status503ServiceUnavailable, "Two rules are being tried already; try again in some seconds.");
        try
        {
            return Results.Ok(TrialView.Of(await trial.Run(rule, network, asset, begin, end, cancel)));
        }
        finally
        {
            bound.Leave();
        }
    }

    private static async Task<IResult> GetAdvice(AdviceReader reader, IRegistry registry, QuantityCatalogue quantities, string? asset, CancellationToken cancel)
    {
        if (string.IsNullOrEmpty(asset)) return Problems.BadField("asset", "asset is missing; expected {network}:{local id}.");
        if (AssetEndpoints.FindAsset(registry, asset) is not { } entry) return AssetEndpoints.NoAsset(asset);
        return Results.Ok(new PageAnswer<AdviceView>([.. (await reader.Of(entry, cancel)).Select(a => AdviceView.Of(a, quantities))], null));
    }

    private static IResult? Faults(RuleBody body, QuantityCatalogue quantities)
    {
        if (body.Rule is null) return Problems.BadField("rule", "rule is missing.");
        if (body.Reason is { Length: > 1000 }) return Problems.BadField("reason", "reason is longer than 1000 characters.");
        return Rule.Read(body.Rule, out var faults, out _, quantities) is null ? Refusal(faults) : null;
    }

    private static IResult Refusal(IReadOnlyList<RuleFault> faults) => Problems.Of(StatusCodes.Status400BadRequest, string.Join(" ", faults.Select(f => $"{f.Field}: {f.Fault.Message.English}")),
        new() { ["field"] = faults[0].Field, ["faults"] = faults.Select(FaultView.Of).ToArray() });

    private static IResult NoRule(string id) => Problems.NotFound($"There is no rule '{id}'.");

    private static string Who(HttpContext http) => http.User.Identity?.Name ?? "";
}

internal sealed record RuleBody(RuleDraft? Rule, string? Reason, int? Version);
internal sealed record TrialBody(string? Rule, RuleDraft? Draft, string? Network, string? Asset, string? From, string? To);

/// <summary>A trial reads much of history, so two at once.</summary>
internal sealed class TrialBound
{
    private const int AtOnce = 2;
    private int _running;

    public bool TryEnter()
    {
        if (Interlocked.Increment(ref _running) <= AtOnce) return true;
        Interlocked.Decrement(ref _running);
        return false;
    }

    public void Leave() => Interlocked.Decrement(ref _running);
}
