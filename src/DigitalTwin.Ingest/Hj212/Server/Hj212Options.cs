using System.Net;

namespace DigitalTwin.Ingest.Hj212.Server;

/// <summary>Settings of the HJ 212 server, section <c>DigitalTwin:Hj212</c>, with the bounds that keep one device from hurting another.</summary>
public sealed class Hj212Options
{
    public const int StandardPort = 5212;

    public bool Enabled { get; set; } = true;

    public string Listen { get; set; } = "127.0.0.1";

    /// <summary>0 takes any free port. Null: <see cref="StandardPort"/> if it is free, else the platform runs without this server and says so.</summary>
    public int? Port { get; set; }

    /// <summary>More are turned away.</summary>
    public int MaxConnections { get; set; } = 10_000;

    /// <summary>More from one address are turned away. Many stations may share one address behind a gateway.</summary>
    public int MaxConnectionsPerAddress { get; set; } = 4_000;

    /// <summary>Packets a second that one connection may send for long; what is more is read later, so that its sender waits.</summary>
    public double PacketsPerSecond { get; set; } = 100;

    /// <summary>Packets that it may send at once.</summary>
    public int PacketBurst { get; set; } = 500;

    /// <summary>A frame that has begun must be whole after this, or the connection is closed.</summary>
    public TimeSpan FrameTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>A connection on which no registered device has spoken after this is closed.</summary>
    public TimeSpan HelloTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>A connection silent for this long is closed; the longest interval of the standard is an hour.</summary>
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromMinutes(70);

    /// <summary>A device that does not take our answers for this long is cut off.</summary>
    public TimeSpan SendTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Refused packets and damaged frames in a row after which a connection is closed.</summary>
    public int MaxFaults { get; set; } = 50;

    /// <summary>Repeats and waiting of our own requests: HJ 212-2017, 10 s and 3 times.</summary>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(10);
    public int RequestAttempts { get; set; } = 3;

    /// <summary>From a device's readiness to its result.</summary>
    public TimeSpan ResultTimeout { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Null where all is well, else what is wrong and what was expected.</summary>
    public string? Fault(string section)
    {
        if (!IPAddress.TryParse(Listen, out _)) return $"{section}:Listen is '{Listen}'; expected an IP address such as 127.0.0.1 or 0.0.0.0.";
        if (Port is < 0 or > 65535) return $"{section}:Port is {Port}; expected 0 (any free port) to 65535.";
        if (MaxConnections < 1 || MaxConnectionsPerAddress < 1) return $"{section}:MaxConnections and {section}:MaxConnectionsPerAddress: expected at least 1.";
        if (!(PacketsPerSecond > 0) || PacketBurst < 1) return $"{section}:PacketsPerSecond and {section}:PacketBurst: expected more than 0.";
        if (RequestAttempts < 1 || RequestTimeout <= TimeSpan.Zero) return $"{section}:RequestAttempts and {section}:RequestTimeout: expected more than 0.";
        return null;
    }
}
