using DigitalTwin.Domain.Rules.Running;
using DigitalTwin.Grains.Rules;
using DigitalTwin.Host.Assets;
using DigitalTwin.Host.Forecasts.Running;
using DigitalTwin.Host.Http.Rules;
using DigitalTwin.Ingest.Dispatch;

namespace DigitalTwin.Host.Rules;

internal static class RuleServices
{
    public static void AddRules(this IServiceCollection services)
    {
        services.AddSingleton<ArmedRules>();
        services.AddSingleton<RuleGrainServices>();
        services.AddSingleton<RuleStore>();
        services.AddSingleton<RuleFeed>();
        services.AddSingleton<RuleBoard>();
        services.AddSingleton<AdviceReader>();
        services.AddSingleton<RuleTrial>();
        services.AddSingleton<TrialBound>();
        services.AddSingleton<ObserveReading>(s =>
        {
            var (index, feed, gauges) = (s.GetRequiredService<AssetIndex>(), s.GetRequiredService<RuleFeed>(), s.GetRequiredService<GaugeFeed>());
            return (in Domain.Readings.Reading reading) =>
            {
                index.Observe(reading);
                feed.Observe(reading);
                gauges.Observe(reading);
            };
        });
    }
}
