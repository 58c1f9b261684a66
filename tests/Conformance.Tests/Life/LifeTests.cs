using Conformance.Host;
using Orleans;

namespace Conformance.Life;

[Collection(SharedHost.Name)]
public sealed class LifeTests(SharedHost shared)
{
    private readonly RunningHost _host = shared.Host;

    [Fact]
    public async Task A_grain_is_activated_by_its_first_call_and_stays()
    {
        const string Key = "first call";
        var grain = Grain(Key);
        Assert.Empty(_host.Journal.Of(Key));
        Assert.Equal(1, await grain.Generation());
        Assert.Equal(1, await Grain(Key).Generation());
    }

    [Fact]
    public async Task Calls_made_at_once_share_one_activation()
    {
        const string Key = "at once";
        Assert.All(await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => Grain(Key).Generation()))), one => Assert.Equal(1, one));
        Assert.Equal(["activated"], _host.Journal.Of(Key));
    }

    [Fact]
    public async Task A_failing_activation_fails_the_call_and_the_next_call_tries_anew()
    {
        var grain = _host.Grains.GetGrain<IFailingGrain>("fails twice");
        Assert.Contains("Not yet.", (await Assert.ThrowsAnyAsync<Exception>(grain.Hello)).ToString());
        Assert.Contains("Not yet.", (await Assert.ThrowsAnyAsync<Exception>(grain.Hello)).ToString());
        Assert.Equal("hello", await grain.Hello());
    }

    [Fact]
    public async Task A_grain_that_ends_itself_is_deactivated_and_the_next_call_activates_it_anew()
    {
        const string Key = "ends itself";
        await Grain(Key).End();
        Assert.Equal(2, await Grain(Key).Generation());
        Assert.Equal(["activated", "deactivated: ApplicationRequested", "activated"], _host.Journal.Of(Key));
    }

    [Fact]
    public async Task A_call_that_runs_when_a_grain_ends_is_finished_first_and_calls_behind_it_reach_the_next_activation()
    {
        const string Key = "ends after";
        var last = Grain(Key).EndAfter("gate " + Key);
        await Eventually.Is(() => _host.Journal.Of(Key) is ["activated", ..], "activated");
        var behind = Grain(Key).Generation();
        _host.Journal.Open("gate " + Key);
        await last;
        Assert.Equal(2, await behind);
        Assert.Equal(["activated", "last call ends", "deactivated: ApplicationRequested", "activated"], _host.Journal.Of(Key));
    }

    [Fact]
    public async Task The_class_is_found_by_the_interface_asked_for()
    {
        Assert.Equal("dog/rex", (await _host.Grains.GetGrain<IDogGrain>("rex").Sound()).Split(' ')[0]);
        Assert.Equal("cat/tom mews", await _host.Grains.GetGrain<ICatGrain>("tom").Sound());
        IAnimalGrain seenAsAnimal = _host.Grains.GetGrain<IDogGrain>("bello");
        Assert.Equal("dog/bello barks", await seenAsAnimal.Sound());
    }

    [Fact]
    public void An_interface_of_several_classes_is_ambiguous() =>
        Assert.Throws<ArgumentException>(() => _host.Grains.GetGrain<IAnimalGrain>("who"));

    [Fact]
    public async Task A_shared_interface_reaches_the_class_that_the_grain_id_names()
    {
        var id = _host.Grains.GetGrain<ICatGrain>("by id").GetGrainId();
        Assert.Equal("cat/by id mews", await _host.Grains.GetGrain<IAnimalGrain>(id).Sound());
    }

    [Fact]
    public async Task A_stateless_worker_serves_one_key_several_times_at_once_up_to_its_limit()
    {
        const string Key = "worker";
        var worker = _host.Grains.GetGrain<IWorkerGrain>(Key);
        var work = Enumerable.Range(0, 3).Select(_ => worker.Work("gate " + Key)).ToArray();
        await Eventually.Is(() => _host.Journal.Of(Key).Length == 2, "two workers started");
        await Task.Delay(100);
        Assert.Equal(2, _host.Journal.Of(Key).Length);
        _host.Journal.Open("gate " + Key);
        await Task.WhenAll(work);
        Assert.Equal(3, _host.Journal.Of(Key).Length);
    }

    private ILifeGrain Grain(string key) => _host.Grains.GetGrain<ILifeGrain>(key);
}
