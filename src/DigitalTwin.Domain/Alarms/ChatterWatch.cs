using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Domain.Alarms;

/// <summary>Alarms that come and go faster than anybody can read, by their last raises.</summary>
internal sealed class ChatterWatch(AlarmSettings settings)
{
    private readonly Dictionary<string, Queue<Instant>> _raises = [];

    /// <summary>True where this raise makes it one of several in the window.</summary>
    public bool Raise(string alarm, Instant at)
    {
        if (!_raises.TryGetValue(alarm, out var times)) _raises[alarm] = times = new Queue<Instant>(settings.ChatteringRaises);
        if (times.Count == settings.ChatteringRaises) times.Dequeue();
        times.Enqueue(at);
        return times.Count == settings.ChatteringRaises && at - times.Peek() <= settings.ChatteringWindow && at >= times.Peek();
    }

    public bool IsQuiet(string alarm, Instant now) => !_raises.TryGetValue(alarm, out var times) || now - times.Last() >= settings.ChatteringQuiet;

    /// <summary>Forgets who has been quiet.</summary>
    public void Forget(Instant now)
    {
        foreach (var alarm in _raises.Where(r => now - r.Value.Last() >= settings.ChatteringQuiet || r.Value.Last() > now).Select(r => r.Key).ToArray()) _raises.Remove(alarm);
    }
}
