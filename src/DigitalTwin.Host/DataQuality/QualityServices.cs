using DigitalTwin.Domain.DataQuality;
using DigitalTwin.Host.Configuration;
using DigitalTwin.Host.Http.DataQuality;
using DigitalTwin.Ingest.DataQuality;

namespace DigitalTwin.Host.DataQuality;

/// <summary>Marks on readings, and the days of devices.</summary>
internal static class QualityServices
{
    public static void AddDataQuality(this IServiceCollection services, TwinOptions options)
    {
        services.AddSingleton(QualityRules.Default);
        services.AddSingleton<SeriesCheck>();
        services.AddSingleton<SeriesSettings>();
        services.AddSingleton<ISeriesSettings>(s => s.GetRequiredService<SeriesSettings>());
        services.AddSingleton<QualityMarker>();
        services.AddSingleton<DayCounter>();
        services.AddSingleton<DayBook>();
        services.AddSingleton<LimitBook>();
        services.AddSingleton<QualityList>();
        services.AddSingleton<QualityViews>();
        services.AddHostedService(s => s.GetRequiredService<LimitBook>());
        services.AddHostedService<DayCloser>();
    }
}
