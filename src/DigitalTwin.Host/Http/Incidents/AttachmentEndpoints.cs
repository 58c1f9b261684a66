using DigitalTwin.Domain.Incidents;
using DigitalTwin.Host.Audit;
using DigitalTwin.Host.Auth;
using DigitalTwin.Host.Incidents;
using DigitalTwin.Host.Incidents.Files;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace DigitalTwin.Host.Http.Incidents;

/// <summary><c>/api/v1/incidents/{id}/attachments</c>.</summary>
internal static class AttachmentEndpoints
{
    public static void MapAttachments(this IEndpointRouteBuilder incidents)
    {
        incidents.MapPost("/{id}/attachments", Take).RequireAuthorization(Scopes.WriteIncidents).RequireRateLimiting(RateLimits.Heavy).Audited("attach file").WithSummary("Add a file to an incident")
            .WithDescription($"The body is the file, at most {AttachmentStore.MostBytes} bytes: {FileKinds.Expected}. Query: name, requestId, task, note.").ProducesProblem(400).ProducesProblem(404).ProducesProblem(413).ProducesProblem(415);
        incidents.MapGet("/{id}/attachments/{hash}", Give).RequireAuthorization(Scopes.ReadIncidents).WithSummary("A file of an incident").ProducesProblem(404);
    }

    private static async Task<IResult> Take(HttpContext http, IncidentOrders orders, IncidentReader incidents, AttachmentStore store, string id, string? name, string? requestId, string? task, string? note)
    {
        var actor = IncidentActor.Of(http.User);
        if (await incidents.Find(id, actor) is not { } incident) return IncidentProblems.NotThere(id);
        if (AttachmentStore.CleanName(name) is not { } clean) return IncidentProblems.Faulty("name", "name is missing; expected that of the file.");
        if (requestId?.Length > IncidentOrders.LongestRequestId) return IncidentProblems.Faulty("requestId", $"requestId is longer than {IncidentOrders.LongestRequestId} characters.");
        if (note?.Length > 500) return IncidentProblems.Faulty("note", "note is longer than 500 characters.");
        if (incident.IsOver) return Problems.Of(StatusCodes.Status409Conflict, $"{id} is over; nothing is added to it.", new() { ["code"] = "wrongStage" });
        // Larger than taken, so that it is this code that says so.
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = AttachmentStore.MostBytes + 64 * 1024;
        if (http.Request.ContentLength > AttachmentStore.MostBytes) return Problems.Of(StatusCodes.Status413PayloadTooLarge, $"The file is larger than {AttachmentStore.MostBytes} bytes, the most that is taken.");
        var (file, status, why) = await store.Take(http.Request.Body, clean, http.RequestAborted);
        if (file is null) return Problems.Of(status, why!, new() { ["field"] = "file", ["code"] = "faulty" });
        return await orders.Send(actor, id, new IncidentCommand.Attach(new Attachment(file.Hash, clean, file.Type, file.Bytes, string.IsNullOrEmpty(task) ? null : task, note)), string.IsNullOrEmpty(requestId) ? null : requestId);
    }

    /// <summary>Only through an incident that has it and that one may see: a hash alone opens nothing.</summary>
    private static async Task<IResult> Give(HttpContext http, IncidentReader incidents, AttachmentStore store, string id, string hash)
    {
        if (await incidents.Find(id, IncidentActor.Of(http.User)) is not { } incident) return IncidentProblems.NotThere(id);
        if (incident.FindAttachment(hash) is not { } attachment || store.Open(hash) is not { } file) return Problems.Of(StatusCodes.Status404NotFound, $"There is no such file in {id}.", new() { ["code"] = "notThere" });
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        headers.CacheControl = "private, max-age=31536000, immutable";
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(attachment.Name);
        headers.ContentDisposition = disposition.ToString();
        return Results.Stream(file, attachment.Type == "text/plain" ? "text/plain; charset=utf-8" : attachment.Type);
    }
}
