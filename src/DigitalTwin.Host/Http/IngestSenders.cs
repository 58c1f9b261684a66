using System.Collections.Concurrent;
using DigitalTwin.Ingest.Intake;

namespace DigitalTwin.Host.Http;

/// <summary>Who sends readings over HTTP: a key from an address. Safe from any thread.</summary>
internal sealed class IngestSenders
{
    /// <summary>More share one place among them.</summary>
    private const int Most = 10_000;
    private readonly ConcurrentDictionary<string, IntakeSender> _senders = new();
    private readonly IntakeSender _others = new();

    public static string NameOf(HttpContext http) => $"{http.User.Identity?.Name}@{http.Connection.RemoteIpAddress}";

    public IntakeSender Of(HttpContext http)
    {
        var name = NameOf(http);
        if (_senders.TryGetValue(name, out var sender)) return sender;
        return _senders.Count < Most ? _senders.GetOrAdd(name, static _ => new IntakeSender()) : _others;
    }
}
