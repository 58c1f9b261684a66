using DigitalTwin.Domain.Query;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Host.Audit;
using DigitalTwin.Host.Auth;
using DigitalTwin.Host.Questions;

namespace DigitalTwin.Host.Http.Questions;

/// <summary>Questions that are kept: one's own, and those that others share.</summary>
internal static class SavedQuestionEndpoints
{
    private const int LongestName = 100;

    public static void MapSavedQuestions(this RouteGroupBuilder questions)
    {
        questions.MapGet("", All).RequireAuthorization(Scopes.Read).WithSummary("Saved questions: one's own and the shared ones");
        questions.MapGet("/{id}", One).RequireAuthorization(Scopes.Read).WithSummary("One saved question").ProducesProblem(404);
        questions.MapGet("/{id}/history", History).RequireAuthorization(Scopes.Read).WithSummary("Its versions, the oldest first").ProducesProblem(404);
        questions.MapPut("/{id}", Put).RequireAuthorization(Scopes.WriteQuestions).Audited("save question").WithSummary("Save a question, or a new version of it")
            .WithDescription("Body {name, text, columns?, order?, group?, shared?}. Only its owner changes it.").ProducesProblem(400).ProducesProblem(403).ProducesProblem(409);
        questions.MapDelete("/{id}", Delete).RequireAuthorization(Scopes.WriteQuestions).Audited("remove question").WithSummary("Remove a question; what it was stays on record").ProducesProblem(403).ProducesProblem(404);
    }

    private static async Task<IResult> All(HttpContext http, QuestionBook book) => Results.Ok(new PageAnswer<SavedView>([.. (await book.All(Who(http), http.RequestAborted)).Select(SavedView.Of)], null));

    private static async Task<IResult> One(HttpContext http, QuestionBook book, string id) => await Visible(http, book, id) is { } saved ? Results.Ok(SavedView.Of(saved)) : NoQuestion(id);

    private static async Task<IResult> History(HttpContext http, QuestionBook book, string id) => await Visible(http, book, id) is null ? NoQuestion(id)
        : Results.Ok(new PageAnswer<SavedView>([.. (await book.History(id, http.RequestAborted)).Select(SavedView.Of)], null));

    private static async Task<IResult> Put(HttpContext http, QuestionBook book, QuantityCatalogue quantities, string id, KeptQuestion body)
    {
        if (id.Length is 0 or > 64 || !id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')) return Problems.BadField("id", $"id is '{id}'; expected 1 to 64 letters, digits, - and _.");
        if (string.IsNullOrWhiteSpace(body.Name) || body.Name.Length > LongestName) return Problems.BadField("name", $"name must have 1 to {LongestName} characters.");
        if (!string.IsNullOrWhiteSpace(body.Text) && Filter.Parse(body.Text, out var error, quantities) is null) return QuestionEndpoints.Wrong(error!);
        if (body.Text is null) return Problems.BadField("text", "text is missing; expected a question, or an empty text for all assets.");
        foreach (var column in body.Columns ?? [])
            if (QuestionColumn.Read(column, quantities, out var fault) is null) return Problems.BadField("columns", $"columns has '{column}', {fault}");
        if (body.Group is { } group && (!Enum.TryParse<GroupField>(group, ignoreCase: true, out _) || char.IsDigit(group[0]))) return Problems.BadField("group", $"group is '{group}'; expected {string.Join(", ", Enum.GetNames<GroupField>().Select(n => n.ToLowerInvariant()))}.");
        var before = await book.Find(id, http.RequestAborted);
        if (before is not null && before.Owner != Who(http)) return NotOwner(before);
        http.Was(before is null ? null : SavedView.Of(before));
        return await book.Save(id, body, Who(http), http.RequestAborted) is { } saved ? Results.Ok(SavedView.Of(saved)) : Problems.Of(409, $"{QuestionBook.MostSaved} questions are saved; remove some first.");
    }

    private static async Task<IResult> Delete(HttpContext http, QuestionBook book, string id)
    {
        if (await Visible(http, book, id) is not { } before) return NoQuestion(id);
        if (before.Owner != Who(http)) return NotOwner(before);
        http.Was(SavedView.Of(before));
        await book.Save(id, null, Who(http), http.RequestAborted);
        return Results.NoContent();
    }

    private static async Task<SavedQuestion?> Visible(HttpContext http, QuestionBook book, string id) =>
        await book.Find(id, http.RequestAborted) is { } saved && (saved.Question.Shared || saved.Owner == Who(http)) ? saved : null;

    private static string Who(HttpContext http) => http.User.Identity?.Name ?? "";
    private static IResult NoQuestion(string id) => Problems.NotFound($"There is no question '{id}'.");
    private static IResult NotOwner(SavedQuestion saved) => Problems.Of(403, $"The question belongs to {(saved.Question.Shared ? saved.Owner : "somebody else")}; save it under another id.");

    private sealed record SavedView(string Id, string Name, string Text, string[]? Columns, string? Order, string? Group, bool Shared, string Owner, int Version, string SavedAt)
    {
        public static SavedView Of(SavedQuestion s) => new(s.Id, s.Question.Name, s.Question.Text, s.Question.Columns, s.Question.Order, s.Question.Group, s.Question.Shared, s.Owner, s.Version, s.SavedAt.ToString());
    }
}
