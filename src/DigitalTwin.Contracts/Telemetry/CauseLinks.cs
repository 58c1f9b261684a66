using System.Collections.Concurrent;
using System.Diagnostics;

namespace DigitalTwin.Contracts.Telemetry;

/// <summary>Spans whose work waits for the next map tick of this process, so that the tick's trace can name where it came from.</summary>
public static class CauseLinks
{
    private static readonly ConcurrentQueue<ActivityContext> Waiting = new();

    /// <summary>Beyond <see cref="TwinTelemetry.MaxLinks"/> a tick they are forgotten.</summary>
    public static void Note(ActivityContext cause)
    {
        if (Waiting.Count < TwinTelemetry.MaxLinks) Waiting.Enqueue(cause);
    }

    /// <summary>Begins the tick's span: in the trace of its only cause, or linked to each of several. Null where nobody traces.</summary>
    public static Activity? StartTick(string name)
    {
        var causes = new List<ActivityContext>();
        while (causes.Count < TwinTelemetry.MaxLinks && Waiting.TryDequeue(out var cause)) causes.Add(cause);
        return TwinTelemetry.Source.StartActivity(name, ActivityKind.Producer, causes.Count == 1 ? causes[0] : default,
            links: causes.Count > 1 ? causes.Select(c => new ActivityLink(c)) : null);
    }
}
