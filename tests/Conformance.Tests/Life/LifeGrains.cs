using Conformance.Host;
using Orleans;
using Orleans.Concurrency;

namespace Conformance.Life;

public interface ILifeGrain : IGrainWithStringKey
{
    /// <summary>How many activations of this key there have been.</summary>
    Task<int> Generation();

    Task End();

    Task EndAfter(string gate);

    Task StayFor(TimeSpan time);
}

public sealed class LifeGrain(Journal journal) : Grain, ILifeGrain
{
    private int _generation;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await Task.Yield();
        Note("activated");
        _generation = journal.Of(this.GetPrimaryKeyString()).Count(line => line == "activated");
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await Task.Yield();
        Note($"deactivated: {reason.ReasonCode}");
    }

    public Task<int> Generation() => Task.FromResult(_generation);

    public Task End()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public async Task EndAfter(string gate)
    {
        DeactivateOnIdle();
        await journal.Gate(gate);
        Note("last call ends");
    }

    public Task StayFor(TimeSpan time)
    {
        DelayDeactivation(time);
        return Task.CompletedTask;
    }

    private void Note(string line) => journal.Write(this.GetPrimaryKeyString(), line);
}

public interface IFailingGrain : IGrainWithStringKey
{
    Task<string> Hello();
}

/// <summary>Fails its first two activations.</summary>
public sealed class FailingGrain(Journal journal) : Grain, IFailingGrain
{
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var key = this.GetPrimaryKeyString();
        journal.Write(key, "tried");
        return journal.Of(key).Length > 2 ? Task.CompletedTask : throw new InvalidOperationException("Not yet.");
    }

    public Task<string> Hello() => Task.FromResult("hello");
}

public interface IAnimalGrain : IGrainWithStringKey
{
    Task<string> Sound();
}

public interface IDogGrain : IAnimalGrain;

public interface ICatGrain : IAnimalGrain;

public abstract class AnimalGrain : Grain, IAnimalGrain
{
    public abstract Task<string> Sound();
}

public sealed class DogGrain : AnimalGrain, IDogGrain
{
    public override Task<string> Sound() => Task.FromResult($"{this.GetGrainId()} barks");
}

public sealed class CatGrain : AnimalGrain, ICatGrain
{
    public override Task<string> Sound() => Task.FromResult($"{this.GetGrainId()} mews");
}

public interface IWorkerGrain : IGrainWithStringKey
{
    Task Work(string gate);
}

[StatelessWorker(2)]
public sealed class WorkerGrain(Journal journal) : Grain, IWorkerGrain
{
    public async Task Work(string gate)
    {
        journal.Write(this.GetPrimaryKeyString(), "starts");
        await journal.Gate(gate);
    }
}
