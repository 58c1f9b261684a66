using Conformance.Host;
using Conformance.Isolation;
using Orleans;
using Orleans.Runtime;

namespace Conformance.Embedded;

public interface IClockGrain : IGrainWithStringKey
{
    Task StartTimer(TimeSpan due, TimeSpan period);

    Task<int> Ticks();

    Task Remind(TimeSpan due, TimeSpan period);

    [ResponseTimeout("00:00:02")]
    Task WaitBriefly(string gate);

    Task Block(string gate);

    Task<int> Next();
}

public sealed class ClockGrain(Journal journal) : Grain, IClockGrain, IRemindable
{
    private int _ticks;
    private int _next;

    public Task StartTimer(TimeSpan due, TimeSpan period)
    {
        this.RegisterGrainTimer(Tick, due, period);
        return Task.CompletedTask;
    }

    public Task<int> Ticks() => Task.FromResult(_ticks);

    public Task Remind(TimeSpan due, TimeSpan period) => this.RegisterOrUpdateReminder("wake", due, period);

    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        journal.Write(this.GetPrimaryKeyString(), $"{status.CurrentTickTime:MM-dd HH:mm}");
        return Task.CompletedTask;
    }

    public Task WaitBriefly(string gate) => journal.Gate(gate);

    /// <summary>What no grain should do: holds its thread.</summary>
    public Task Block(string gate)
    {
        journal.Write(this.GetPrimaryKeyString(), "blocks");
        journal.Gate(gate).Wait();
        return Task.CompletedTask;
    }

    public Task<int> Next() => Task.FromResult(_next++);

    private Task Tick()
    {
        _ticks++;
        return Task.CompletedTask;
    }
}

public interface ISlowStartGrain : IGrainWithStringKey
{
    Task Hello();
}

public sealed class SlowStartGrain(Journal journal) : Grain, ISlowStartGrain
{
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        journal.Write(this.GetPrimaryKeyString(), "activating");
        await journal.Gate($"activate {this.GetPrimaryKeyString()}");
    }

    public Task Hello() => Task.CompletedTask;
}

public interface ISameGrain : IGrainWithStringKey
{
    Task Keep(Frozen frozen, int[] values);

    Task<bool> IsSame(Frozen frozen);
}

public sealed class SameGrain : Grain, ISameGrain
{
    private Frozen? _frozen;

    public Task Keep(Frozen frozen, int[] values)
    {
        _frozen = frozen;
        return Task.CompletedTask;
    }

    public Task<bool> IsSame(Frozen frozen) => Task.FromResult(ReferenceEquals(frozen, _frozen));
}
