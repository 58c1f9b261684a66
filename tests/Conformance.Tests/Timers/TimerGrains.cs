using Conformance.Host;
using Orleans;
using Orleans.Runtime;

namespace Conformance.Timers;

public interface ITimerGrain : IGrainWithStringKey
{
    /// <summary>Ticks every few milliseconds; each tick waits at the gate.</summary>
    Task Start(string gate, bool interleave);

    Task StartThrowing();

    Task StartOnce();

    Task Stop();

    Task Hold(string name, string gate);

    Task End();
}

public sealed class TimerGrain(Journal journal) : Grain, ITimerGrain
{
    private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(20);
    private IGrainTimer? _timer;

    public Task Start(string gate, bool interleave)
    {
        _timer = this.RegisterGrainTimer(Tick, gate, new GrainTimerCreationOptions(Often, Often) { Interleave = interleave });
        return Task.CompletedTask;
    }

    public Task StartThrowing()
    {
        _timer = this.RegisterGrainTimer(
            () =>
            {
                Note("throws");
                throw new InvalidOperationException("A tick failed.");
            },
            new GrainTimerCreationOptions { DueTime = Often, Period = Often });
        return Task.CompletedTask;
    }

    public Task StartOnce()
    {
        _timer = this.RegisterGrainTimer(_ => Tick("open", CancellationToken.None), Often, Timeout.InfiniteTimeSpan);
        return Task.CompletedTask;
    }

    public Task Stop()
    {
        _timer!.Dispose();
        Note("stopped");
        return Task.CompletedTask;
    }

    public async Task Hold(string name, string gate)
    {
        Note($"{name} starts");
        await journal.Gate(gate);
        Note($"{name} ends");
    }

    public Task End()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    private async Task Tick(string gate, CancellationToken cancellation)
    {
        Note("tick starts");
        await journal.Gate(gate);
        Note("tick ends");
    }

    private void Note(string line) => journal.Write(this.GetPrimaryKeyString(), line);
}
