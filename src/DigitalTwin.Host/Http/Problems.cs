using System.Diagnostics;

namespace DigitalTwin.Host.Http;

/// <summary>Answers that say what went wrong, in the form of RFC 9457.</summary>
internal static class Problems
{
    public const string ContentType = "application/problem+json";

    public static IResult BadRequest(string detail) => Of(StatusCodes.Status400BadRequest, detail);

    public static IResult NotFound(string detail) => Of(StatusCodes.Status404NotFound, detail);

    /// <summary>A named query or body field is not what it should be.</summary>
    public static IResult BadField(string field, string detail) => Of(StatusCodes.Status400BadRequest, detail, new() { ["field"] = field });

    public static IResult Of(int status, string detail, Dictionary<string, object?>? extensions = null) =>
        Results.Problem(detail, statusCode: status, title: TitleOf(status), type: TypeOf(status), extensions: extensions);

    public static void AddProblems(this IServiceCollection services) => services.AddProblemDetails(o => o.CustomizeProblemDetails = Complete);

    /// <summary>Fills what the framework's own answers (404, 405, 415, 500 …) leave open.</summary>
    private static void Complete(ProblemDetailsContext context)
    {
        var problem = context.ProblemDetails;
        var status = problem.Status ?? context.HttpContext.Response.StatusCode;
        problem.Type = TypeOf(status);
        problem.Title = TitleOf(status);
        problem.Instance ??= context.HttpContext.Request.Path;
        problem.Detail ??= DetailOf(status, context.HttpContext);
        problem.Extensions["traceId"] = Activity.Current?.Id ?? context.HttpContext.TraceIdentifier;
    }

    private static string DetailOf(int status, HttpContext http) => status switch
    {
        401 => "This needs an API key: Authorization: Bearer KEY.",
        403 => "The API key lacks the scope for this.",
        404 => $"There is nothing at {http.Request.Path}; see /docs.",
        405 => $"{http.Request.Method} is not offered at {http.Request.Path}; expected {string.Join(", ", http.Response.Headers.Allow.ToArray())}.",
        413 => "The body is larger than this route takes.",
        415 => "The body's Content-Type is not what this route takes; expected application/json.",
        429 => "Too many requests; wait as long as Retry-After says.",
        >= 500 => "Something failed here; the log has it under this traceId.",
        _ => "The request could not be carried out.",
    };

    private static string TypeOf(int status) => status switch
    {
        400 => "https://www.rfc-editor.org/rfc/rfc9110#section-15.5.1",
        401 => "https://www.rfc-editor.org/rfc/rfc9110#section-15.5.2",
        403 => "https://www.rfc-editor.org/rfc/rfc9110#section-15.5.4",
        404 => "https://www.rfc-editor.org/rfc/rfc9110#section-15.5.5",
        405 => "https://www.rfc-editor.org/rfc/rfc9110#section-15.5.6",
        409 => "https://www.rfc-editor.org/rfc/rfc9110#section-15.5.10",
        413 => "https://www.rfc-editor.org/rfc/rfc9110#section-15.5.14",
        415 => "https://www.rfc-editor.org/rfc/rfc9110#section-15.5.16",
        422 => "https://www.rfc-editor.org/rfc/rfc9110#section-15.5.21",
        429 => "https://www.rfc-editor.org/rfc/rfc6585#section-4",
        500 => "https://www.rfc-editor.org/rfc/rfc9110#section-15.6.1",
        503 => "https://www.rfc-editor.org/rfc/rfc9110#section-15.6.4",
        _ => "about:blank",
    };

    private static string TitleOf(int status) => Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(status) is { Length: > 0 } phrase ? phrase : "Problem";
}
