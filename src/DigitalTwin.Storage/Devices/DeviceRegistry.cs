using System.Collections.Concurrent;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Devices;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Storage.Devices;

/// <summary>The device registry as facts, one a change, on whatever log keeps them; the newest of each in memory.</summary>
public sealed class DeviceRegistry : IDeviceRegistry
{
    public const string Stream = "devices";

    private readonly IFactLog _facts;
    private readonly DeviceFacts _codec;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _oneWriter = new(1);
    private readonly ConcurrentDictionary<string, DeviceEntry> _byId = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(DeviceProtocol, string), string> _byAddress = new();
    private readonly Dictionary<string, (int Version, Instant KnownAt)> _versions = new(StringComparer.Ordinal);

    private DeviceRegistry(IFactLog facts, ISecretProtector secrets, TimeProvider time) => (_facts, _codec, _time) = (facts, new DeviceFacts(secrets), time);

    public event Action<string>? Changed;

    public IReadOnlyCollection<DeviceEntry> All => [.. _byId.Values.OrderBy(e => e.Device.Id, StringComparer.Ordinal)];

    /// <summary>Reads what is registered into memory.</summary>
    public static async Task<DeviceRegistry> Open(IFactLog facts, ISecretProtector secrets, TimeProvider time, CancellationToken cancel = default)
    {
        var registry = new DeviceRegistry(facts, secrets, time);
        foreach (var fact in await facts.LatestPerSubject(Stream, null, cancel).ConfigureAwait(false))
        {
            var (device, kept, version, by) = registry._codec.Read(fact.Body.Span);
            registry._versions[fact.Subject] = (version, fact.KnownAt);
            if (device is not null) registry.Put(new DeviceEntry(device, kept, version, fact.KnownAt, by));
        }
        return registry;
    }

    public DeviceEntry? Find(string id) => _byId.GetValueOrDefault(id);

    public DeviceEntry? FindByAddress(DeviceProtocol protocol, string address) =>
        _byAddress.TryGetValue((protocol, address), out var id) ? Find(id) : null;

    public async Task<DeviceOutcome> Save(Device device, DeviceSecrets? secrets, string by, int? expected = null, CancellationToken cancel = default)
    {
        if (!Device.IsValidId(device.Id)) throw new ArgumentException($"'{device.Id}' is no device id.", nameof(device));
        await _oneWriter.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            var before = Find(device.Id);
            if (expected is { } known && known != (before?.Version ?? 0)) return new DeviceOutcome.Conflict(before?.Version ?? 0);
            if (FindByAddress(device.Protocol, device.Address) is { } other && other.Device.Id != device.Id) return new DeviceOutcome.AddressTaken(other.Device.Id);
            var (version, at) = Next(device.Id);
            var entry = new DeviceEntry(device, secrets ?? before?.Secrets ?? DeviceSecrets.None, version, at, by);
            await Append(device.Id, at, _codec.Write(device, entry.Secrets, version, by)).ConfigureAwait(false);
            _versions[device.Id] = (version, at);
            Put(entry);
            if (before is not null && Address(before.Device) != Address(device)) _byAddress.TryRemove(Address(before.Device), out _);
            Changed?.Invoke(device.Id);
            return new DeviceOutcome.Saved(entry, before is null);
        }
        finally
        {
            _oneWriter.Release();
        }
    }

    public async Task<bool> Remove(string id, string by, CancellationToken cancel = default)
    {
        await _oneWriter.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            if (Find(id) is not { } before) return false;
            var (version, at) = Next(id);
            await Append(id, at, _codec.Write(null, DeviceSecrets.None, version, by)).ConfigureAwait(false);
            _versions[id] = (version, at);
            _byAddress.TryRemove(Address(before.Device), out _);
            _byId.TryRemove(id, out _);
            Changed?.Invoke(id);
            return true;
        }
        finally
        {
            _oneWriter.Release();
        }
    }

    public async Task<IReadOnlyList<DeviceRevision>> History(string id, CancellationToken cancel = default)
    {
        const int page = 1000;
        var revisions = new List<DeviceRevision>();
        var (from, last) = (default(Instant), -1L);
        while (true)
        {
            var facts = await _facts.Read(Stream, from, new Instant(long.MaxValue), page, cancel).ConfigureAwait(false);
            foreach (var fact in facts.Where(f => f.Sequence > last && f.Subject == id))
            {
                var (device, _, _, by) = _codec.Read(fact.Body.Span);
                revisions.Add(new DeviceRevision(id, device, fact.KnownAt, by));
            }
            if (facts.Count < page || facts[^1].KnownAt == from) return revisions;
            (from, last) = (facts[^1].KnownAt, facts[^1].Sequence);
        }
    }

    private void Put(DeviceEntry entry)
    {
        _byId[entry.Device.Id] = entry;
        _byAddress[Address(entry.Device)] = entry.Device.Id;
    }

    private static (DeviceProtocol, string) Address(Device device) => (device.Protocol, device.Address);

    // Each change of a device is known later than the one before, also when the clock was set back: the newest known is the one that counts.
    private (int Version, Instant At) Next(string id)
    {
        var now = Instant.From(_time.GetUtcNow());
        return _versions.TryGetValue(id, out var last) ? (last.Version + 1, now > last.KnownAt ? now : new Instant(last.KnownAt.UnixMilliseconds + 1)) : (1, now);
    }

    // Whoever asked may go away; the log and memory must still agree.
    private Task Append(string id, Instant at, byte[] body) => _facts.Append(Stream, id, at, at, body, CancellationToken.None);
}
