using Conformance.Host;
using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;

namespace Conformance.Calls;

public interface ICallGrain : IGrainWithStringKey
{
    Task<string> Greet(string name);

    ValueTask<int> Twice(int value);

    ValueTask Nothing();

    Task Throw(string message);

    Task ThrowAtOnce(string message);

    [OneWay]
    Task Send(string line, string gate);

    [OneWay]
    Task SendAndThrow();

    Task Wait(string gate);

    Task Note(string line);

    Task<int> Cycle(string other, int depth);

    Task<int> CycleAllowed(string other, int depth);

    Task<string?> ContextValue(string key);

    Task SetContext(string key, string value);

    Task<string> Identity();

    Task<string> AskBack(string other);

    Task<string> BeAskedBy(ICallGrain asker);

    Task<bool> IsCancelled(CancellationToken cancellation);
}

public sealed class CallGrain(Journal journal) : Grain, ICallGrain
{
    public Task<string> Greet(string name) => Task.FromResult($"{this.GetPrimaryKeyString()} greets {name}");

    public ValueTask<int> Twice(int value) => ValueTask.FromResult(2 * value);

    public async ValueTask Nothing() => await Task.Yield();

    public async Task Throw(string message)
    {
        await Task.Yield();
        throw new InvalidOperationException(message);
    }

    public Task ThrowAtOnce(string message) => throw new InvalidOperationException(message);

    public async Task Send(string line, string gate)
    {
        await journal.Gate(gate);
        journal.Write(this.GetPrimaryKeyString(), line);
    }

    public Task SendAndThrow() => throw new InvalidOperationException("Nobody hears this.");

    public Task Wait(string gate)
    {
        journal.Write(this.GetPrimaryKeyString(), "waits");
        return journal.Gate(gate);
    }

    public Task Note(string line)
    {
        journal.Write(this.GetPrimaryKeyString(), line);
        return Task.CompletedTask;
    }

    public async Task<int> Cycle(string other, int depth) =>
        depth == 0 ? 0 : 1 + await GrainFactory.GetGrain<ICallGrain>(other).Cycle(this.GetPrimaryKeyString(), depth - 1);

    public async Task<int> CycleAllowed(string other, int depth)
    {
        using var _ = RequestContext.AllowCallChainReentrancy();
        return depth == 0 ? 0 : 1 + await GrainFactory.GetGrain<ICallGrain>(other).CycleAllowed(this.GetPrimaryKeyString(), depth - 1);
    }

    public Task<string?> ContextValue(string key) => Task.FromResult((string?)RequestContext.Get(key));

    public Task SetContext(string key, string value)
    {
        RequestContext.Set(key, value);
        return Task.CompletedTask;
    }

    public Task<string> Identity() => Task.FromResult(this.GetGrainId().ToString());

    public Task<string> AskBack(string other) => GrainFactory.GetGrain<ICallGrain>(other).BeAskedBy(this.AsReference<ICallGrain>());

    public Task<string> BeAskedBy(ICallGrain asker) => Task.FromResult(asker.GetPrimaryKeyString());

    public async Task<bool> IsCancelled(CancellationToken cancellation)
    {
        try
        {
            await Task.Delay(TimeSpan.FromSeconds(30), cancellation);
            return false;
        }
        catch (OperationCanceledException)
        {
            return true;
        }
    }
}
