using DigitalTwin.Domain.Devices;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Ingest.Devices;

/// <summary>Someone who knocked and is not registered.</summary>
/// <param name="Address">What it calls itself, such as an MN.</param>
/// <param name="From">Network address that it last came from.</param>
/// <param name="Channels">What it last spoke of, such as factor codes; to choose an asset by.</param>
public sealed record DeviceCandidate(DeviceProtocol Protocol, string Address, string? From, Instant FirstSeen, Instant LastSeen, long Count, IReadOnlyList<string> Channels);

/// <summary>Unregistered devices that tried to report, so that a person can take them in with one click. In memory, the last <see cref="Bound"/> of them.</summary>
public sealed class DeviceCandidates(TimeProvider time)
{
    /// <summary>Over it, the one not heard of for longest is forgotten.</summary>
    public const int Bound = 1000;
    public const int MaxChannels = 40;

    private readonly Lock _gate = new();
    private readonly Dictionary<(DeviceProtocol, string), DeviceCandidate> _known = [];

    public IReadOnlyList<DeviceCandidate> All
    {
        get { lock (_gate) return [.. _known.Values.OrderByDescending(c => c.LastSeen)]; }
    }

    public void Knock(DeviceProtocol protocol, string address, string? from, IReadOnlyList<string> channels)
    {
        var now = Instant.From(time.GetUtcNow());
        lock (_gate)
        {
            var known = _known.GetValueOrDefault((protocol, address));
            if (known is null && _known.Count >= Bound) _known.Remove(_known.MinBy(c => c.Value.LastSeen).Key);
            _known[(protocol, address)] = new DeviceCandidate(protocol, address, from, known?.FirstSeen ?? now, now, (known?.Count ?? 0) + 1, channels.Count > 0 ? [.. channels.Take(MaxChannels)] : known?.Channels ?? []);
        }
    }

    /// <summary>It is registered now, or a person does not want to see it.</summary>
    public bool Forget(DeviceProtocol protocol, string address)
    {
        lock (_gate) return _known.Remove((protocol, address));
    }
}
