using DigitalTwin.Grains.Incidents;
using DigitalTwin.Host.Http.Incidents;
using DigitalTwin.Host.Incidents.Files;
using DigitalTwin.Host.Incidents.Records;

namespace DigitalTwin.Host.Incidents;

/// <summary>Puts incidents together with who listens to them.</summary>
internal static class IncidentServices
{
    public static void AddIncidents(this IServiceCollection services)
    {
        services.AddSingleton<IncidentLog>();
        services.AddSingleton<IncidentWatch>();
        services.AddSingleton<IncidentReader>();
        services.AddSingleton<IncidentViewers>();
        services.AddSingleton<IncidentNotices>();
        services.AddSingleton<IIncidentNotices>(s => s.GetRequiredService<IncidentNotices>());
        services.AddSingleton<IncidentProposals>();
        services.AddSingleton<DutyBook>();
        services.AddSingleton<PeopleList>();
        services.AddSingleton<AttachmentStore>();
        services.AddSingleton<MapPicture>();
        services.AddSingleton<IncidentReport>();
        services.AddSingleton<IncidentExport>();
        services.AddSingleton<IncidentOrders>();
        services.AddSingleton<IncidentOpen>();
    }

    public static void AddIncidentBackground(this IServiceCollection services)
    {
        services.AddHostedService(s => s.GetRequiredService<DutyBook>());
        services.AddHostedService<IncidentSubscription>();
    }
}
