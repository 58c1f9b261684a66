using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Grains.Networks;
using DigitalTwin.Grains.Tests.Running;
using DigitalTwin.Storage;
using DigitalTwin.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace DigitalTwin.Grains.Tests.Networks;

public class NetworkCatalogueTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("digitaltwin-test-").FullName;
    private readonly ManualTimeProvider _time = new();
    private ServiceProvider _services = null!;
    private IRegistry _registry = null!;

    public async Task InitializeAsync()
    {
        _services = new ServiceCollection().AddSingleton<TimeProvider>(_time).AddSqliteStorage(_folder).BuildServiceProvider();
        _registry = _services.GetRequiredService<IRegistry>();
        await _registry.Save(Town.Build(), Town.Start);
    }

    public async Task DisposeAsync()
    {
        await _services.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void Each_asset_belongs_to_the_catchment_that_its_water_drains_to()
    {
        using var catalogue = Catalogue();
        Assert.Equal("town:WWTP", CatchmentOf(catalogue, "M1"));
        Assert.Equal("town:WWTP", CatchmentOf(catalogue, "P1"));
        Assert.Equal("town:WWTP", CatchmentOf(catalogue, "WWTP"));
        Assert.Equal("town:OUT", CatchmentOf(catalogue, "OUT"));
        Assert.Null(CatchmentOf(catalogue, "RG"));
        Assert.Null(catalogue.CatchmentOf(new AssetKey(999)));
    }

    [Fact]
    public async Task A_new_revision_replaces_the_old_one_at_once()
    {
        using var catalogue = Catalogue();
        var before = catalogue.Version;
        await _registry.Save(Town.Build(manholes: 9), Town.Start);
        Assert.True(catalogue.Version > before);
        Assert.Equal(2, catalogue.Find("town")!.Compiled.Revision);
        Assert.Equal("town:WWTP", CatchmentOf(catalogue, "M9"));
    }

    [Fact]
    public void Old_measurements_fall_back_to_dry_weather()
    {
        var clock = new CityClock(_time);
        using var catalogue = new NetworkCatalogue(_registry, clock, _time);
        var town = catalogue.Find("town")!;
        town.Compiled.TryFind(Key("P1"), out var pipe);
        var dry = town.CurrentFlows().Flow[pipe.Index];
        town.Flows.Observe(Key("P1"), Quantity.Flow, 0.3, clock.Now);
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(0.3f, town.CurrentFlows().Flow[pipe.Index], 4);
        _time.Advance(TimeSpan.FromHours(3));
        Assert.Equal(dry, town.CurrentFlows().Flow[pipe.Index], 4);
    }

    private NetworkCatalogue Catalogue() => new(_registry, new CityClock(_time), _time);

    private string? CatchmentOf(NetworkCatalogue catalogue, string local) => catalogue.CatchmentOf(Key(local));

    private AssetKey Key(string local) => _registry.Find(new AssetId("town", local))!.Key;
}
