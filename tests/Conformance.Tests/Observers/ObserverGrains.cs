using Orleans;
using Orleans.Concurrency;

namespace Conformance.Observers;

public interface IWatcher : IGrainObserver
{
    [OneWay]
    Task Saw(string what);

    Task<int> HowMany();
}

public interface IWatchedGrain : IGrainWithStringKey
{
    Task Watch(IWatcher watcher);

    Task<bool> IsWatchedBy(IWatcher watcher);

    Task Tell(string what);

    Task<int> Ask();
}

public sealed class WatchedGrain : Grain, IWatchedGrain
{
    private readonly List<IWatcher> _watchers = [];

    public Task Watch(IWatcher watcher)
    {
        _watchers.Add(watcher);
        return Task.CompletedTask;
    }

    public Task<bool> IsWatchedBy(IWatcher watcher) => Task.FromResult(_watchers.Contains(watcher));

    public Task Tell(string what) => Task.WhenAll(_watchers.Select(watcher => watcher.Saw(what)));

    public Task<int> Ask() => _watchers[0].HowMany();
}
