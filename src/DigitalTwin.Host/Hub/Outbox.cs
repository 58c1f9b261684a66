using DigitalTwin.Host.Hub.Frames;

namespace DigitalTwin.Host.Hub;

/// <summary>What one tick has for each viewer, joined into one message each; viewers who see the same get the very same one. For one thread.</summary>
/// <remarks>Waking a viewer and writing to its socket costs more than the bytes: nine cells of a view are one write, not nine.</remarks>
internal sealed class Outbox
{
    private readonly Dictionary<Viewer, SharedMessage> _messages = [];
    private readonly Dictionary<(SharedMessage, SharedMessage), SharedMessage> _joined = [];

    public void Add(Viewer viewer, SharedMessage message) =>
        _messages[viewer] = _messages.TryGetValue(viewer, out var before) ? Joined(before, message) : message;

    /// <summary>Queues for each viewer what it has been given, and forgets it.</summary>
    public void Send()
    {
        foreach (var (viewer, message) in _messages) viewer.Send(message);
        _messages.Clear();
        _joined.Clear();
    }

    private SharedMessage Joined(SharedMessage before, SharedMessage message)
    {
        if (!_joined.TryGetValue((before, message), out var joined)) _joined[(before, message)] = joined = new SharedMessage(before, message);
        return joined;
    }
}
