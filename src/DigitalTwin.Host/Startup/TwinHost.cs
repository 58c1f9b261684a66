using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using DigitalTwin.Contracts;
using DigitalTwin.Contracts.Telemetry;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Risk;
using DigitalTwin.Grains.Assets;
using DigitalTwin.Grains.Map;
using DigitalTwin.Grains.Networks;
using DigitalTwin.Grains.Risk;
using DigitalTwin.Host.Alarms;
using DigitalTwin.Host.Assets;
using DigitalTwin.Host.Audit;
using DigitalTwin.Host.Auth;
using DigitalTwin.Host.Compliance;
using DigitalTwin.Host.Configuration;
using DigitalTwin.Host.DataQuality;
using DigitalTwin.Host.Demo;
using DigitalTwin.Host.Demo.Stations;
using DigitalTwin.Host.Devices;
using DigitalTwin.Host.Files;
using DigitalTwin.Host.Forecasts;
using DigitalTwin.Host.GrainRuntime;
using DigitalTwin.Host.Http;
using DigitalTwin.Host.Http.Devices;
using DigitalTwin.Host.Hj212;
using DigitalTwin.Host.Hub;
using DigitalTwin.Host.Incidents;
using DigitalTwin.Host.Indicators;
using DigitalTwin.Host.Imports;
using DigitalTwin.Host.Live;
using DigitalTwin.Host.Messages;
using DigitalTwin.Host.Mqtt;
using DigitalTwin.Host.People;
using DigitalTwin.Host.People.OpenId;
using DigitalTwin.Host.Questions;
using DigitalTwin.Host.Resources;
using DigitalTwin.Host.Rules;
using DigitalTwin.Host.Standards;
using DigitalTwin.Host.Playback;
using DigitalTwin.Host.Retention;
using DigitalTwin.Host.Telemetry;
using DigitalTwin.Host.Warnings;
using DigitalTwin.Ingest.Dispatch;
using DigitalTwin.Ingest.Files.Taking;
using DigitalTwin.Ingest.Intake;
using DigitalTwin.Ingest.Json;
using DigitalTwin.Storage;
using DigitalTwin.Storage.Folder;
using DigitalTwin.Storage.History;
using DigitalTwin.Storage.Postgres;
using Microsoft.AspNetCore.SignalR;

namespace DigitalTwin.Host.Startup;

/// <summary>Puts the platform together: storage, grains, ingest, API, hub and page in one process.</summary>
public static class TwinHost
{
    /// <summary>A host that is ready to be run.</summary>
    /// <exception cref="InvalidOperationException">The settings are wrong; the message says which and what was expected.</exception>
    /// <param name="args">As on the command line.</param>
    /// <param name="adjust">Last word over settings, before they are read.</param>
    /// <param name="replace">Last word over services.</param>
    public static WebApplication Create(string[] args, Action<WebApplicationBuilder>? adjust = null, Action<IServiceCollection>? replace = null)
    {
        var (settings, fault) = CommandLine.Parse(args);
        if (fault is not null) throw new InvalidOperationException(fault);
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddInMemoryCollection(settings);
        adjust?.Invoke(builder);
        var section = builder.Configuration.GetSection(TwinOptions.Section);
        var options = section.Get<TwinOptions>() ?? new TwinOptions();
        if (options.Fault() is { } wrong) throw new InvalidOperationException(wrong);
        builder.Services.Configure<TwinOptions>(section);
        builder.WebHost.UseUrls($"http://{(options.Listen.Contains(':') ? $"[{options.Listen}]" : options.Listen)}:{options.Port}");
        builder.WebHost.ConfigureKestrel(Transport.Bound);

        var ingest = section.GetSection("Ingest").Get<IngestOptions>() ?? new IngestOptions();
        AddCity(builder.Services, options, ingest);
        builder.AddDevices(options);
        builder.AddMqtt();
        builder.AddGrains();
        builder.Services.AddDataQuality(options);
        builder.Services.AddRetention(options.Retention);
        AddOutside(builder.Services, options, ingest);
        AddBackground(builder.Services, options);
        builder.Services.AddFiles(section.GetSection("Files").Get<FileIntakeOptions>() ?? new FileIntakeOptions());
        replace?.Invoke(builder.Services);

        var app = builder.Build();
        // Before anything else starts, so that a folder or database in use is told in one line.
        app.Services.GetRequiredService<DataFolder>();
        app.Services.GetService<PostgresServer>();
        Pipeline.Use(app);
        return app;
    }

    private static void AddCity(IServiceCollection services, TwinOptions options, IngestOptions ingest)
    {
        services.AddSingleton(TimeProvider.System);
        var history = new HistoryOptions { QuickPast = options.Retention.QuickPast };
        if (options.Storage.IsPostgres) services.AddPostgresStorage(options.Data, options.Storage.Postgres!, history);
        else services.AddSqliteStorage(options.Data, history);
        services.AddSingleton(s =>
        {
            var clock = new CityClock(s.GetRequiredService<TimeProvider>());
            clock.NotBefore(s.GetRequiredService<IHistory>().NewestKnownAt);
            return clock;
        });
        services.AddSingleton(_ => QuantityCatalogue.Default.Copy());
        services.AddSingleton(TimeZones.TryFind(options.TimeZone, out var zone) ? new CityCalendar(zone, CityHolidays.Read(options.Holidays)) : throw new FormatException(options.TimeZone));
        services.AddSingleton(s => LocalRules.Read(s.GetRequiredService<CityCalendar>()));
        services.AddSingleton<NetworkCatalogue>();
        services.AddSingleton<IMapFeed, MapFeed>();
        services.AddSingleton<AssetGrainServices>();
        services.AddSingleton<RiskGrainServices>();
        services.AddSingleton<AssetGrainDirectory>();
        services.AddSingleton(ingest);
        services.AddSingleton<ReadingParser>();
        services.AddSingleton<FindCatchment>(s => s.GetRequiredService<NetworkCatalogue>().CatchmentOf);
        services.AddSingleton(new DispatchCheckpoint(Path.Combine(options.Data, "dispatched")));
        services.AddSingleton<CauseLinks>();
        services.AddSingleton<Dispatcher>();
        services.AddSingleton<ReadingIntake>();
    }

    private static void AddOutside(IServiceCollection services, TwinOptions options, IngestOptions ingest)
    {
        services.AddSingleton<AuditTrail>();
        services.AddSingleton<AuditReader>();
        services.AddSingleton<LiveBoard>();
        services.AddSingleton<WarningBoard>();
        services.AddSingleton<WarningViews>();
        services.AddSingleton<LegViews>();
        services.AddSingleton<MapPlaces>();
        services.AddSingleton<MapPieces>();
        services.AddSingleton<MapGroups>();
        services.AddSingleton<MapBroadcaster>();
        services.AddSingleton<NetworkSummaries>();
        services.AddSingleton<AssetIndex>();
        services.AddRules();
        services.AddImports();
        services.AddSingleton<AssetViews>();
        services.AddSingleton<SeriesReader>();
        services.AddSingleton<WarningArchive>();
        services.AddSingleton<IngestSenders>();
        services.AddSingleton<DeviceReader>();
        services.AddSingleton<DeviceViews>();
        services.AddSingleton<StandardsBook>();
        services.AddSingleton<ComplianceReader>();
        services.AddSingleton<ComplianceBoard>();
        services.AddAlarms();
        services.AddPlayback();
        services.AddQuestions();
        services.AddForecasts(options.Forecast);
        services.AddIncidents();
        services.AddSignalR(hub =>
        {
            hub.MaximumReceiveMessageSize = 16 * 1024;
            hub.EnableDetailedErrors = false;
            hub.AddFilter<HubGuard>();
        }).AddJsonProtocol(json => json.PayloadSerializerOptions = Json(new JsonSerializerOptions(JsonSerializerDefaults.Web)));
        services.AddSingleton<HubGuard>();
        services.AddSingleton<HubConnections>();
        services.AddHostedService(s => s.GetRequiredService<HubConnections>());
        services.AddSingleton<Viewers>();
        services.AddSingleton<HubLifetimeManager<MapHub>>(s => s.GetRequiredService<Viewers>());
        services.ConfigureHttpJsonOptions(json => Json(json.SerializerOptions));
        services.AddHttpContextAccessor();
        services.AddProblems();
        services.AddKeys();
        services.AddPeople();
        services.AddOpenId(options.OpenId);
        services.AddMessages(options.Messages);
        services.AddResources(options.Jt808);
        services.AddRateLimits(options, ingest);
        services.AddResponseCompression(compression => compression.MimeTypes = ["application/json", "text/csv", "application/problem+json", "text/html", "text/css", "text/javascript", "image/svg+xml"]);
        services.AddOpenApi("v1");
    }

    // In this order: what readings are judged by; the demo city, which sets the clock; boards, then those who change them, then what was left over.
    private static void AddBackground(IServiceCollection services, TwinOptions options)
    {
        services.AddHostedService(s => s.GetRequiredService<StandardsBook>());
        services.AddHostedService(s => s.GetRequiredService<RuleStore>());
        services.AddHostedService<DispatchDrain>();
        if (options.City is not null)
        {
            services.AddSingleton<DemoStations>();
            services.AddSingleton<DemoCityHost>();
            services.AddHostedService(s => s.GetRequiredService<DemoCityHost>());
        }
        services.AddHostedService<BoardSeed>();
        services.AddHostedService<MapSubscription>();
        services.AddAlarmBackground();
        services.AddHostedService<MapPump>();
        services.AddHostedService<Redispatch>();
        services.AddHostedService(s => s.GetRequiredService<RuleFeed>());
        services.AddForecastBackground();
        services.AddIncidentBackground();
        services.AddLedger(options);
        services.AddHostedService<ClockTicker>();
        services.AddHostedService<SilenceSweep>();
        services.AddHostedService<StorageWatch>();
        services.AddHostedService<MapPreparation>();
        services.AddHostedService<TelemetryExport>();
        services.AddHostedService<Hj212Host>();
        services.AddHostedService<ServerNotice>();
    }

    private static JsonSerializerOptions Json(JsonSerializerOptions options)
    {
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping; // Never put into HTML; Chinese stays readable.
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase));
        return options;
    }
}
