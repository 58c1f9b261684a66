using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Devices;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Host.Configuration;
using DigitalTwin.Ingest.Devices;
using DigitalTwin.Ingest.Hj212.Server;
using DigitalTwin.Ingest.Units;
using DigitalTwin.Storage.Devices;
using DigitalTwin.Storage.Folder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Options;

namespace DigitalTwin.Host.Devices;

/// <summary>The device registry and what is known of devices live; every protocol builds on these.</summary>
internal static class DeviceServices
{
    public static void AddDevices(this WebApplicationBuilder builder, TwinOptions options)
    {
        var services = builder.Services;
        services.AddDataProtection().SetApplicationName("DigitalTwin").PersistKeysToFileSystem(new DirectoryInfo(Path.Combine(options.Data, "keys")));
        // It warns that the keys are not encrypted themselves; docs/configuration.md says what guards them.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        services.AddSingleton<ISecretProtector, DataProtectionSecrets>();
        services.AddSingleton<IDeviceRegistry>(s =>
        {
            s.GetRequiredService<DataFolder>(); // Made for its owner alone before any key is written into it.
            return DeviceRegistry.Open(s.GetRequiredService<IFactLog>(), s.GetRequiredService<ISecretProtector>(), s.GetRequiredService<TimeProvider>()).GetAwaiter().GetResult();
        });
        services.AddSingleton<DeviceActivity>();
        services.AddSingleton<DeviceCandidates>();
        services.AddSingleton<DeviceLog>();
        services.AddSingleton(s => QuantityBook.Open(s.GetRequiredService<IFactLog>(), s.GetRequiredService<QuantityCatalogue>(), s.GetRequiredService<TimeProvider>()).GetAwaiter().GetResult());
        services.AddSingleton(options.Hj212);
        services.AddSingleton(s => ActivatorUtilities.CreateInstance<Hj212Server>(s, Hj212Transport(s)));
    }

    // Small buffers: what a device sends ahead of what is stored waits with the device.
    private static SocketTransportFactory Hj212Transport(IServiceProvider services) => new(
        Options.Create(new SocketTransportOptions { MaxReadBufferSize = 64 * 1024, MaxWriteBufferSize = 64 * 1024, Backlog = 4096 }), services.GetRequiredService<ILoggerFactory>());
}
