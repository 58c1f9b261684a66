using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Devices;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Ingest.Devices;

namespace DigitalTwin.Host.DataQuality;

/// <summary>What is wrong with a source now, the gravest first.</summary>
public enum Trouble { Silent, NeverSpoke, Skewed, Invalid, Gaps, Marks, Refused }

/// <summary>A source of readings and how it stands: a registered device, or an asset that reports without one.</summary>
/// <param name="Key">The device's id, or the asset's.</param>
/// <param name="Interval">How often it should report.</param>
/// <param name="Newest">Its newest reading's time; null where there is none.</param>
/// <param name="Lag">Between when its newest reading was true and known, where that has been steady.</param>
public sealed record QualitySource(string Key, Device? Device, IReadOnlyList<AssetEntry> Assets, TimeSpan Interval, Instant? Newest, TimeSpan? Lag, DeviceStatus? Status)
{
    /// <summary>Silence beyond so many intervals is trouble.</summary>
    public const int SilentIntervals = 3;
    private const double LeastEffective = 0.9;
    /// <summary>Doubtful readings of a day, of the spans in which something came.</summary>
    private const double LeastDoubtful = 0.01;

    public bool IsSilent(Instant now) => Newest is { } newest && now - newest > Interval * SilentIntervals;

    /// <param name="isSkewed">Whether its newest readings were marked so.</param>
    public IReadOnlyList<Trouble> TroubleOf(Instant now, Domain.DataQuality.DayShares today, IReadOnlyDictionary<Quality, int> marks, bool isSkewed)
    {
        var found = new List<Trouble>();
        if (Newest is null) found.Add(Trouble.NeverSpoke);
        else if (IsSilent(now)) found.Add(Trouble.Silent);
        if (isSkewed) found.Add(Trouble.Skewed);
        if (today.Validity < LeastEffective) found.Add(Trouble.Invalid);
        if (today.Transmission < LeastEffective) found.Add(Trouble.Gaps);
        // One doubtful value in a day is a sensor's life, not its trouble.
        if (marks.Where(m => m.Key is not (Quality.ClockSkew or Quality.AfterGap)).Sum(m => m.Value) > Math.Max(2, LeastDoubtful * today.Received)) found.Add(Trouble.Marks);
        if (Status is { Refused: > 0 }) found.Add(Trouble.Refused);
        return found;
    }
}
