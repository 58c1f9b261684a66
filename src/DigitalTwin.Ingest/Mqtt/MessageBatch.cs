using DigitalTwin.Domain.Devices;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Ingest.Mqtt;

/// <summary>Messages in the order they came that go to the disk, and then are acknowledged, together. Bounded by the prefetch.</summary>
internal sealed class MessageBatch
{
    public List<Reading> Readings { get; } = [];
    public List<(DeviceEntry Device, int Readings, Instant Newest)> Devices { get; } = [];
    public List<ulong> Refused { get; } = [];
    public ulong LastGood { get; private set; }
    public int Messages { get; private set; }

    public bool IsEmpty => Messages == 0 && Refused.Count == 0;

    public void Add(ulong tag, MessageOutcome outcome)
    {
        Readings.AddRange(outcome.Readings);
        if (outcome.Device is { } device) Devices.Add((device, outcome.Readings.Count, outcome.Readings.Max(r => r.At)));
        (LastGood, Messages) = (tag, Messages + 1);
    }
}
