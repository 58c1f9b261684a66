using System.Net;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Host.Tests.Running;
using Microsoft.Extensions.DependencyInjection;

namespace DigitalTwin.Host.Tests.Http;

public class OverloadTests
{
    [Fact]
    public async Task A_server_that_is_behind_refuses_before_it_stores_and_loses_nothing_that_it_took()
    {
        SlowDisk? disk = null;
        await using var host = await RunningHost.Start(adjust: builder =>
        {
            builder.Configuration["DigitalTwin:Ingest:MaxInFlight"] = "1";
        }, services: services => services.Decorate(inner => disk = new SlowDisk(inner)));
        await host.Import();
        var now = DateTimeOffset.UtcNow;
        disk!.Hold();
        var first = host.Post(Readings.One("town:M1", "level", now, 0.5));
        await disk.Reached;
        using (var refused = await host.Post(Readings.One("town:M2", "level", now, 0.6)))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
            Assert.True(refused.Headers.RetryAfter?.Delta >= TimeSpan.FromSeconds(1));
            Assert.Contains("send the same batch again", await refused.Content.ReadAsStringAsync());
        }
        disk.Release();
        using (var taken = await first) Assert.Equal(HttpStatusCode.Accepted, taken.StatusCode);
        await host.GetUntil("/healthz", h => h.GetProperty("inFlight").GetInt32() == 0);
        await host.Accept(Readings.One("town:M2", "level", now, 0.6));
        Assert.Equal(2, (await host.Get("/healthz")).GetProperty("readings").GetInt64());
        await host.GetUntil("/api/v1/map/town/state", s => s.GetProperty("key").GetArrayLength() == 2);
    }

    [Fact]
    public async Task A_full_disk_queue_is_told_as_busy_and_nothing_stays_behind()
    {
        SlowDisk? disk = null;
        await using var host = await RunningHost.Start(services: services => services.Decorate(inner => disk = new SlowDisk(inner) { IsFull = true }));
        await host.Import();
        using var refused = await host.Post(Readings.One("town:M1", "level", DateTimeOffset.UtcNow, 0.5));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Equal(0, (await host.Get("/healthz")).GetProperty("inFlight").GetInt32());
        disk!.IsFull = false;
        await host.Accept(Readings.One("town:M1", "level", DateTimeOffset.UtcNow, 0.5));
    }

    /// <summary>The real history behind a door that a test can hold shut.</summary>
    internal sealed class SlowDisk(IHistory inner) : IHistory
    {
        private TaskCompletionSource _door = Open();
        private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool IsFull { get; set; }
        public Task Reached => _reached.Task;
        public void Hold() => _door = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        public void Release() => _door.TrySetResult();

        public async Task Append(ReadOnlyMemory<Reading> readings, Instant knownAt, CancellationToken cancel = default)
        {
            if (IsFull) throw new HistoryFullException("full");
            _reached.TrySetResult();
            await _door.Task;
            await inner.Append(readings, knownAt, cancel);
        }

        public Task<IReadOnlyList<KnownReading>> Read(AssetKey asset, Quantity quantity, Instant from, Instant to, Instant? asOf, int limit, CancellationToken cancel = default) =>
            inner.Read(asset, quantity, from, to, asOf, limit, cancel);
        public Task<IReadOnlyList<ReadingSummary>> Summarise(AssetKey asset, Quantity quantity, Instant from, Instant to, TimeSpan every, Between between, Instant? asOf, int limit, CancellationToken cancel = default) =>
            inner.Summarise(asset, quantity, from, to, every, between, asOf, limit, cancel);
        public IReadOnlyList<KnownReading> Latest(AssetKey asset) => inner.Latest(asset);
        public IEnumerable<KnownReading> LatestOfAll() => inner.LatestOfAll();
        public Task<IReadOnlyList<KnownReading>> ReadVersions(AssetKey asset, Quantity quantity, Instant from, Instant to, Instant knownAfter, Instant knownBy, CancellationToken cancel) =>
            inner.ReadVersions(asset, quantity, from, to, knownAfter, knownBy, cancel);
        public Task<IReadOnlyList<KnownReading>?> ReadKnown(Instant knownAfter, Instant knownBy, CancellationToken cancel = default) => inner.ReadKnown(knownAfter, knownBy, cancel);
        public Task<IReadOnlyList<KnownReading>> LatestAsOf(Instant at, Instant knownAt, CancellationToken cancel = default) => inner.LatestAsOf(at, knownAt, cancel);
        public Task<IReadOnlyList<KnownReading>> LatestAsOf(AssetKey asset, Instant at, Instant knownAt, CancellationToken cancel = default) => inner.LatestAsOf(asset, at, knownAt, cancel);
        public Instant NewestKnownAt => inner.NewestKnownAt;
        public long Count => inner.Count;

        private static TaskCompletionSource Open()
        {
            var open = new TaskCompletionSource();
            open.SetResult();
            return open;
        }
    }
}

internal static class Decoration
{
    /// <summary>Puts something around the registered history.</summary>
    public static void Decorate(this IServiceCollection services, Func<IHistory, IHistory> around)
    {
        var inner = services.Last(s => s.ServiceType == typeof(IHistory));
        services.Remove(inner);
        services.AddSingleton(s => around((IHistory)inner.ImplementationFactory!(s)));
    }
}
