using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Devices;
using DigitalTwin.Host.Configuration;
using DigitalTwin.Ingest.Devices;
using DigitalTwin.Storage.Devices;
using DigitalTwin.Storage.Folder;
using Microsoft.AspNetCore.DataProtection;

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
    }
}
