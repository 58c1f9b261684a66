using System.Text.Json.Nodes;
using DigitalTwin.Domain.Incidents;
using DigitalTwin.Host.Auth;
using DigitalTwin.Host.Hub;
using Microsoft.AspNetCore.SignalR;

namespace DigitalTwin.Host.Incidents;

/// <summary>The shared picture of an incident. The server sends <c>Entry</c>, <c>Presence</c>, <c>Pointed</c>, <c>Incident</c>, <c>Left</c> and <c>Resync</c>.</summary>
internal sealed class IncidentHub(IncidentViewers viewers, IncidentReader incidents) : Microsoft.AspNetCore.SignalR.Hub
{
    public override Task OnConnectedAsync()
    {
        viewers.Add(new IncidentViewer(Context.ConnectionId, Actor, Clients.Caller, Context.ConnectionAborted));
        return Task.CompletedTask;
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        viewers.Remove(Context.ConnectionId);
        return Task.CompletedTask;
    }

    /// <summary>Is told of every entry from now on; what was before is fetched.</summary>
    [Right(Scopes.ReadIncidents)]
    public async Task<JsonObject> Join(string id)
    {
        // Joined first and read after, so that nothing falls between.
        if (await incidents.Find(id ?? "", Actor) is null) throw new HubException($"There is no incident '{id}'.");
        if (!viewers.Join(Context.ConnectionId, id!)) throw new HubException($"At most {IncidentViewer.MostJoined} incidents at once.");
        return new JsonObject { ["version"] = (await incidents.Find(id!, Actor))?.Version ?? 0, ["people"] = viewers.People(id!) };
    }

    [Right(Scopes.ReadIncidents)]
    public void Leave(string id) => viewers.Leave(Context.ConnectionId, id ?? "");

    /// <param name="id">An incident that was joined.</param>
    /// <param name="bounds">West, south, east, north in degrees.</param>
    [Right(Scopes.ReadIncidents)]
    public void Look(string id, double[] bounds)
    {
        if (bounds is not { Length: 4 } || !IsPlace(bounds[0], bounds[1]) || !IsPlace(bounds[2], bounds[3])) throw new HubException("bounds must be four numbers in degrees: west, south, east, north.");
        viewers.Move(Context.ConnectionId, id ?? "", bounds, null);
    }

    /// <param name="id">An incident that was joined.</param>
    /// <param name="at">Longitude and latitude in degrees.</param>
    [Right(Scopes.ReadIncidents)]
    public void Point(string id, double[] at)
    {
        if (at is not { Length: 2 } || !IsPlace(at[0], at[1])) throw new HubException("at must be two numbers in degrees: longitude, latitude.");
        viewers.Move(Context.ConnectionId, id ?? "", null, at);
    }

    private Actor Actor => IncidentActor.Of(Context.User ?? new());

    private static bool IsPlace(double longitude, double latitude) => longitude is >= -180 and <= 180 && latitude is >= -90 and <= 90;
}
