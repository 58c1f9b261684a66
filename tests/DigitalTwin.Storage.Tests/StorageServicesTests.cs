using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Storage.Folder;
using DigitalTwin.Storage.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace DigitalTwin.Storage.Tests;

public class StorageServicesTests
{
    [Fact]
    public async Task Every_port_is_there_and_disposing_lets_the_folder_go()
    {
        using var folder = new TemporaryFolder();
        for (var round = 0; round < 2; round++)
        {
            await using var services = new ServiceCollection().AddSqliteStorage(folder.Path).BuildServiceProvider();
            Assert.NotNull(services.GetRequiredService<IRegistry>());
            Assert.NotNull(services.GetRequiredService<IFactLog>());
            Assert.Same(services.GetRequiredKeyedService<IGrainStorage>("Default"), services.GetRequiredService<IGrainStorage>());
            var history = services.GetRequiredService<IHistory>();
            Assert.Equal(round, history.Count);
            await history.Append(new[] { new Reading(new AssetKey(1), Quantity.Level, new Instant(round), 1, Quality.Good, Provenance.Measured) }, new Instant(1));
            Assert.Throws<DataFolderInUseException>(() => DataFolder.Open(folder.Path, TimeProvider.System));
        }
    }
}
