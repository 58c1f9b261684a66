using DigitalTwin.Contracts;
using Orleans;
using Orleans.Runtime;

namespace DigitalTwin.Grains.People;

[GenerateSerializer, Alias("AccountMemory")]
public sealed class AccountMemory
{
    [Id(0)] public AccountRecord? Account { get; set; }
}

/// <summary>Keeps one account; what may be in it is decided before.</summary>
public sealed class AccountGrain([PersistentState("account")] IPersistentState<AccountMemory> memory) : Grain, IAccountGrain
{
    public Task<AccountRecord?> Read() => Task.FromResult(memory.State.Account);

    public async Task<bool> Save(AccountRecord account)
    {
        var kept = memory.State.Account;
        if (account.Version != (kept?.Version ?? 0) + 1) return false;
        memory.State.Account = account;
        try
        {
            await memory.WriteStateAsync();
        }
        catch
        {
            memory.State.Account = kept; // What is not stored must not be answered with.
            throw;
        }
        return true;
    }
}
