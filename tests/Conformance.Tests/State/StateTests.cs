using Conformance.Host;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Storage;

namespace Conformance.State;

[Collection(SharedHost.Name)]
public sealed class StateTests(SharedHost shared)
{
    private readonly RunningHost _host = shared.Host;

    [Fact]
    public async Task State_is_empty_and_without_record_at_first()
    {
        Assert.Equal(0, await Grain("new").Balance());
        Assert.False(await Grain("new").Exists());
        Assert.Null(await Grain("new").Etag());
    }

    [Fact]
    public async Task Written_state_is_there_for_the_next_activation_before_it_is_activated()
    {
        await Grain("kept").Add(5);
        Assert.True(await Grain("kept").Exists());
        await Grain("kept").Forget(100);
        await Grain("kept").End();
        Assert.Equal(5, await Grain("kept").Balance());
    }

    [Fact]
    public async Task Each_write_has_an_etag_of_its_own()
    {
        await Grain("etag").Add(1);
        var first = await Grain("etag").Etag();
        await Grain("etag").Add(1);
        Assert.NotNull(first);
        Assert.NotEqual(first, await Grain("etag").Etag());
    }

    [Fact]
    public async Task Reading_again_drops_what_was_not_written()
    {
        await Grain("reload").Add(5);
        await Grain("reload").Forget(100);
        await Grain("reload").Reload();
        Assert.Equal(5, await Grain("reload").Balance());
    }

    [Fact]
    public async Task Cleared_state_has_no_record()
    {
        await Grain("cleared").Add(5);
        await Grain("cleared").Close();
        Assert.False(await Grain("cleared").Exists());
        await Grain("cleared").End();
        Assert.Equal(0, await Grain("cleared").Balance());
    }

    [Fact]
    public async Task A_write_over_someone_elses_is_refused_and_the_next_call_finds_theirs()
    {
        await Grain("two writers").Add(1);
        await WriteElsewhere("two writers", 50);
        await Assert.ThrowsAsync<InconsistentStateException>(() => Grain("two writers").Add(1));
        Assert.Equal(50, await Grain("two writers").Balance());
        await Grain("two writers").Add(1);
        Assert.Equal(51, await Grain("two writers").Balance());
    }

    [Fact]
    public async Task Of_two_writers_with_the_same_etag_only_the_first_succeeds()
    {
        await Grain("same etag").Add(1);
        var (first, second) = (await Read("same etag"), await Read("same etag"));
        await Storage.WriteStateAsync("account", Grain("same etag").GetGrainId(), first);
        await Assert.ThrowsAsync<InconsistentStateException>(
            () => Storage.WriteStateAsync("account", Grain("same etag").GetGrainId(), second));
    }

    [Fact]
    public async Task A_conflict_ends_the_grain_whose_state_it_is_and_not_its_callers()
    {
        await Grain("conflict behind").Add(1);
        await WriteElsewhere("conflict behind", 50);
        await Grain("conflict before").Forget(7);
        await Assert.ThrowsAsync<InconsistentStateException>(() => Grain("conflict before").AddThrough("conflict behind", 1));
        await Grain("conflict before").Add(0);
        Assert.Equal(7, await Grain("conflict before").Balance());
    }

    private IGrainStorage Storage => _host.Services.GetRequiredKeyedService<IGrainStorage>("Default");

    private IAccountGrain Grain(string key) => _host.Grains.GetGrain<IAccountGrain>(key);

    private async Task<GrainState<Account>> Read(string key)
    {
        var state = new GrainState<Account>(new Account());
        await Storage.ReadStateAsync("account", Grain(key).GetGrainId(), state);
        return state;
    }

    private async Task WriteElsewhere(string key, int balance)
    {
        var state = await Read(key);
        state.State!.Balance = balance;
        await Storage.WriteStateAsync("account", Grain(key).GetGrainId(), state);
    }
}
