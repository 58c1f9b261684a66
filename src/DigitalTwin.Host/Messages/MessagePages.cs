using DigitalTwin.Host.Hub;

namespace DigitalTwin.Host.Messages;

/// <summary>Shows messages in the open pages of whom they are for, at once.</summary>
internal sealed class MessagePages(MessageBook book, HubConnections connections, Viewers viewers) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        book.Changed += Show;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        book.Changed -= Show;
        return Task.CompletedTask;
    }

    private void Show(Message message)
    {
        if (message.Person is { } person) viewers.SendTo(connections.Of(person), "Message", MessageView.Of(message));
    }
}
