using System.Diagnostics.Metrics;
using DigitalTwin.Contracts.Telemetry;

namespace DigitalTwin.Ingest.Intake;

internal static class IngestMeters
{
    public static readonly Counter<long> Accepted =
        TwinTelemetry.Meter.CreateCounter<long>("digitaltwin.readings.accepted", "{reading}", "Readings on disk and acknowledged.");

    public static readonly Counter<long> Refused =
        TwinTelemetry.Meter.CreateCounter<long>("digitaltwin.readings.refused", "{reading}", "Readings refused whole batches at a time for overload.");

    public static readonly Counter<long> Observed =
        TwinTelemetry.Meter.CreateCounter<long>("digitaltwin.readings.observed", "{reading}", "Readings taken into grain state.");

    public static readonly Counter<long> Undelivered =
        TwinTelemetry.Meter.CreateCounter<long>("digitaltwin.readings.undelivered", "{reading}", "Readings on disk that a grain refused again and again; it folds them when it next activates.");

    public static readonly Histogram<double> StateLag =
        TwinTelemetry.Meter.CreateHistogram<double>("digitaltwin.ingest.state_lag", "s", "Wall time from receipt of a batch until it is in grain state.");
}
