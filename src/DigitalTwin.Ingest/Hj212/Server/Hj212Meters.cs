using System.Diagnostics.Metrics;
using DigitalTwin.Contracts.Telemetry;

namespace DigitalTwin.Ingest.Hj212.Server;

internal static class Hj212Meters
{
    public static readonly Counter<long> Packets = TwinTelemetry.Meter.CreateCounter<long>("digitaltwin.hj212.packets", "{packet}", "Packets taken and, where asked, acknowledged.");
    public static readonly Counter<long> Repeated = TwinTelemetry.Meter.CreateCounter<long>("digitaltwin.hj212.repeated", "{packet}", "Packets that were there already.");
    public static readonly Counter<long> Refused = TwinTelemetry.Meter.CreateCounter<long>("digitaltwin.hj212.refused", "{packet}", "Packets refused, by reason.");
    public static readonly Counter<long> Damaged = TwinTelemetry.Meter.CreateCounter<long>("digitaltwin.hj212.damaged", "{frame}", "Frames whose check or form does not hold.");
    public static readonly UpDownCounter<long> Connections = TwinTelemetry.Meter.CreateUpDownCounter<long>("digitaltwin.hj212.connections", "{connection}", "Open connections.");
}
