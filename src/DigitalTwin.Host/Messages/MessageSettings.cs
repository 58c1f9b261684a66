using DigitalTwin.Domain.Messages;

namespace DigitalTwin.Host.Messages;

/// <summary>How somebody wants to be told.</summary>
internal sealed record MessageSettings(string Person, string? Email, bool Push, string Language, QuietHours? Quiet, PushSubscription[] Subscriptions)
{
    public const int MostSubscriptions = 10;

    public static MessageSettings Of(string person) => new(person, null, true, "zh", null, []);
}

/// <summary>A browser's place at a push service (RFC 8030), with the keys that only it can read by (RFC 8291), base64url.</summary>
internal sealed record PushSubscription(string Id, string Endpoint, string P256dh, string Auth);

/// <summary>A gateway that is told, such as a city's SMS or chat service.</summary>
/// <param name="Secret">Sealed; signs what is sent.</param>
/// <param name="Departments">Whose messages it gets; none for all.</param>
internal sealed record Webhook(string Id, string Url, Domain.Risk.WarningLevel Least, string[] Departments, string Secret);
