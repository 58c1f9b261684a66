using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace DigitalTwin.Host.Hub;

/// <summary>All browsers that are connected to this host.</summary>
internal sealed class Viewers(MapGroups groups, ILogger<DefaultHubLifetimeManager<MapHub>> log) : DefaultHubLifetimeManager<MapHub>(log)
{
    private readonly ConcurrentDictionary<string, Viewer> _byConnection = new();

    public int Count => _byConnection.Count;

    public Viewer? Find(string connectionId) => _byConnection.GetValueOrDefault(connectionId);

    /// <summary>Queues one message for everybody; it is serialised once.</summary>
    public void SendAll(string method, object argument)
    {
        if (_byConnection.IsEmpty) return;
        var message = Message(method, argument);
        foreach (var viewer in _byConnection.Values) viewer.Send(message);
    }

    public static SerializedHubMessage Message(string method, object argument) => new(new InvocationMessage(method, [argument]));

    public override async Task OnConnectedAsync(HubConnectionContext connection)
    {
        await base.OnConnectedAsync(connection);
        _byConnection[connection.ConnectionId] = new Viewer(connection, MissedSomething);
    }

    public override async Task OnDisconnectedAsync(HubConnectionContext connection)
    {
        if (_byConnection.TryRemove(connection.ConnectionId, out var viewer))
        {
            groups.Leave(viewer);
            viewer.Leave();
        }
        await base.OnDisconnectedAsync(connection);
    }

    // An empty batch whose count does not follow the last one the viewer saw: by the protocol, that means fetch a snapshot.
    private IEnumerable<SerializedHubMessage> MissedSomething(Viewer viewer) =>
        groups.SeenBy(viewer).Select(g => Message("Changes", new RawJson(ChangesWriter.Gap(g.Group, g.Sequence))));
}
