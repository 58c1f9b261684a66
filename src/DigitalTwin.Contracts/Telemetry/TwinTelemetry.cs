using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace DigitalTwin.Contracts.Telemetry;

/// <summary>The one source of spans and the one meter of the platform; names follow OpenTelemetry's conventions.</summary>
/// <remarks>A trace runs from the receipt of a batch over the append and the grains to the push. Where batches merge, spans are linked.</remarks>
public static class TwinTelemetry
{
    public const string Name = "DigitalTwin";

    public static readonly ActivitySource Source = new(Name);
    public static readonly Meter Meter = new(Name);

    /// <summary>Links to where merged work came from; at most so many, since a link is for following one example, not for counting.</summary>
    public const int MaxLinks = 16;
}
