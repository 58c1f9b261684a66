using System.Collections.Concurrent;
using System.Diagnostics;

namespace DigitalTwin.Contracts.Telemetry;

/// <summary>Spans whose work waits for the next map tick of this silo, so that the tick's trace can name where it came from.</summary>
public sealed class CauseLinks
{
    private readonly ConcurrentQueue<ActivityContext> _waiting = new();

    /// <summary>Beyond <see cref="TwinTelemetry.MaxLinks"/> a tick they are forgotten.</summary>
    public void Note(ActivityContext cause)
    {
        if (_waiting.Count < TwinTelemetry.MaxLinks) _waiting.Enqueue(cause);
    }

    /// <summary>Begins the tick's span. Null where nobody traces.</summary>
    public Activity? StartTick(string name)
    {
        var causes = new List<ActivityContext>();
        while (causes.Count < TwinTelemetry.MaxLinks && _waiting.TryDequeue(out var cause)) causes.Add(cause);
        return Start(name, ActivityKind.Producer, causes);
    }

    /// <summary>Begins a span of merged work: within the trace that all its causes share, else in one of its own; linked to each where there are several.</summary>
    public static Activity? Start(string name, ActivityKind kind, IReadOnlyList<ActivityContext> causes)
    {
        var shared = causes.Count > 0 && causes.All(c => c.TraceId == causes[0].TraceId);
        return TwinTelemetry.Source.StartActivity(name, kind, shared ? causes[0] : default, links: causes.Count > 1 ? causes.Select(c => new ActivityLink(c)) : null);
    }
}
