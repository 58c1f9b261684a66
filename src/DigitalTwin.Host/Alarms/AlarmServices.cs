using DigitalTwin.Grains.Alarms;

namespace DigitalTwin.Host.Alarms;

/// <summary>Puts the alarm books together with who feeds them and who listens.</summary>
internal static class AlarmServices
{
    public static void AddAlarms(this IServiceCollection services)
    {
        services.AddSingleton<AlarmRules>();
        services.AddSingleton<AlarmLog>();
        services.AddSingleton<AlarmBoard>();
        services.AddSingleton<AlarmViews>();
        services.AddSingleton<AlarmArchive>();
        services.AddSingleton<AlarmBroadcaster>();
        services.AddSingleton<DefinitionBook>();
        services.AddSingleton<SilenceSource>();
        services.AddSingleton<RuleSource>();
    }

    /// <summary>After the boards that they show on: definitions first, then who listens, then who tells.</summary>
    public static void AddAlarmBackground(this IServiceCollection services)
    {
        services.AddHostedService(s => s.GetRequiredService<DefinitionBook>());
        services.AddHostedService<AlarmSubscription>();
        services.AddHostedService(s => s.GetRequiredService<SilenceSource>());
        services.AddHostedService(s => s.GetRequiredService<RuleSource>());
    }
}
