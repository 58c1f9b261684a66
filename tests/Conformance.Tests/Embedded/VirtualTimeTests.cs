using Conformance.Calls;
using Conformance.Host;
using Conformance.Life;
using DigitalTwin.Testing;

namespace Conformance.Embedded;

/// <summary>All waiting of the embedded runtime is on the injected clock, so that a day in the city replays in seconds.</summary>
public sealed class VirtualTimeTests : IAsyncLifetime
{
    private readonly ManualTimeProvider _time = new();
    private RunningHost _host = null!;

    public async Task InitializeAsync() => _host = await RunningHost.Start(RuntimeUnderTest.Build(new HostSettings(), _time));

    public async Task DisposeAsync()
    {
        // Nothing here waits for the clock any more, or the test would hang.
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task A_call_times_out_when_the_clock_says_so_and_not_before()
    {
        var grain = _host.Grains.GetGrain<ICallGrain>("slow");
        var answer = grain.Wait("gate");
        await grain.Send("", "open");
        await Held("slow");
        _time.Advance(TimeSpan.FromSeconds(9.9));
        Assert.False(answer.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));
        await Assert.ThrowsAsync<TimeoutException>(() => answer);
        _host.Journal.Open("gate");
        _host.Journal.Open("open");
    }

    [Fact]
    public async Task A_method_may_have_a_time_out_of_its_own()
    {
        var answer = _host.Grains.GetGrain<IClockGrain>("brief").WaitBriefly("gate");
        await Held("brief");
        _time.Advance(TimeSpan.FromSeconds(3));
        await Assert.ThrowsAsync<TimeoutException>(() => answer);
        _host.Journal.Open("gate");
    }

    [Fact]
    public async Task A_call_behind_a_blocked_thread_times_out()
    {
        var grain = _host.Grains.GetGrain<IClockGrain>("blocks");
        var blocking = grain.Block("gate");
        await Eventually.Is(() => _host.Journal.Of("blocks") is ["blocks"], "the thread is blocked");
        var behind = grain.Next();
        _time.Advance(TimeSpan.FromSeconds(11));
        await Assert.ThrowsAsync<TimeoutException>(() => blocking);
        await Assert.ThrowsAsync<TimeoutException>(() => behind);
        _host.Journal.Open("gate");
        Assert.Equal(0, await grain.Next());
    }

    [Fact]
    public async Task An_activation_that_takes_too_long_fails_its_calls()
    {
        var grain = _host.Grains.GetGrain<ISlowStartGrain>("slow start");
        var hello = grain.Hello();
        await Eventually.Is(() => _host.Journal.Of("slow start") is ["activating"], "it activates");
        _time.Advance(TimeSpan.FromSeconds(31));
        await Assert.ThrowsAsync<TimeoutException>(() => hello);
        _host.Journal.Open("activate slow start");
        await grain.Hello();
    }

    [Fact]
    public async Task A_timer_ticks_with_the_clock()
    {
        var grain = _host.Grains.GetGrain<IClockGrain>("ticks");
        await grain.StartTimer(TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(1));
        Assert.Equal(0, await grain.Ticks());
        _time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(1, await grain.Ticks());
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(2, await grain.Ticks());
    }

    [Fact]
    public async Task A_timer_without_keep_alive_does_not_hold_off_the_idle_collection()
    {
        await _host.Grains.GetGrain<IClockGrain>("timer").StartTimer(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        await _host.Grains.GetGrain<ILifeGrain>("idle").Generation();
        for (var minute = 0; minute < 12; minute++) _time.Advance(TimeSpan.FromMinutes(1));
        await Eventually.Is(() => _host.Journal.Of("idle") is [_, "deactivated: ActivationIdle"], "the idle grain ended");
        Assert.Equal(0, await _host.Grains.GetGrain<IClockGrain>("timer").Ticks());
    }

    [Fact]
    public async Task A_grain_that_asked_to_stay_is_collected_when_its_time_is_over()
    {
        await _host.Grains.GetGrain<ILifeGrain>("stays").StayFor(TimeSpan.FromHours(1));
        for (var minute = 0; minute < 59; minute++) _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(["activated"], _host.Journal.Of("stays"));
        for (var minute = 0; minute < 12; minute++) _time.Advance(TimeSpan.FromMinutes(1));
        await Eventually.Is(() => _host.Journal.Of("stays").Length == 2, "it ended");
    }

    [Fact]
    public async Task Reminders_keep_to_the_clock_over_months()
    {
        await _host.Grains.GetGrain<IClockGrain>("months").Remind(TimeSpan.FromDays(60), TimeSpan.FromDays(50));
        _time.Advance(TimeSpan.FromDays(59));
        Assert.Empty(_host.Journal.Of("months"));
        _time.Advance(TimeSpan.FromDays(1));
        await Eventually.Is(() => _host.Journal.Of("months") is ["08-30 00:00"], "the first reminder");
        await Eventually.Is(() => NextReminderIsSet(), "the next reminder is set");
        _time.Advance(TimeSpan.FromDays(50));
        await Eventually.Is(() => _host.Journal.Of("months") is [_, "10-19 00:00"], "the second reminder");
    }

    private bool NextReminderIsSet() => _time.ActiveTimers == 3;

    /// <summary>Until the call is on its way: the runtime watches what it holds back once the thread has let go of it.</summary>
    private static Task Held(string key) => Task.Delay(100);
}
