using System.Collections.Concurrent;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Host.Configuration;
using DigitalTwin.Host.Hub.Frames;
using DigitalTwin.Host.Warnings;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.Options;

namespace DigitalTwin.Host.Hub;

/// <summary>All browsers that are connected to this host.</summary>
internal sealed class Viewers(MapGroups groups, WarningBoard warnings, CityClock clock, IHubProtocolResolver protocols, IOptions<TwinOptions> options, ILogger<Viewers> log, ILogger<DefaultHubLifetimeManager<MapHub>> baseLog) : DefaultHubLifetimeManager<MapHub>(baseLog)
{
    private readonly ConcurrentDictionary<string, Viewer> _byConnection = new();
    private readonly IHubProtocol _protocol = protocols.GetProtocol("json", null) ?? throw new InvalidOperationException("The hub must speak JSON: it is what shared messages are written in.");

    public int Count => _byConnection.Count;

    public Viewer? Find(string connectionId) => _byConnection.GetValueOrDefault(connectionId);

    /// <summary>Queues one message for everybody; it is serialised once.</summary>
    public void SendAll(string method, object argument)
    {
        if (_byConnection.IsEmpty) return;
        var message = Message(method, argument, _protocol);
        foreach (var viewer in _byConnection.Values) viewer.Send(message);
    }

    /// <summary>Queues one message for some connections; those that are not viewers of the map are passed over.</summary>
    public void SendTo(IEnumerable<string> connections, string method, object argument)
    {
        SharedMessage? message = null;
        foreach (var connection in connections)
            if (Find(connection) is { } viewer) viewer.Send(message ??= Message(method, argument, _protocol));
    }

    public static SharedMessage Message(string method, object argument, IHubProtocol protocol) => new(protocol.GetMessageBytes(new InvocationMessage(method, [argument])).Span);

    public override async Task OnConnectedAsync(HubConnectionContext connection)
    {
        if (_byConnection.Count >= options.Value.MaxViewers)
        {
            log.LogWarning("A viewer was turned away: {Viewers} are connected, as many as DigitalTwin:MaxViewers allows.", _byConnection.Count);
            connection.Abort();
            return;
        }
        await base.OnConnectedAsync(connection);
        _byConnection[connection.ConnectionId] = new Viewer(connection, MissedSomething, log);
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

    // Empty batches whose counts do not follow the last ones the viewer saw: by the protocol, that means fetch a snapshot.
    private IEnumerable<SharedMessage> MissedSomething(Viewer viewer)
    {
        var at = clock.Now.UnixMilliseconds;
        foreach (var (group, sequence) in groups.SeenBy(viewer)) yield return ChangesWriter.Gap(group, sequence, at);
        yield return Message("Warnings", new { seq = warnings.Sequence, at, upserts = Array.Empty<WarningView>() }, _protocol);
    }
}
