using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Forecast.Archive;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Retention;
using DigitalTwin.Storage.Facts;
using DigitalTwin.Storage.Folder;
using DigitalTwin.Storage.Forecasts;
using DigitalTwin.Storage.GrainState;
using DigitalTwin.Storage.History;
using DigitalTwin.Storage.Postgres;
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
        services.AddFolder(folderPath);
        services.AddSingleton(s => CityDatabase.Open(s.GetRequiredService<DataFolder>(), s.GetRequiredService<TimeProvider>()));
        services.AddSingleton(s => SegmentedHistory.Open(s.GetRequiredService<DataFolder>(), history ?? new HistoryOptions(), s.GetRequiredService<TimeProvider>()));
        return services.AddPorts(grains);
    }

    /// <summary>The same in one PostgreSQL database, which one process owns at a time; the folder keeps what belongs to this machine.</summary>
    /// <param name="connectionString">As Npgsql reads it; from configuration, since it may hold a password.</param>
    public static IServiceCollection AddPostgresStorage(this IServiceCollection services, string folderPath, string connectionString, HistoryOptions? history = null, bool grains = true)
    {
        services.AddFolder(folderPath);
        services.AddSingleton(s =>
        {
            s.GetRequiredService<DataFolder>(); // First, so that a second process on this machine is told of the folder.
            return PostgresServer.Open(connectionString, s.GetRequiredService<TimeProvider>());
        });
        services.AddSingleton(s => CityDatabase.Open(s.GetRequiredService<PostgresServer>(), s.GetRequiredService<TimeProvider>()));
        services.AddSingleton(s => SegmentedHistory.Open(s.GetRequiredService<PostgresServer>(), history ?? new HistoryOptions(), s.GetRequiredService<TimeProvider>()));
        return services.AddPorts(grains);
    }

    private static void AddFolder(this IServiceCollection services, string folderPath)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(s => DataFolder.Open(folderPath, s.GetRequiredService<TimeProvider>()));
    }

    private static IServiceCollection AddPorts(this IServiceCollection services, bool grains)
    {
        services.AddSingleton<IHistory>(s => s.GetRequiredService<SegmentedHistory>());
        services.AddSingleton<IRetention>(s => s.GetRequiredService<SegmentedHistory>());
        services.AddSingleton<IRegistry>(s => SqlRegistry.Open(s.GetRequiredService<CityDatabase>()));
        services.AddSingleton<IFactLog>(s => new SqlFactLog(s.GetRequiredService<CityDatabase>()));
        services.AddSingleton<IForecastArchive>(s => new SqlForecastArchive(s.GetRequiredService<CityDatabase>()));
        if (!grains) return services;
        services.AddKeyedSingleton<IGrainStorage>(DefaultGrainStorage, (s, _) => new SqlGrainStorage(s.GetRequiredService<CityDatabase>()));
        services.TryAddSingleton(s => s.GetRequiredKeyedService<IGrainStorage>(DefaultGrainStorage));
        services.AddSingleton<IReminderTable>(s => new SqlReminderTable(s.GetRequiredService<CityDatabase>()));
        return services;
    }
}
