using System.Net;

namespace DigitalTwin.Ingest.Jt808;

/// <summary>Settings of the JT/T 808 server, section <c>DigitalTwin:Jt808</c>, with the bounds that keep one terminal from hurting another.</summary>
public sealed class Jt808Options
{
    /// <summary>Null: no server. 0 takes any free port.</summary>
    public int? Port { get; set; }

    public string Listen { get; set; } = "127.0.0.1";

    /// <summary>More are turned away.</summary>
    public int MaxConnections { get; set; } = 5_000;
    public int MaxConnectionsPerAddress { get; set; } = 2_000;

    /// <summary>Messages a second that one connection may send for long; what is more is read later.</summary>
    public double MessagesPerSecond { get; set; } = 50;

    /// <summary>A connection on which no registered terminal has authenticated itself by then is closed.</summary>
    public TimeSpan HelloTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>A connection silent for so long is closed.</summary>
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>A terminal that does not take our answers for so long is cut off.</summary>
    public TimeSpan SendTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Refused messages in a row, or damaged frames, after which a connection is closed.</summary>
    public int MaxFaults { get; set; } = 20;

    public string? Fault(string section)
    {
        if (!IPAddress.TryParse(Listen, out _)) return $"{section}:Listen is '{Listen}'; expected an IP address such as 127.0.0.1 or 0.0.0.0.";
        if (Port is < 0 or > 65535) return $"{section}:Port is {Port}; expected 0 (any free port) to 65535.";
        if (MaxConnections < 1 || MaxConnectionsPerAddress < 1 || MaxFaults < 1 || !(MessagesPerSecond > 0)) return $"{section}: MaxConnections, MaxConnectionsPerAddress, MaxFaults and MessagesPerSecond: expected more than 0.";
        return null;
    }
}
