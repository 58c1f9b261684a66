using System.Collections.Concurrent;
using DigitalTwin.Contracts;

namespace DigitalTwin.Grains.Tests.Embedded;

public class MapFeedGrainTests
{
    [Fact]
    public async Task Every_host_that_listens_hears_every_tick()
    {
        await using var silo = await Silo.Start();
        var (one, two) = (new Host(), new Host());
        var feed = silo.Grains.GetGrain<IMapFeedGrain>("city");
        await feed.Subscribe(silo.Grains.CreateObjectReference<IMapObserver>(one));
        var reference = silo.Grains.CreateObjectReference<IMapObserver>(two);
        await feed.Subscribe(reference);
        await feed.Publish(Tick(1));
        await Silo.Until(() => Task.FromResult(one.Ticks.Count == 1 && two.Ticks.Count == 1));
        await feed.Unsubscribe(reference);
        await feed.Publish(Tick(2));
        await Silo.Until(() => Task.FromResult(one.Ticks.Count == 2));
        Assert.Single(two.Ticks);
    }

    [Fact]
    public async Task A_host_that_does_not_renew_is_forgotten()
    {
        await using var silo = await Silo.Start();
        var (gone, here) = (new Host(), new Host());
        var feed = silo.Grains.GetGrain<IMapFeedGrain>("city");
        await feed.Subscribe(silo.Grains.CreateObjectReference<IMapObserver>(gone));
        silo.Time.Advance(TimeSpan.FromMinutes(4));
        await feed.Subscribe(silo.Grains.CreateObjectReference<IMapObserver>(here));
        await feed.Publish(Tick(1));
        await Silo.Until(() => Task.FromResult(here.Ticks.Count == 1));
        Assert.Empty(gone.Ticks);
    }

    private static MapChanges Tick(long at) => new(at, [1], [0], [1], [0.5], [-1]);

    private sealed class Host : IMapObserver
    {
        public ConcurrentQueue<MapChanges> Ticks { get; } = [];

        public Task Changed(MapChanges changes)
        {
            Ticks.Enqueue(changes);
            return Task.CompletedTask;
        }

        public Task Warned(WarningRecord[] warnings) => Task.CompletedTask;
    }
}
