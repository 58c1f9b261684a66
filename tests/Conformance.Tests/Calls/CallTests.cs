using Conformance.Host;
using Orleans;
using Orleans.Runtime;

namespace Conformance.Calls;

[Collection(SharedHost.Name)]
public sealed class CallTests(SharedHost shared)
{
    private readonly RunningHost _host = shared.Host;

    [Fact]
    public async Task An_answer_comes_back_to_the_caller() => Assert.Equal("anna greets ben", await Grain("anna").Greet("ben"));

    [Fact]
    public async Task Methods_may_return_value_tasks()
    {
        Assert.Equal(42, await Grain("value task").Twice(21));
        await Grain("value task").Nothing();
    }

    [Fact]
    public async Task An_exception_reaches_the_caller_and_leaves_the_grain_usable()
    {
        var grain = Grain("throws");
        var late = await Assert.ThrowsAsync<InvalidOperationException>(() => grain.Throw("after an await"));
        var early = await Assert.ThrowsAsync<InvalidOperationException>(() => grain.ThrowAtOnce("at once"));
        Assert.Equal(["after an await", "at once"], [late.Message, early.Message]);
        Assert.Equal("throws greets you", await grain.Greet("you"));
    }

    [Fact]
    public async Task A_one_way_call_returns_before_the_grain_is_done()
    {
        const string Key = "one way";
        await Grain(Key).Send("sent", "gate " + Key);
        Assert.Empty(_host.Journal.Of(Key));
        _host.Journal.Open("gate " + Key);
        await Eventually.Is(() => _host.Journal.Of(Key) is ["sent"], "the one-way call arrived");
    }

    [Fact]
    public async Task A_failing_one_way_call_is_not_heard_of()
    {
        await Grain("one way fails").SendAndThrow();
        Assert.Equal("one way fails greets you", await Grain("one way fails").Greet("you"));
    }

    [Fact]
    public async Task A_chain_of_calls_that_comes_back_may_interleave_where_a_grain_allows_it() =>
        Assert.Equal(2, await Grain("chain a").CycleAllowed("chain b", 2));

    [Fact]
    public async Task Request_context_flows_to_the_called_but_not_back()
    {
        var grain = Grain("context");
        RequestContext.Set("user", "anna");
        Assert.Equal("anna", await grain.ContextValue("user"));
        await grain.SetContext("user", "ben");
        Assert.Equal("anna", RequestContext.Get("user"));
        RequestContext.Clear();
        Assert.Null(await grain.ContextValue("user"));
    }

    [Fact]
    public async Task A_grain_id_is_its_class_name_and_its_key() => Assert.Equal("call/some:key", await Grain("some:key").Identity());

    [Fact]
    public async Task A_grain_can_hand_itself_to_another() => Assert.Equal("asker", await Grain("asker").AskBack("asked"));

    [Fact]
    public void References_to_one_grain_are_equal()
    {
        Assert.Equal(Grain("same"), Grain("same"));
        Assert.NotEqual(Grain("same"), Grain("other"));
    }

    [Fact]
    public void An_interface_without_a_class_is_refused() =>
        Assert.Throws<ArgumentException>(() => _host.Grains.GetGrain<INobodyGrain>("key"));

    [Fact]
    public async Task A_call_can_be_cancelled_by_its_token()
    {
        using var cancellation = new CancellationTokenSource();
        var answer = Grain("cancelled").IsCancelled(cancellation.Token);
        await cancellation.CancelAsync();
        try
        {
            Assert.True(await answer);
        }
        catch (OperationCanceledException)
        {
            // The runtime may also end the call itself.
        }
    }

    private ICallGrain Grain(string key) => _host.Grains.GetGrain<ICallGrain>(key);
}

public interface INobodyGrain : IGrainWithStringKey;
