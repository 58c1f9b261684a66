using System.Collections.Concurrent;
using Conformance.Host;

namespace Conformance.Observers;

public sealed class ObserverTests : IAsyncLifetime
{
    private RunningHost _host = null!;

    public async Task InitializeAsync() => _host = await RunningHost.Start(new HostSettings { ResponseTimeout = TimeSpan.FromSeconds(1) });

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task An_observer_is_told_by_a_grain_in_order()
    {
        var watcher = new Watcher();
        var reference = _host.Grains.CreateObjectReference<IWatcher>(watcher);
        var grain = _host.Grains.GetGrain<IWatchedGrain>("tells");
        await grain.Watch(reference);
        foreach (var i in Enumerable.Range(0, 100)) await grain.Tell($"{i}");
        await Eventually.Is(() => watcher.Seen.Count == 100, "all was seen");
        Assert.Equal(Enumerable.Range(0, 100).Select(i => $"{i}"), watcher.Seen);
    }

    [Fact]
    public async Task An_observer_can_answer_a_grain()
    {
        var watcher = new Watcher();
        var grain = _host.Grains.GetGrain<IWatchedGrain>("asks");
        await grain.Watch(_host.Grains.CreateObjectReference<IWatcher>(watcher));
        await grain.Tell("one");
        Assert.Equal(1, await grain.Ask());
        GC.KeepAlive(watcher);
    }

    [Fact]
    public async Task References_to_one_observer_are_equal_and_to_another_are_not()
    {
        var (watcher, other) = (new Watcher(), new Watcher());
        var reference = _host.Grains.CreateObjectReference<IWatcher>(watcher);
        var grain = _host.Grains.GetGrain<IWatchedGrain>("equal");
        await grain.Watch(reference);
        Assert.True(await grain.IsWatchedBy(reference));
        Assert.False(await grain.IsWatchedBy(_host.Grains.CreateObjectReference<IWatcher>(other)));
        GC.KeepAlive((watcher, other));
    }

    [Fact]
    public async Task A_deleted_observer_is_told_nothing_and_does_not_answer()
    {
        var watcher = new Watcher();
        var reference = _host.Grains.CreateObjectReference<IWatcher>(watcher);
        var grain = _host.Grains.GetGrain<IWatchedGrain>("deleted");
        await grain.Watch(reference);
        _host.Grains.DeleteObjectReference<IWatcher>(reference);
        await grain.Tell("unheard");
        await Assert.ThrowsAnyAsync<Exception>(grain.Ask);
        Assert.Empty(watcher.Seen);
    }

    [Fact]
    public async Task An_object_that_is_no_reference_cannot_be_handed_over() =>
        await Assert.ThrowsAnyAsync<Exception>(() => _host.Grains.GetGrain<IWatchedGrain>("raw object").Watch(new Watcher()));

    private sealed class Watcher : IWatcher
    {
        public ConcurrentQueue<string> Seen { get; } = new();

        public Task Saw(string what)
        {
            Seen.Enqueue(what);
            return Task.CompletedTask;
        }

        public Task<int> HowMany() => Task.FromResult(Seen.Count);
    }
}
