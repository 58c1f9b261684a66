using System.Diagnostics.Metrics;
using DigitalTwin.Contracts.Telemetry;

namespace DigitalTwin.Host.Hub;

internal static class HubMeters
{
    public static readonly Counter<long> Resyncs =
        TwinTelemetry.Meter.CreateCounter<long>("digitaltwin.viewers.resyncs", "{resync}", "Viewers too slow for their messages, told to fetch a snapshot.");

    public static readonly Counter<long> RowsPushed =
        TwinTelemetry.Meter.CreateCounter<long>("digitaltwin.push.rows", "{row}", "Changed assets serialised for viewers; once a group, however many see it.");

    public static readonly Histogram<double> PushLag =
        TwinTelemetry.Meter.CreateHistogram<double>("digitaltwin.push.lag", "s", "Wall time from the first change that waited for a tick until it is queued for the viewers.");
}
