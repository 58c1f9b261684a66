using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Storage.Facts;
using DigitalTwin.Storage.Folder;
using DigitalTwin.Storage.GrainState;
using DigitalTwin.Storage.History;
using DigitalTwin.Storage.Registry;
using DigitalTwin.Storage.Reminders;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans;
using Orleans.Storage;

namespace DigitalTwin.Storage;

public static class StorageServices
{
    /// <summary>Orleans' name for the storage of states that name none.</summary>
    private const string DefaultGrainStorage = "Default";

    /// <summary>
    /// Keeps everything in SQLite in one folder: <see cref="IHistory"/>, <see cref="IRegistry"/>, <see cref="IFactLog"/>, grain storage and reminders.
    /// Without <paramref name="grains"/> the last two are left to another provider, such as a cluster's.
    /// The folder is opened, and held, when the first of them is resolved; disposing the provider closes it.
    /// </summary>
    public static IServiceCollection AddSqliteStorage(this IServiceCollection services, string folderPath, HistoryOptions? history = null, bool grains = true)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(s => DataFolder.Open(folderPath, s.GetRequiredService<TimeProvider>()));
        services.AddSingleton(s => CityDatabase.Open(s.GetRequiredService<DataFolder>(), s.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IHistory>(s => SqliteHistory.Open(s.GetRequiredService<DataFolder>(), history ?? new HistoryOptions(), s.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IRegistry>(s => SqliteRegistry.Open(s.GetRequiredService<CityDatabase>()));
        services.AddSingleton<IFactLog>(s => new SqliteFactLog(s.GetRequiredService<CityDatabase>()));
        if (!grains) return services;
        services.AddKeyedSingleton<IGrainStorage>(DefaultGrainStorage, (s, _) => new SqliteGrainStorage(s.GetRequiredService<CityDatabase>()));
        services.TryAddSingleton(s => s.GetRequiredKeyedService<IGrainStorage>(DefaultGrainStorage));
        services.AddSingleton<IReminderTable>(s => new SqliteReminderTable(s.GetRequiredService<CityDatabase>()));
        return services;
    }
}
