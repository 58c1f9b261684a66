using DigitalTwin.Contracts;
using Orleans;
using Orleans.Concurrency;

namespace DigitalTwin.Grains.Map;

/// <summary>Hands each silo's tick to every host that shows the map. Holds nothing but who is listening.</summary>
[Reentrant]
public sealed class MapFeedGrain(TimeProvider time) : Grain, IMapFeedGrain
{
    /// <summary>A host renews every minute; after three it is gone.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(3);

    private readonly Dictionary<IMapObserver, long> _observers = [];

    public Task Subscribe(IMapObserver observer)
    {
        _observers[observer] = time.GetTimestamp();
        return Task.CompletedTask;
    }

    public Task Unsubscribe(IMapObserver observer)
    {
        _observers.Remove(observer);
        return Task.CompletedTask;
    }

    public Task Publish(MapChanges changes) => Tell(observer => observer.Changed(changes));

    public Task PublishWarnings(WarningRecord[] warnings) => Tell(observer => observer.Warned(warnings));

    private async Task Tell(Func<IMapObserver, Task> call)
    {
        foreach (var (observer, renewed) in _observers.ToArray())
        {
            if (time.GetElapsedTime(renewed) > Lease) _observers.Remove(observer);
            else await call(observer);
        }
    }
}
