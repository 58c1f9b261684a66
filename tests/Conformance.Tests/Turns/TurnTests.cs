using Conformance.Host;

namespace Conformance.Turns;

[Collection(SharedHost.Name)]
public sealed class TurnTests(SharedHost shared)
{
    private readonly RunningHost _host = shared.Host;

    [Fact]
    public async Task A_grain_runs_one_call_at_a_time()
    {
        var grain = Turn("one at a time");
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(grain.Increment)));
        Assert.Equal(50, await grain.Count());
    }

    [Fact]
    public async Task A_call_waits_until_the_one_before_it_has_ended_across_its_awaits()
    {
        const string Key = "no interleaving";
        var first = Turn(Key).Work("first", "gate " + Key);
        await Started(Key, "first");
        var second = Turn(Key).Work("second", "gate " + Key);
        await Task.Delay(100);
        Assert.Equal(["first starts"], _host.Journal.Of(Key));

        _host.Journal.Open("gate " + Key);
        await Task.WhenAll(first, second);
        Assert.Equal(["first starts", "first ends", "second starts", "second ends"], _host.Journal.Of(Key));
    }

    [Fact]
    public async Task Calls_of_a_reentrant_class_interleave_at_awaits()
    {
        const string Key = "reentrant";
        var grain = _host.Grains.GetGrain<IReentrantTurnGrain>(Key);
        var first = grain.Work("first", "gate " + Key);
        await Started(Key, "first");
        var second = grain.Work("second", "open");
        _host.Journal.Open("open");
        await second;
        Assert.Equal(["first starts", "second starts", "second ends"], _host.Journal.Of(Key));
        _host.Journal.Open("gate " + Key);
        await first;
    }

    [Fact]
    public async Task A_method_that_always_interleaves_runs_while_another_awaits()
    {
        const string Key = "always interleaves";
        var work = Turn(Key).Work("work", "gate " + Key);
        await Started(Key, "work");
        await Turn(Key).Peek("peek");
        Assert.Equal(["work starts", "peek"], _host.Journal.Of(Key));
        _host.Journal.Open("gate " + Key);
        await work;
    }

    [Fact]
    public async Task Read_only_calls_interleave_with_each_other_but_not_with_writers()
    {
        const string Key = "read only";
        var first = Turn(Key).Read("first", "gate " + Key);
        await Started(Key, "first");
        var writer = Turn(Key).Work("writer", "gate " + Key);
        var second = Turn(Key).Read("second", "gate " + Key);
        await Started(Key, "second");
        await Task.Delay(100);
        Assert.DoesNotContain("writer starts", _host.Journal.Of(Key));

        _host.Journal.Open("gate " + Key);
        await Task.WhenAll(first, writer, second);
        Assert.Equal(["writer starts", "writer ends"], _host.Journal.Of(Key)[^2..]);
    }

    [Fact]
    public async Task A_reader_does_not_start_while_a_writer_runs()
    {
        const string Key = "reader behind writer";
        var writer = Turn(Key).Work("writer", "gate " + Key);
        await Started(Key, "writer");
        var reader = Turn(Key).Read("reader", "gate " + Key);
        await Task.Delay(100);
        Assert.Equal(["writer starts"], _host.Journal.Of(Key));
        _host.Journal.Open("gate " + Key);
        await Task.WhenAll(writer, reader);
    }

    [Fact]
    public async Task Code_after_an_await_is_back_in_the_turn() => Assert.True(await Turn("await").StaysInTurn());

    [Fact]
    public async Task Code_after_ConfigureAwait_false_is_out_of_the_turn() => Assert.True(await Turn("ConfigureAwait").LeavesTurn());

    [Fact]
    public async Task Continuations_and_started_tasks_run_in_turn() => Assert.True(await Turn("continuations").KeepsContinuations());

    [Fact]
    public async Task Different_grains_run_side_by_side()
    {
        const string Key = "side by side";
        var waiting = Turn(Key).Work("waiting", "gate " + Key);
        await Turn("another").Increment();
        _host.Journal.Open("gate " + Key);
        await waiting;
    }

    private ITurnGrain Turn(string key) => _host.Grains.GetGrain<ITurnGrain>(key, typeof(TurnGrain).FullName);

    private Task Started(string key, string name) =>
        Eventually.Is(() => _host.Journal.Of(key).Contains($"{name} starts"), $"{name} of '{key}' started");
}
