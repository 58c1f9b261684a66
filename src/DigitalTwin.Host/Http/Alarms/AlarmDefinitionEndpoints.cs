using DigitalTwin.Domain.Alarms;
using DigitalTwin.Grains.Alarms;
using DigitalTwin.Host.Audit;
using DigitalTwin.Host.Alarms;
using DigitalTwin.Host.Auth;
using DigitalTwin.Host.Live;
using DigitalTwin.Host.Standards;

namespace DigitalTwin.Host.Http.Alarms;

/// <summary><c>/api/v1/alarms/definitions</c>: what is an alarm, with its rationalisation, as data that people can correct.</summary>
internal static class AlarmDefinitionEndpoints
{
    public static void MapDefinitions(this RouteGroupBuilder alarms)
    {
        alarms.MapGet("/definitions", Get).RequireAuthorization(Scopes.Read).WithSummary("What is an alarm, why, and what to do about it").WithDescription("Query: asOf = as known then. One that is not verified is a draft that nobody responsible has rationalised.")
            .Produces<DefinitionsAnswer>().ProducesProblem(400);
        alarms.MapPut("/definitions", Put).RequireAuthorization(Scopes.WriteAlarms).Audited("define alarm").WithSummary("Define an alarm, or change one")
            .WithDescription("Body {id, title, trigger, kinds, cause, consequence, action, grades: [{level, consequence, respondMinutes}], suppressedWhile?, returnsQuietly?, source, verified?}; texts as {zh, en}. All rationalisation fields are needed: one that lacks any is refused by the name of the field.")
            .Produces<DefinitionView>().ProducesProblem(400);
    }

    private static async Task<IResult> Get(DefinitionBook book, AlarmRules rules, string? asOf, CancellationToken cancel)
    {
        if (!QueryText.TryInstant(asOf, out var knownBy)) return QueryText.BadInstant("asOf", asOf);
        var catalogue = knownBy is { } instant ? await book.AsOf(instant, cancel) : rules.Catalogue;
        var editors = await book.Editors(knownBy, cancel);
        var settings = rules.Settings;
        return Results.Ok(new DefinitionsAnswer(
            [.. catalogue.All.Select(d => new DefinitionView(DefinitionText.Of(d, settings), editors.TryGetValue(d.Id, out var e) ? e.Who : null, editors.TryGetValue(d.Id, out e) ? e.At.ToString() : null))],
            [.. settings.Conditions.Select(c => new ConditionView(c.Id, TitleView.Of(c.Title)))],
            [.. settings.Priorities.Rows.Select(r => new PriorityRowView(r.Within.TotalMinutes, [.. r.ByConsequence.Select(p => WireNames.Of(p))]))], settings.LongestShelf.TotalMinutes,
            settings.RepeatEvery.Select((every, i) => (Name: ((AlarmPriority)(i + 1)).ToString().ToLowerInvariant(), every.TotalMinutes)).ToDictionary(r => r.Name, r => r.TotalMinutes)));
    }

    private static async Task<IResult> Put(HttpContext http, DefinitionBook book, AlarmRules rules, DefinitionText body, CancellationToken cancel)
    {
        var (definition, field, why) = body.Read(rules.Settings);
        if (definition is null) return Problems.BadField(field, why);
        if (rules.Catalogue.Find(definition.Id) is null && rules.Catalogue.All.Count >= AlarmCatalogue.MostDefinitions) return Problems.BadField("id", $"There are {AlarmCatalogue.MostDefinitions} definitions already; change one of them.");
        http.Was(rules.Catalogue.Find(definition.Id) is { } known ? DefinitionText.Of(known, rules.Settings) : null);
        var who = http.User.Identity?.Name ?? "";
        await book.Make(definition, who, cancel);
        return Results.Ok(new DefinitionView(DefinitionText.Of(definition, rules.Settings), who, null));
    }

    private sealed record DefinitionsAnswer(DefinitionView[] Items, ConditionView[] Conditions, PriorityRowView[] Priorities, double LongestShelfMinutes, Dictionary<string, double> RepeatMinutes);
    private sealed record DefinitionView(DefinitionText Definition, string? ChangedBy, string? ChangedAt);
    /// <param name="ByConsequence">Minor to severe.</param>
    private sealed record PriorityRowView(double WithinMinutes, string[] ByConsequence);
    private sealed record ConditionView(string Id, TitleView Title);
}
