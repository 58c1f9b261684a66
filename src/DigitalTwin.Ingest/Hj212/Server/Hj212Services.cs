using DigitalTwin.Domain.Readings;
using DigitalTwin.Ingest.Devices;
using DigitalTwin.Ingest.Hj212.Devices;
using DigitalTwin.Ingest.Intake;
using Microsoft.Extensions.Logging;

namespace DigitalTwin.Ingest.Hj212.Server;

/// <summary>What every connection works with.</summary>
internal sealed record Hj212Services(Hj212Options Options, DeviceSessions Sessions, DeviceCandidates Candidates, DeviceLog Log, ReadingIntake Intake, IHistory History, CityCalendar Calendar, TimeProvider Time, ILogger Logger)
{
    public DamageCount Damage { get; } = new();
}

/// <summary>Frames that came damaged since the start. Safe from any thread.</summary>
internal sealed class DamageCount
{
    private long _frames;

    public long Frames => Interlocked.Read(ref _frames);

    public void Add()
    {
        Interlocked.Increment(ref _frames);
        Hj212Meters.Damaged.Add(1);
    }
}
