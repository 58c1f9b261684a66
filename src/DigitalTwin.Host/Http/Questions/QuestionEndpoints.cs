using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Language;
using DigitalTwin.Domain.Query;
using DigitalTwin.Domain.Query.Language;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Host.Assets;
using DigitalTwin.Host.Auth;
using DigitalTwin.Host.Questions;

namespace DigitalTwin.Host.Http.Questions;

/// <summary><c>/api/v1/questions</c>: the planner's questions in one language, answered as table, CSV or GeoJSON, or in groups.</summary>
internal static class QuestionEndpoints
{
    private const int MostColumns = 40;

    public static void MapQuestions(this IEndpointRouteBuilder routes)
    {
        var questions = routes.MapGroup("/questions").WithTags("Questions");
        questions.MapPost("/ask", Ask).RequireAuthorization(Scopes.Read).RequireRateLimiting(RateLimits.Heavy).WithSummary("Ask a question")
            .WithDescription("Body {text, asOf?, columns?, order?, limit?, cursor?, format?: json|csv|geojson}. The language is in docs/questions.md; without text all assets. Columns are texts or numbers of the language.").ProducesProblem(400);
        questions.MapPost("/group", Group).RequireAuthorization(Scopes.Read).RequireRateLimiting(RateLimits.Heavy).WithSummary("Count and add up by a field")
            .WithDescription("Body {text, by: kind|class|state|network|region|catchment|material|decade, measure?, asOf?}. Sum, mean, min and max are of the assets whose measure is known.").ProducesProblem(400);
        questions.MapPost("/check", Check).RequireAuthorization(Scopes.Read).WithSummary("Whether a question can be understood, and where it goes wrong");
        questions.MapPost("/complete", Complete).RequireAuthorization(Scopes.Read).WithSummary("What may be typed at the caret");
        questions.MapSavedQuestions();
    }

    private static async Task<IResult> Ask(QuestionDesk desk, IRegistry registry, QuantityCatalogue quantities, AskBody body, CancellationToken cancel)
    {
        if (!QueryText.TryInstant(body.AsOf, out var asOf)) return QueryText.BadInstant("asOf", body.AsOf);
        if (body.Format is not (null or "json" or "csv" or "geojson")) return Problems.BadField("format", $"format is '{body.Format}'; expected json, csv or geojson.");
        if (body.Columns is { Length: > MostColumns }) return Problems.BadField("columns", $"columns has {body.Columns.Length} entries; expected at most {MostColumns}.");
        var parameters = new AssetQueryParameters { Where = body.Text, Order = body.Order, Limit = body.Limit?.ToString(System.Globalization.CultureInfo.InvariantCulture), Cursor = body.Cursor };
        if (parameters.Read(out var errors) is not { } query) return Wrong(errors);
        var columns = new List<QuestionColumn>();
        foreach (var name in body.Columns is { Length: > 0 } ? body.Columns : QuestionColumn.Usual)
        {
            if (QuestionColumn.Read(name, quantities, out var fault) is not { } column) return Problems.BadField("columns", $"columns has '{name}', {fault}");
            columns.Add(column);
        }
        var (table, error) = await desk.Open(query, columns.Select(c => c.Number).OfType<NumberExpression>(), asOf, cancel);
        if (table is null) return Wrong(error!);
        var page = table.Engine.Find(query);
        var answer = new QuestionAnswer(body.Text ?? "", asOf, table, page, columns, registry, table.Engine.Count(query));
        return body.Format switch { "csv" => answer.Csv(), "geojson" => answer.GeoJson(), _ => answer.Json() };
    }

    private static async Task<IResult> Group(QuestionDesk desk, QuantityCatalogue quantities, GroupBody body, CancellationToken cancel)
    {
        if (!QueryText.TryInstant(body.AsOf, out var asOf)) return QueryText.BadInstant("asOf", body.AsOf);
        if (!Enum.TryParse<GroupField>(body.By, ignoreCase: true, out var by) || char.IsDigit(body.By![0]))
            return Problems.BadField("by", $"by is '{body.By}'; expected {string.Join(", ", Enum.GetNames<GroupField>().Select(n => n.ToLowerInvariant()))}.");
        if (new AssetQueryParameters { Where = body.Text }.Read(out var errors) is not { } query) return Wrong(errors);
        NumberExpression? measure = null;
        FilterError? fault = null;
        if (!string.IsNullOrWhiteSpace(body.Measure) && (measure = Filter.ParseNumber(body.Measure, out fault, quantities)) is null) return Problems.BadField("measure", $"measure, {fault}");
        var (table, error) = await desk.Open(query, measure is null ? [] : [measure], asOf, cancel);
        if (table is null) return Wrong(error!);
        var groups = await Task.Run(() => table.Engine.Group(query, by, measure), cancel);
        return Results.Ok(new
        {
            by = by.ToString().ToLowerInvariant(),
            groups = groups.Select(g => new { g.Name, g.Count, g.Known, sum = Known(g, g.Sum), mean = Known(g, g.Mean), min = Known(g, g.Least), max = Known(g, g.Most) }),
        });

        static double? Known(AssetGroup group, double value) => group.Known > 0 ? Live.WireNames.Finite(value) : null;
    }

    private static IResult Check(QuantityCatalogue quantities, TextBody body)
    {
        if (string.IsNullOrWhiteSpace(body.Text) || Filter.Parse(body.Text, out var error, quantities) is not null) return Results.Ok(new { ok = true, fault = (object?)null });
        return Results.Ok(new { ok = false, fault = (object?)FaultView.Of(error!, body.Text) });
    }

    private static IResult Complete(AssetIndex index, IRegistry registry, QuantityCatalogue quantities, TextBody body)
    {
        var text = body.Text ?? "";
        if (text.Length > Filter.LongestText) return Problems.BadField("text", $"text has {text.Length} characters; expected at most {Filter.LongestText}.");
        var (table, _, engine) = index.Current;
        var completer = new QuestionCompleter(quantities, (prefix, kinds) => engine.Find(new AssetQuery { Search = prefix, Kinds = kinds, Limit = 20 }).Rows
                .Select(row => registry.Find(table.KeyOf(row))).OfType<AssetEntry>().Select(a => new Completion($"{a.Id.Value}')", CompletionKind.Asset, a.Name is { } name ? new Wording(name, name) : null)),
            () => registry.Networks.SelectMany(n => registry.Find(n)?.Regions ?? []).Select(r => r.Name).Distinct().Order(StringComparer.Ordinal));
        var found = completer.At(text, body.Caret ?? text.Length);
        return Results.Ok(new { found.Start, found.End, items = found.Items.Select(i => new { i.Text, i.Kind, title = i.Title is { } t ? new { zh = t.Chinese, en = t.English } : null }) });
    }

    internal static IResult Wrong(IReadOnlyList<ParameterError> errors) => Problems.Of(400, string.Join(" ", errors.Select(e => $"{(e.Parameter == "where" ? "text" : e.Parameter)} {e.Message}")),
        new() { ["field"] = errors[0].Parameter == "where" ? "text" : errors[0].Parameter, ["errors"] = errors });

    internal static IResult Wrong(FilterError error) => Problems.Of(400, $"text {error}", new() { ["field"] = "text", ["column"] = error.Column });

    internal sealed record AskBody(string? Text, string? AsOf, string[]? Columns, string? Order, int? Limit, string? Cursor, string? Format);
    internal sealed record GroupBody(string? Text, string? By, string? Measure, string? AsOf);
    internal sealed record TextBody(string? Text, int? Caret);
}

/// <summary>Where a question goes wrong: 0-based, the end exclusive.</summary>
internal sealed record FaultView(int Start, int End, FaultWording Message)
{
    public static FaultView Of(FilterError error, string text)
    {
        var start = Math.Min(error.Column - 1, text.Length);
        var end = start;
        while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] == '_')) end++;
        if (end == start && start < text.Length) end++;
        var found = start < text.Length ? $"“{text[start..end]}”" : "结尾";
        return new FaultView(start, end, new FaultWording($"第 {error.Column} 列的{found}无法理解：{error.Message}", error.Message));
    }
}

internal sealed record FaultWording(string Zh, string En);
