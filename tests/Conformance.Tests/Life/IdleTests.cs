using Conformance.Host;

namespace Conformance.Life;

public sealed class IdleTests
{
    [Fact]
    public async Task An_idle_grain_is_deactivated_unless_it_asked_to_stay()
    {
        await using var host = await RunningHost.Start(new HostSettings
        {
            CollectionAge = TimeSpan.FromSeconds(2),
            CollectionQuantum = TimeSpan.FromSeconds(1),
        });
        var staying = host.Grains.GetGrain<ILifeGrain>("staying");
        await staying.StayFor(TimeSpan.FromMinutes(10));
        await host.Grains.GetGrain<ILifeGrain>("idle").Generation();

        await Eventually.Is(() => host.Journal.Of("idle") is [_, "deactivated: ActivationIdle"], "the idle one ended");
        Assert.Equal(["activated"], host.Journal.Of("staying"));
        Assert.Equal(2, await host.Grains.GetGrain<ILifeGrain>("idle").Generation());
        Assert.Equal(1, await staying.Generation());
    }

    [Fact]
    public async Task A_host_that_stops_deactivates_its_grains()
    {
        await using var host = await RunningHost.Start(new HostSettings());
        await host.Grains.GetGrain<ILifeGrain>("stopped").Generation();
        await host.Stop();
        Assert.Equal(["activated", "deactivated: ShuttingDown"], host.Journal.Of("stopped"));
    }
}
