using Orleans;
using Orleans.Runtime;

namespace Conformance.State;

[GenerateSerializer, Alias("Conformance.Account")]
public sealed class Account
{
    [Id(0)]
    public int Balance { get; set; }

    [Id(1)]
    public List<string> Entries { get; set; } = [];
}

public interface IAccountGrain : IGrainWithStringKey
{
    Task<int> Balance();

    Task<bool> Exists();

    Task<string?> Etag();

    Task Add(int amount);

    /// <summary>Changes the state without writing it.</summary>
    Task Forget(int amount);

    Task Reload();

    Task Close();

    Task End();

    Task AddThrough(string other, int amount);
}

public sealed class AccountGrain([PersistentState("account")] IPersistentState<Account> account) : Grain, IAccountGrain
{
    private int _balanceOnActivation;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _balanceOnActivation = account.State.Balance;
        return Task.CompletedTask;
    }

    public Task<int> Balance() => Task.FromResult(account.State.Entries.Count == 0 ? _balanceOnActivation : account.State.Balance);

    public Task<bool> Exists() => Task.FromResult(account.RecordExists);

    public Task<string?> Etag() => Task.FromResult(account.Etag);

    public async Task Add(int amount)
    {
        account.State.Balance += amount;
        account.State.Entries.Add($"{amount}");
        await account.WriteStateAsync();
    }

    public Task Forget(int amount)
    {
        account.State.Balance += amount;
        return Task.CompletedTask;
    }

    public Task Reload() => account.ReadStateAsync();

    public Task Close() => account.ClearStateAsync();

    public Task End()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public Task AddThrough(string other, int amount) => GrainFactory.GetGrain<IAccountGrain>(other).Add(amount);
}
