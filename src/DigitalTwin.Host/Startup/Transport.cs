using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace DigitalTwin.Host.Startup;

/// <summary>Bounds of the HTTP transport, so that a connection that trickles costs nobody else his.</summary>
internal static class Transport
{
    public const int MaxConnections = 20_000;

    public static void Bound(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        // More are closed as they come.
        kestrel.Limits.MaxConcurrentConnections = MaxConnections;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        // A body slower than that over its first seconds is answered with 408. A 2 kB reading over NB-IoT arrives at some kB/s.
        kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));
    }
}
