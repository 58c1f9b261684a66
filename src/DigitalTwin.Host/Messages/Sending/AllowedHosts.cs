using System.Net;
using System.Net.Sockets;

namespace DigitalTwin.Host.Messages.Sending;

/// <summary>Calls out only to whom the configuration names, and never to addresses that a cloud or a machine keeps for itself: nobody who may enter an address can make this server knock elsewhere.</summary>
internal static class AllowedHosts
{
    /// <summary>Null where this address may be called, else why not.</summary>
    /// <param name="allowed"><c>host</c> or <c>*.domain</c> (https, port 443), or an origin with scheme and port, taken literally.</param>
    public static string? WhyNot(string address, IEnumerable<string> allowed)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var url) || url.Scheme is not ("https" or "http")) return "expected an https address.";
        if (url.UserInfo.Length > 0 || url.Fragment.Length > 0) return "expected an address without a name, password or fragment.";
        return allowed.Any(a => Matches(url, a)) ? null : $"{url.GetLeftPart(UriPartial.Authority)} is not among the hosts that the configuration allows.";
    }

    /// <summary>A client that follows no redirects, sends no cookies, uses no proxy, and looks at the address before it connects.</summary>
    public static HttpClient Client() => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false, UseCookies = false, UseProxy = false, ConnectTimeout = TimeSpan.FromSeconds(10), MaxConnectionsPerServer = 8, MaxResponseHeadersLength = 16, PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        ConnectCallback = Connect,
    })
    { Timeout = TimeSpan.FromSeconds(20), MaxResponseContentBufferSize = 64 * 1024 };

    private static bool Matches(Uri url, string allowed)
    {
        if (allowed.Contains("://", StringComparison.Ordinal)) return string.Equals(url.GetLeftPart(UriPartial.Authority), allowed.TrimEnd('/'), StringComparison.OrdinalIgnoreCase);
        if (url.Scheme != "https" || url.Port != 443) return false;
        return allowed.StartsWith("*.", StringComparison.Ordinal) ? url.Host.EndsWith(allowed[1..], StringComparison.OrdinalIgnoreCase) : string.Equals(url.Host, allowed, StringComparison.OrdinalIgnoreCase);
    }

    private static async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken cancel)
    {
        var addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancel);
        // The address that was looked at is the one that is called: a name that answers differently the second time gains nothing.
        var address = Array.Find(addresses, a => !IsReserved(a)) ?? throw new HttpRequestException($"{context.DnsEndPoint.Host} has no address that may be called.");
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(address, context.DnsEndPoint.Port, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Link-local (a cloud's metadata), unspecified, multicast and broadcast. A city's gateway in a private network is allowed by being named.</summary>
    internal static bool IsReserved(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (address.IsIPv6LinkLocal || address.IsIPv6Multicast || address.Equals(IPAddress.IPv6Any)) return true;
        if (address.AddressFamily != AddressFamily.InterNetwork) return false;
        var b = address.GetAddressBytes();
        return b[0] == 0 || b[0] >= 224 || b[0] == 169 && b[1] == 254;
    }
}
