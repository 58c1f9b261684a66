using System.Text.Json.Nodes;
using DigitalTwin.Host.Audit;
using DigitalTwin.Host.Auth;
using DigitalTwin.Domain.Incidents.Tasks;

namespace DigitalTwin.Host.Http.Incidents;

/// <summary><c>POST /api/v1/incidents/{id}/tasks/{task}/{action}</c>.</summary>
internal static class TaskEndpoints
{
    public static void MapTasks(this IEndpointRouteBuilder incidents)
    {
        foreach (var change in Enum.GetValues<TaskChange>())
        {
            var name = char.ToLowerInvariant(change.ToString()[0]) + change.ToString()[1..];
            incidents.MapPost($"/{{id}}/tasks/{{task}}/{name}", (IncidentOrders orders, HttpContext http, string id, string task) => orders.Do(http, id, "task", body => Shape(body, task, name)))
                .RequireAuthorization(change is TaskChange.Cancel or TaskChange.Reopen ? Scopes.CommandIncidents : Scopes.WriteIncidents).Audited($"{name} task").WithSummary($"{name} a task")
                .WithDescription("Body {requestId, seen?, text? or reason?, percent?, department?, assignee?, attachments?, position?, measurement?}.").ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409);
        }
    }

    /// <summary>The order of a task out of what a page says; <c>reason</c> is its text.</summary>
    private static JsonObject Shape(JsonObject body, string task, string change)
    {
        if (body.Remove("reason", out var reason) && !body.ContainsKey("text")) body["text"] = reason;
        body["task"] = task;
        body["change"] = change;
        return new JsonObject { ["order"] = body };
    }
}
