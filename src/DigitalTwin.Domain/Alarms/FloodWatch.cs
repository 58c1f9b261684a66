using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Domain.Alarms;

/// <summary>More announcements than an operator can take, by the ten-minute rule of EEMUA 191.</summary>
public sealed class FloodWatch(AlarmSettings settings)
{
    private readonly Queue<Instant> _recent = new();

    /// <summary>When the present flood began; null outside one.</summary>
    public Instant? Since { get; private set; }

    /// <summary>Announcements in the window.</summary>
    public int Count => _recent.Count;

    /// <summary>Something asked for attention. Times that run backwards, as when a replay begins, start anew.</summary>
    public void Announce(Instant at)
    {
        Move(at);
        _recent.Enqueue(at);
        if (_recent.Count > Most) _recent.Dequeue();
        if (_recent.Count > settings.FloodStart * settings.Operators) Since ??= at;
    }

    /// <summary>True where a flood has ended with it.</summary>
    public bool Move(Instant now)
    {
        if (_recent.Count > 0 && _recent.Last() > now) _recent.Clear();
        while (_recent.Count > 0 && now - _recent.Peek() >= settings.FloodWindow) _recent.Dequeue();
        if (Since is null || _recent.Count >= settings.FloodEnd * settings.Operators) return false;
        Since = null;
        return true;
    }

    /// <summary>Far beyond a flood the exact number says nothing more.</summary>
    private int Most => settings.FloodStart * settings.Operators * 100;
}
