using System.Text.Json.Nodes;

namespace DigitalTwin.Host.Http.Incidents;

/// <summary>An answer whose audit names what happened and not the whole incident: the incident's own record has that.</summary>
internal sealed class IncidentResult(JsonNode answer, object audited, int status = StatusCodes.Status200OK) : IResult, IStatusCodeHttpResult, IValueHttpResult
{
    public int? StatusCode => status;
    public object? Value => audited;

    public Task ExecuteAsync(HttpContext httpContext) => Results.Json(answer, statusCode: status).ExecuteAsync(httpContext);
}
