namespace DigitalTwin.Host.Messages;

/// <summary>How messages leave the house, section <c>DigitalTwin:Messages</c>.</summary>
public sealed class MessageOptions
{
    /// <summary>Where people open the page, as <c>https://twin.city.gov.cn</c>; links in mails begin with it. Null for mails without links.</summary>
    public string? PublicUrl { get; set; }

    public SmtpOptions? Smtp { get; set; }

    /// <summary>Whom webhooks may call: <c>host</c> (https, port 443) or <c>http://host:port</c>; nobody else is ever called, so that nobody can make this server knock on doors of its own network.</summary>
    public string[] WebhookHosts { get; set; } = [];

    /// <summary>Push services that browsers may name, by host or <c>*.domain</c>; origins with a scheme and port are taken literally.</summary>
    public string[] PushHosts { get; set; } = ["fcm.googleapis.com", "updates.push.services.mozilla.com", "*.push.apple.com", "*.notify.windows.com"];

    /// <summary>Whom a push service may turn to (RFC 8292 §2.1): <c>mailto:</c> or <c>https:</c>.</summary>
    public string PushContact { get; set; } = "mailto:twin@localhost";

    /// <summary>Deliveries that may wait; more are given up at once, and stand as failed. Messages in the page are always given.</summary>
    public int MaxWaiting { get; set; } = 5_000;

    public string? Fault(string section)
    {
        if (Smtp is { } smtp && (string.IsNullOrWhiteSpace(smtp.Host) || smtp.Port is < 1 or > 65535 || !smtp.From.Contains('@', StringComparison.Ordinal))) return $"{section}:Smtp needs Host, Port 1 to 65535 and From, an address.";
        if (Smtp is { } mail && mail.Security is not ("none" or "startTls" or "tls")) return $"{section}:Smtp:Security is '{mail.Security}'; expected none, startTls or tls.";
        if (MaxWaiting < 1) return $"{section}:MaxWaiting is {MaxWaiting}; expected at least 1.";
        if (!Uri.TryCreate(PushContact, UriKind.Absolute, out var contact) || contact.Scheme is not ("mailto" or "https")) return $"{section}:PushContact is '{PushContact}'; expected mailto: or https:.";
        return null;
    }
}

public sealed class SmtpOptions
{
    public string Host { get; set; } = "";
    public int Port { get; set; } = 587;
    /// <summary>none, startTls or tls.</summary>
    public string Security { get; set; } = "startTls";
    public string? User { get; set; }
    /// <summary>Belongs into the environment.</summary>
    public string? Password { get; set; }
    public string From { get; set; } = "";
}
