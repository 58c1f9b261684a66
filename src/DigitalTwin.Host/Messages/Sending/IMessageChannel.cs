using DigitalTwin.Domain.Messages;

namespace DigitalTwin.Host.Messages.Sending;

/// <summary>One way out of the house.</summary>
internal interface IMessageChannel
{
    string Name { get; }

    /// <summary>Tries once. What it throws counts as a failure that may pass.</summary>
    Task<Attempt> Send(Message message, string to, CancellationToken cancel);
}
