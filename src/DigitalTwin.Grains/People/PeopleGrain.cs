using DigitalTwin.Contracts;
using Orleans;
using Orleans.Runtime;

namespace DigitalTwin.Grains.People;

[GenerateSerializer, Alias("PeopleMemory")]
public sealed class PeopleMemory
{
    [Id(0)] public List<string> Names { get; set; } = [];
}

public sealed class PeopleGrain([PersistentState("people")] IPersistentState<PeopleMemory> memory) : Grain, IPeopleGrain
{
    private const int MostNames = 10_000;

    public Task<string[]> Names() => Task.FromResult(memory.State.Names.ToArray());

    public async Task<bool> Add(string name)
    {
        if (memory.State.Names.Contains(name)) return true;
        if (memory.State.Names.Count >= MostNames) return false;
        memory.State.Names.Add(name);
        try
        {
            await memory.WriteStateAsync();
        }
        catch
        {
            memory.State.Names.Remove(name);
            throw;
        }
        return true;
    }
}
