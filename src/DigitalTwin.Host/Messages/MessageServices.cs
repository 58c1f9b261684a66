using DigitalTwin.Domain.Messages;
using DigitalTwin.Host.Facts;
using DigitalTwin.Host.Messages.Push;
using DigitalTwin.Host.Messages.Sending;
using DigitalTwin.Storage.Folder;

namespace DigitalTwin.Host.Messages;

/// <summary>Puts messages together: who is told, by which ways, and who tells.</summary>
internal static class MessageServices
{
    public static void AddMessages(this IServiceCollection services, MessageOptions options)
    {
        services.AddSingleton(options);
        services.AddFactBook<Roster>("rosters");
        services.AddFactBook<Handover>("handovers");
        services.AddFactBook<MessageSettings>("message-settings");
        services.AddFactBook<Webhook>("webhooks");
        services.AddSingleton<PeopleDirectory>();
        services.AddSingleton<MessageBook>();
        services.AddHostedService(s => s.GetRequiredService<MessageBook>());
        services.AddSingleton<MessageDesk>();
        services.AddSingleton<WebhookSecrets>();
        services.AddSingleton(s => new Vapid(s.GetRequiredService<DataFolder>().Path));
        services.AddSingleton<IMessageChannel, SmtpChannel>();
        services.AddSingleton<IMessageChannel, WebhookChannel>();
        services.AddSingleton<IMessageChannel, PushChannel>();
        services.AddHostedService<MessageSender>();
        services.AddHostedService<MessagePages>();
        services.AddHostedService<AlarmNotices>();
        services.AddHostedService<IncidentMessages>();
    }
}
