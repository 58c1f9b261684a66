using Conformance.Host;
using Orleans.Runtime;

namespace Conformance.Calls;

/// <summary>What happens when calls are not answered, or are too many.</summary>
public sealed class LimitTests
{
    private static readonly HostSettings Settings = new() { ResponseTimeout = TimeSpan.FromSeconds(1), MaxEnqueuedRequests = 10 };

    [Fact]
    public async Task A_call_that_is_not_answered_times_out_and_the_grain_goes_on()
    {
        await using var host = await RunningHost.Start(Settings);
        var grain = host.Grains.GetGrain<ICallGrain>("slow");
        await Assert.ThrowsAsync<TimeoutException>(() => grain.Wait("gate"));
        host.Journal.Open("gate");
        Assert.Equal("slow greets you", await grain.Greet("you"));
    }

    [Fact]
    public async Task A_call_that_waits_behind_another_for_too_long_times_out_and_never_runs()
    {
        await using var host = await RunningHost.Start(Settings);
        var grain = host.Grains.GetGrain<ICallGrain>("blocked");
        var first = grain.Wait("gate");
        await Eventually.Is(() => host.Journal.Of("blocked") is ["waits"], "the first call runs");
        var second = grain.Note("runs all the same");
        await Assert.ThrowsAsync<TimeoutException>(() => first);
        await Assert.ThrowsAsync<TimeoutException>(() => second);
        host.Journal.Open("gate");
        Assert.Equal("blocked greets you", await grain.Greet("you"));
        Assert.Equal(["waits"], host.Journal.Of("blocked"));
    }

    [Fact]
    public async Task A_cycle_of_calls_shows_as_a_time_out()
    {
        await using var host = await RunningHost.Start(Settings);
        var grain = host.Grains.GetGrain<ICallGrain>("cycle a");
        await Assert.ThrowsAsync<TimeoutException>(() => grain.Cycle("cycle b", 2));
        Assert.Equal(1, await grain.Cycle("cycle b", 1));
    }

    [Fact]
    public async Task A_full_mailbox_refuses_calls_and_takes_them_again_once_it_is_empty()
    {
        await using var host = await RunningHost.Start(Settings with { ResponseTimeout = TimeSpan.FromSeconds(20) });
        var grain = host.Grains.GetGrain<ICallGrain>("full");
        await grain.Greet("you");
        var calls = Enumerable.Range(0, 40).Select(_ => grain.Wait("gate")).ToArray();
        await Eventually.Is(() => calls.Any(call => call.IsFaulted), "a call was refused");
        var refused = await Assert.ThrowsAnyAsync<OrleansException>(() => calls.First(call => call.IsFaulted));
        Assert.IsType<LimitExceededException>(refused);

        host.Journal.Open("gate");
        await Task.WhenAll(calls.Select(call => call.ContinueWith(_ => { }, TaskScheduler.Default)));
        Assert.InRange(calls.Count(call => call.IsCompletedSuccessfully), 10, 12);
        Assert.Equal("full greets you", await grain.Greet("you"));
    }
}
