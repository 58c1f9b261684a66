using Conformance.Host;

namespace Conformance.Timers;

[Collection(SharedHost.Name)]
public sealed class TimerTests(SharedHost shared)
{
    private readonly RunningHost _host = shared.Host;

    [Fact]
    public async Task A_timer_ticks_until_it_is_stopped()
    {
        const string Key = "ticks";
        _host.Journal.Open("open");
        await Grain(Key).Start("open", interleave: false);
        await Eventually.Is(() => Ticks(Key) >= 3, "three ticks");
        await Grain(Key).Stop();
        await Task.Delay(200);
        Assert.Equal("stopped", _host.Journal.Of(Key)[^1]);
    }

    [Fact]
    public async Task Ticks_of_one_timer_never_overlap()
    {
        const string Key = "no overlap";
        await Grain(Key).Start("gate " + Key, interleave: true);
        await Eventually.Is(() => Ticks(Key) == 1, "the first tick");
        await Task.Delay(200);
        Assert.Equal(1, Ticks(Key));
        _host.Journal.Open("gate " + Key);
        await Eventually.Is(() => Ticks(Key) > 1, "the next tick");
        await Grain(Key).Stop();
    }

    [Fact]
    public async Task A_tick_waits_for_a_call_that_runs()
    {
        const string Key = "behind a call";
        _host.Journal.Open("open");
        var grain = Grain(Key);
        await grain.Start("open", interleave: false);
        var call = grain.Hold("call", "gate " + Key);
        await Eventually.Is(() => _host.Journal.Of(Key).Contains("call starts"), "the call started");
        await Task.Delay(200);
        Assert.Equal("call starts", _host.Journal.Of(Key)[^1]);
        _host.Journal.Open("gate " + Key);
        await call;
        await grain.Stop();
    }

    [Fact]
    public async Task A_call_waits_for_a_tick_that_runs()
    {
        const string Key = "behind a tick";
        var grain = Grain(Key);
        await grain.Start("gate " + Key, interleave: false);
        await Eventually.Is(() => Ticks(Key) == 1, "the tick started");
        var stop = grain.Stop();
        await Task.Delay(100);
        Assert.Equal(["tick starts"], _host.Journal.Of(Key));
        _host.Journal.Open("gate " + Key);
        await stop;
        Assert.Equal(["tick starts", "tick ends", "stopped"], _host.Journal.Of(Key)[..3]);
    }

    [Fact]
    public async Task A_tick_that_may_interleave_runs_beside_a_call()
    {
        const string Key = "beside a call";
        _host.Journal.Open("open");
        var grain = Grain(Key);
        await grain.Start("open", interleave: true);
        var call = grain.Hold("call", "gate " + Key);
        await Eventually.Is(() => _host.Journal.Of(Key).SkipWhile(line => line != "call starts").Contains("tick starts"), "a tick during the call");
        _host.Journal.Open("gate " + Key);
        await call;
        await grain.Stop();
    }

    [Fact]
    public async Task A_failing_tick_does_not_stop_the_timer()
    {
        const string Key = "throwing tick";
        await Grain(Key).StartThrowing();
        await Eventually.Is(() => _host.Journal.Of(Key).Length >= 3, "three failing ticks");
        await Grain(Key).Stop();
    }

    [Fact]
    public async Task A_timer_without_period_ticks_once()
    {
        const string Key = "once";
        _host.Journal.Open("open");
        await Grain(Key).StartOnce();
        await Eventually.Is(() => Ticks(Key) == 1, "the tick");
        await Task.Delay(200);
        Assert.Equal(1, Ticks(Key));
    }

    [Fact]
    public async Task Timers_end_with_their_activation()
    {
        const string Key = "ends with activation";
        _host.Journal.Open("open");
        await Grain(Key).Start("open", interleave: false);
        await Eventually.Is(() => Ticks(Key) >= 1, "a tick");
        await Grain(Key).End();
        await Grain(Key).Hold("next activation", "open");
        var ticks = Ticks(Key);
        await Task.Delay(200);
        Assert.Equal(ticks, Ticks(Key));
    }

    private ITimerGrain Grain(string key) => _host.Grains.GetGrain<ITimerGrain>(key);

    private int Ticks(string key) => _host.Journal.Of(key).Count(line => line == "tick starts");
}
