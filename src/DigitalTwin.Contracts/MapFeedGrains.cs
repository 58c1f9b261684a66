using Orleans;
using Orleans.Concurrency;

namespace DigitalTwin.Contracts;

/// <summary>Gathers what changed on the map from all silos and hands it to every host that shows it. One grain, key <c>city</c>.</summary>
public interface IMapFeedGrain : IGrainWithStringKey
{
    /// <summary>One silo's changes of one tick.</summary>
    [OneWay]
    Task Publish(MapChanges changes);

    [OneWay]
    Task PublishWarnings(WarningRecord[] warnings);

    /// <summary>Renewed every minute by a host; forgotten when not renewed for three.</summary>
    Task Subscribe(IMapObserver observer);

    Task Unsubscribe(IMapObserver observer);
}

public interface IMapObserver : IGrainObserver
{
    [OneWay]
    Task Changed(MapChanges changes);

    [OneWay]
    Task Warned(WarningRecord[] warnings);
}

/// <summary>Columns of equal length, one row an asset that changed; the newest row of an asset wins.</summary>
/// <remarks><see cref="States"/>: bits 0–2 warning level, bit 3 stale, bit 4 estimated, bit 5 an effect is on its way here.
/// <see cref="OldestAt"/>: wall time (Unix ms) at which the oldest of these changes waited first; <see cref="TraceParent"/>: W3C trace context of the tick.</remarks>
[GenerateSerializer, Immutable, Alias("MapChanges")]
public sealed record MapChanges(
    [property: Id(0)] long At,
    [property: Id(1)] int[] Assets,
    [property: Id(2)] byte[] States,
    [property: Id(3)] ushort[] Quantities,
    [property: Id(4)] double[] Values,
    [property: Id(5)] short[] Fills,
    [property: Id(6)] long OldestAt = 0,
    [property: Id(7)] string? TraceParent = null);
