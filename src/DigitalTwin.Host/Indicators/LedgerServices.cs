using DigitalTwin.Host.Configuration;
using DigitalTwin.Host.Demo;
using DigitalTwin.Host.PipeCondition;

namespace DigitalTwin.Host.Indicators;

internal static class LedgerServices
{
    public static void AddLedger(this IServiceCollection services, TwinOptions options)
    {
        services.AddSingleton(options.Ledger);
        services.AddSingleton<StatisticBook>();
        services.AddSingleton<MonthMeter>();
        services.AddSingleton<LedgerReader>();
        services.AddSingleton<KeptLedger>();
        services.AddSingleton<LedgerDesk>();
        services.AddSingleton<LedgerKeeper>();
        services.AddSingleton<PlantArea>();
        services.AddSingleton<InspectionBook>();
        services.AddSingleton<PipeTable>();
        services.AddSingleton<InflowReader>();
        if (options.City is not null) services.AddHostedService<DemoStatistics>();
        services.AddHostedService(s => s.GetRequiredService<LedgerKeeper>());
    }
}
