using Conformance.Host;

namespace Conformance.Timers;

[Collection(SharedHost.Name)]
public sealed class ReminderTests(SharedHost shared)
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(200);
    private readonly RunningHost _host = shared.Host;

    [Fact]
    public async Task A_reminder_fires_again_and_again_until_it_is_removed()
    {
        const string Key = "reminded";
        await Grain(Key).Set("wake", TimeSpan.Zero, Period);
        await Eventually.Is(() => Fired(Key, "wake 200") >= 3, "three reminders");
        Assert.True(await Grain(Key).Has("wake"));
        await Grain(Key).Remove("wake");
        Assert.False(await Grain(Key).Has("wake"));
        await Task.Delay(300);
        var fired = Fired(Key, "wake 200");
        await Task.Delay(600);
        Assert.Equal(fired, Fired(Key, "wake 200"));
    }

    [Fact]
    public async Task A_reminder_survives_the_activation_and_wakes_the_grain()
    {
        const string Key = "survives";
        await Grain(Key).Set("wake", TimeSpan.FromMilliseconds(500), Period);
        await Grain(Key).End();
        await Eventually.Is(() => _host.Journal.Of(Key).SkipWhile(line => line == "activation").Any(), "a reminder after the end");
        Assert.Equal(["activation", "activation", "wake 200"], _host.Journal.Of(Key)[..3]);
        await Grain(Key).Remove("wake");
    }

    [Fact]
    public async Task Setting_a_reminder_again_changes_it()
    {
        const string Key = "changed";
        await Grain(Key).Set("wake", TimeSpan.FromHours(1), TimeSpan.FromHours(1));
        await Grain(Key).Set("wake", TimeSpan.Zero, Period);
        Assert.Equal(["wake"], await Grain(Key).Names());
        await Eventually.Is(() => Fired(Key, "wake 200") > 0, "the changed reminder");
        await Grain(Key).Remove("wake");
    }

    [Fact]
    public async Task Reminders_of_a_grain_are_listed()
    {
        await Grain("listed").Set("one", TimeSpan.FromHours(1), TimeSpan.FromHours(1));
        await Grain("listed").Set("two", TimeSpan.FromHours(1), TimeSpan.FromHours(1));
        Assert.Equal(["one", "two"], await Grain("listed").Names());
    }

    [Fact]
    public async Task A_period_below_the_minimum_is_refused() =>
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Grain("too often").Set("wake", TimeSpan.Zero, TimeSpan.FromMilliseconds(99)));

    [Fact]
    public async Task Only_a_remindable_grain_can_have_reminders() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => _host.Grains.GetGrain<IForgetfulGrain>("not remindable").Set());

    private IReminderGrain Grain(string key) => _host.Grains.GetGrain<IReminderGrain>(key);

    private int Fired(string key, string line) => _host.Journal.Of(key).Count(one => one == line);
}
