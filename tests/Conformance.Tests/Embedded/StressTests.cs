using Conformance.Host;
using Conformance.Isolation;
using Conformance.Life;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Hosting;

namespace Conformance.Embedded;

public sealed class StressTests
{
    [Fact]
    public async Task Calls_of_one_caller_start_in_the_order_they_were_made()
    {
        await using var host = await RunningHost.Start(new HostSettings { MaxEnqueuedRequests = 20_000 });
        var grain = host.Grains.GetGrain<IClockGrain>("in order");
        var answers = await Task.WhenAll(Enumerable.Range(0, 10_000).Select(_ => grain.Next()));
        Assert.Equal(Enumerable.Range(0, 10_000), answers);
    }

    [Fact]
    public async Task No_call_is_lost_while_grains_end_and_come_back()
    {
        await using var host = await RunningHost.Start(new HostSettings { MaxEnqueuedRequests = 100_000, ResponseTimeout = TimeSpan.FromMinutes(1) });
        var callers = Enumerable.Range(0, 4).Select(caller => Task.Run(async () =>
        {
            for (var i = 0; i < 500; i++)
            {
                var grain = host.Grains.GetGrain<ILifeGrain>($"{i % 7}");
                var calls = new Task[] { grain.Generation(), grain.Generation(), grain.End(), grain.Generation() };
                if (i % 3 == caller % 3) await Task.WhenAll(calls);
                else await calls[^1];
            }
        }));
        await Task.WhenAll(callers);
        for (var key = 0; key < 7; key++)
        {
            var lines = host.Journal.Of($"{key}");
            Assert.All(lines.Chunk(2).Where(pair => pair.Length == 2), pair => Assert.Equal(["activated", "deactivated: ApplicationRequested"], pair));
        }
    }

    [Fact]
    public async Task Without_isolation_only_what_is_immutable_crosses_by_reference()
    {
        var services = new ServiceCollection();
        services.AddSingleton<Journal>().AddMemoryGrainStorage().AddEmbeddedGrains(null, typeof(StressTests).Assembly);
        await using var provider = services.BuildServiceProvider();
        var grains = provider.GetRequiredService<IGrainFactory>();

        var frozen = new Frozen([1]);
        await grains.GetGrain<ISameGrain>("same").Keep(frozen, [2]);
        Assert.True(await grains.GetGrain<ISameGrain>("same").IsSame(frozen));

        var keeper = grains.GetGrain<IKeeperGrain>("copied");
        var sent = new Everything { Numbers = [1, 2], Shapes = [new Polygon([default])] };
        var back = await keeper.Echo(sent);
        Assert.Equivalent(sent, back, strict: true);
        Assert.NotSame(sent.Numbers, back!.Numbers);
        Assert.NotSame(((Polygon)sent.Shapes[0]!).Corners, ((Polygon)back.Shapes[0]!).Corners);
    }

    [Fact]
    public async Task An_activation_weighs_at_most_400_bytes_beside_its_grain()
    {
        const int Count = 20_000;
        await using var host = await RunningHost.Start(new HostSettings());
        var keys = Enumerable.Range(0, Count).Select(i => $"{i}").ToArray();
        await host.Grains.GetGrain<ISameGrain>("warm").IsSame(new Frozen([]));
        var before = LiveBytes();
        foreach (var key in keys) await host.Grains.GetGrain<ISameGrain>(key).IsSame(new Frozen([]));
        var each = (LiveBytes() - before) / Count;
        Assert.InRange(each, 40, 400);
        GC.KeepAlive(keys);
    }

    /// <summary>Waits for finalizers, so that what earlier tests left behind is not taken for a gain.</summary>
    private static long LiveBytes()
    {
        for (var i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
