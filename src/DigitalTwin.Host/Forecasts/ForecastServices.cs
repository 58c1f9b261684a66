using DigitalTwin.Host.Forecasts.Answers;
using DigitalTwin.Host.Forecasts.Outlooks;
using DigitalTwin.Host.Forecasts.Rain;
using DigitalTwin.Host.Forecasts.Running;
using DigitalTwin.Host.Forecasts.Skill;
using DigitalTwin.Host.Forecasts.WhatIfs;
using DigitalTwin.Host.Http.Forecasts;

namespace DigitalTwin.Host.Forecasts;

/// <summary>Puts the forecasts together with who feeds them and who reads them.</summary>
internal static class ForecastServices
{
    public static void AddForecasts(this IServiceCollection services, ForecastOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton<GaugeFeed>();
        services.AddSingleton<ForecastBoard>();
        services.AddSingleton<ForecastShelf>();
        services.AddSingleton<KeptBuilder>();
        services.AddSingleton<GivenRainBook>();
        services.AddSingleton<StateKeeper>();
        services.AddSingleton<RainAnswers>();
        services.AddSingleton<ForecastDesk>();
        services.AddSingleton<FrameReader>();
        services.AddSingleton<ProfileReader>();
        services.AddSingleton<EventViews>();
        services.AddSingleton<SkillReader>();
        services.AddSingleton<EffluentReader>();
        services.AddSingleton<WhatIfBook>();
        services.AddSingleton<WhatIfViews>();
        services.AddSingleton<ForecastRead>();
        services.AddSingleton<SeriesAnswers>();
        services.AddSingleton<ProfileAnswers>();
        services.AddSingleton<SkillAnswers>();
    }

    public static void AddForecastBackground(this IServiceCollection services)
    {
        services.AddHostedService<ForecastSubscription>();
        services.AddHostedService<ForecastWorker>();
        services.AddHostedService<WhatIfRunner>();
    }
}
