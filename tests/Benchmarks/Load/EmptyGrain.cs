using Orleans;
using Orleans.Runtime;

namespace Benchmarks.Load;

/// <summary>A grain of an asset grain's form that holds nothing: what an activation costs by itself.</summary>
public interface IEmptyGrain : IGrainWithStringKey
{
    Task Touch();
}

public sealed class EmptyGrain([PersistentState("empty")] IPersistentState<EmptyMemory> memory) : Grain, IEmptyGrain
{
    public Task Touch() => memory.RecordExists ? throw new InvalidOperationException("It never saves.") : Task.CompletedTask;
}

[GenerateSerializer, Alias("EmptyMemory")]
public sealed class EmptyMemory
{
    [Id(0)] public int[] Nothing { get; set; } = [];
}
