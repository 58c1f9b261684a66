using Conformance.Host;
using Orleans;
using Orleans.Concurrency;

namespace Conformance.Turns;

public interface ITurnGrain : IGrainWithStringKey
{
    /// <summary>Adds one the slow way: reads, awaits, writes.</summary>
    Task Increment();

    Task<int> Count();

    /// <summary>Notes its start, waits at the gate, notes its end.</summary>
    Task Work(string name, string gate);

    [AlwaysInterleave]
    Task Peek(string name);

    [ReadOnly]
    Task Read(string name, string gate);

    /// <summary>Whether the code before and after an await saw the same scheduler.</summary>
    Task<bool> StaysInTurn();

    /// <summary>Whether <c>ConfigureAwait(false)</c> led out of the grain's scheduler.</summary>
    Task<bool> LeavesTurn();

    /// <summary>Whether a continuation and a started task ran on the grain's scheduler.</summary>
    Task<bool> KeepsContinuations();
}

public interface IReentrantTurnGrain : ITurnGrain;

public class TurnGrain(Journal journal) : Grain, ITurnGrain
{
    private int _count;

    public async Task Increment()
    {
        var before = _count;
        await Task.Yield();
        await Task.Delay(1);
        _count = before + 1;
    }

    public Task<int> Count() => Task.FromResult(_count);

    public async Task Work(string name, string gate)
    {
        Note($"{name} starts");
        await journal.Gate(gate);
        Note($"{name} ends");
    }

    public Task Peek(string name)
    {
        Note(name);
        return Task.CompletedTask;
    }

    public Task Read(string name, string gate) => Work(name, gate);

    public async Task<bool> StaysInTurn()
    {
        var scheduler = TaskScheduler.Current;
        await Task.Yield();
        var afterYield = TaskScheduler.Current;
        await Task.Delay(1);
        return scheduler != TaskScheduler.Default && afterYield == scheduler && TaskScheduler.Current == scheduler;
    }

    public async Task<bool> LeavesTurn()
    {
        await Task.Delay(1).ConfigureAwait(false); // Grain code must not do this; here it shows what happens if it does.
        return TaskScheduler.Current == TaskScheduler.Default;
    }

    public async Task<bool> KeepsContinuations()
    {
        var scheduler = TaskScheduler.Current;
        var continued = await Task.Run(() => 1).ContinueWith(_ => TaskScheduler.Current, TaskScheduler.Current);
        var started = await Task.Factory.StartNew(() => TaskScheduler.Current);
        return continued == scheduler && started == scheduler;
    }

    private void Note(string line) => journal.Write(this.GetPrimaryKeyString(), line);
}

[Reentrant]
public sealed class ReentrantTurnGrain(Journal journal) : TurnGrain(journal), IReentrantTurnGrain;
