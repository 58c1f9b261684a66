using DigitalTwin.Contracts;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Risk;
using DigitalTwin.Grains.Alarms;
using DigitalTwin.Grains.Assets;
using DigitalTwin.Grains.Map;
using DigitalTwin.Grains.Networks;
using DigitalTwin.Grains.Risk;
using DigitalTwin.Grains.Tests.Running;
using DigitalTwin.Storage;
using DigitalTwin.Testing;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Hosting;

namespace DigitalTwin.Grains.Tests.Embedded;

/// <summary>The grains on real storage under a clock that tests move. Every argument crosses as a copy, as between silos.</summary>
internal sealed class Silo : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private Silo(ServiceProvider services, ManualTimeProvider time, string folder) => (_services, Time, Folder) = (services, time, folder);

    public ManualTimeProvider Time { get; }
    public string Folder { get; }
    public IGrainFactory Grains => _services.GetRequiredService<IGrainFactory>();
    public IMapFeed Feed => _services.GetRequiredService<IMapFeed>();
    public IRegistry Registry => _services.GetRequiredService<IRegistry>();
    public IFactLog Facts => _services.GetRequiredService<IFactLog>();
    public IHistory History => _services.GetRequiredService<IHistory>();
    public NetworkCatalogue Catalogue => _services.GetRequiredService<NetworkCatalogue>();
    public Instant Now => _services.GetRequiredService<CityClock>().Now;

    /// <param name="folder">One that a silo left behind, or null for a new one with the town in it.</param>
    /// <param name="adjust">Last word over services.</param>
    public static async Task<Silo> Start(string? folder = null, ManualTimeProvider? time = null, Action<IServiceCollection>? adjust = null)
    {
        time ??= new ManualTimeProvider(Town.Start.ToDateTimeOffset());
        var data = folder ?? Directory.CreateTempSubdirectory("digitaltwin-test-").FullName;
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(time);
        services.AddSqliteStorage(data);
        services.AddSingleton<CityClock>();
        services.AddSingleton(LocalRules.Default);
        services.AddSingleton<NetworkCatalogue>();
        services.AddSingleton<IMapFeed, MapFeed>();
        services.AddSingleton<AssetGrainServices>();
        services.AddSingleton<RiskGrainServices>();
        services.AddSingleton<AlarmRules>();
        services.AddSingleton<AlarmLog>();
        services.AddSingleton<AssetGrainDirectory>();
        services.AddEmbeddedGrains(options => options.IsolateArguments = true, typeof(AssetGrain).Assembly);
        adjust?.Invoke(services);
        var silo = new Silo(services.BuildServiceProvider(), time, data);
        if (folder is null) await silo.Registry.Save(Town.Build(), Town.Start);
        _ = silo.Catalogue;
        return silo;
    }

    public IAssetGrain Asset(string local) => _services.GetRequiredService<AssetGrainDirectory>().Of(Entry(local))!;

    public IRiskGrain Risk(string catchment) => Grains.GetGrain<IRiskGrain>(catchment.Contains(':') ? catchment : $"{Town.Name}:{catchment}");

    /// <param name="local">Of the town; with the name of its network before it, of another.</param>
    public AssetEntry Entry(string local) => Registry.Find(local.Contains(':') ? new AssetId(local) : new AssetId(Town.Name, local)) ?? throw new InvalidOperationException($"There is no {local}.");

    /// <summary>A reading of now that is durable and then observed, as ingest does it.</summary>
    public async Task Report(string local, Quantity quantity, double value)
    {
        var reading = new Reading(Entry(local).Key, quantity, Now, value, Quality.Good, Provenance.Measured);
        await History.Append(new[] { reading }, Now);
        await Asset(local).Observe(Batch(reading, Now));
    }

    public static ReadingBatch Batch(Reading r, Instant knownAt) =>
        new(knownAt.UnixMilliseconds, [new ObservedReading(r.Quantity.Code, r.At.UnixMilliseconds, r.Value, (byte)r.Quality, (byte)r.Provenance)]);

    /// <summary>Holds a value for some minutes, reporting each.</summary>
    public async Task Hold(string local, Quantity quantity, double value, int minutes)
    {
        for (var minute = 0; minute < minutes; minute++)
        {
            await Report(local, quantity, value);
            Time.Advance(TimeSpan.FromMinutes(1));
        }
    }

    /// <summary>Waits for what follows without being awaited, such as calls over a border.</summary>
    public static async Task Until(Func<Task<bool>> holds)
    {
        for (var tries = 0; !await holds(); tries++)
        {
            Assert.True(tries < 1000, "It never came to be so.");
            await Task.Delay(10);
        }
    }

    /// <summary>The process dies: nothing is deactivated or flushed.</summary>
    public ValueTask Kill() => _services.DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        if (Directory.Exists(Folder)) Directory.Delete(Folder, recursive: true);
    }
}
