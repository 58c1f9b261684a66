using System.Collections.Concurrent;
using System.Text;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Devices;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Ingest.Devices;
using DigitalTwin.Ingest.Hj212.Content;
using DigitalTwin.Ingest.Json;

namespace DigitalTwin.Ingest.Hj212.Devices;

/// <summary>Finds the session of an MN; made when first asked for, anew when the registration has changed. Safe from any thread.</summary>
internal sealed class DeviceSessions : IDisposable
{
    private readonly IDeviceRegistry _registry;
    private readonly IRegistry _assets;
    private readonly ChannelResolver _resolver;
    private readonly DeviceActivity _activity;
    private readonly DeviceLog _log;
    private readonly TimeProvider _time;
    private readonly Lock _making = new();
    private readonly ConcurrentDictionary<byte[], DeviceSession> _byMn = new(Utf8Comparer.Exact);
    private readonly ConcurrentDictionary<byte[], DeviceSession>.AlternateLookup<ReadOnlySpan<byte>> _find;

    public DeviceSessions(IDeviceRegistry registry, IRegistry assets, ChannelResolver resolver, DeviceActivity activity, DeviceLog log, TimeProvider time)
    {
        (_registry, _assets, _resolver, _activity, _log, _time) = (registry, assets, resolver, activity, log, time);
        _find = _byMn.GetAlternateLookup<ReadOnlySpan<byte>>();
        registry.Changed += Renew;
        assets.Saved += RenewAll;
    }

    /// <summary>Null where no device of that MN is registered, or it is switched off.</summary>
    public DeviceSession? Find(ReadOnlySpan<byte> mn)
    {
        if (_find.TryGetValue(mn, out var session)) return session.Entry.Device.Enabled ? session : null;
        if (_registry.FindByAddress(DeviceProtocol.Hj212, Encoding.ASCII.GetString(mn)) is null) return null;
        lock (_making)
        {
            if (_find.TryGetValue(mn, out session)) return session;
            if (_registry.FindByAddress(DeviceProtocol.Hj212, Encoding.ASCII.GetString(mn)) is not { } entry) return null;
            session = new DeviceSession(entry, _resolver, _activity.Of(entry.Device.Id), null);
            _byMn[mn.ToArray()] = session;
            return entry.Device.Enabled ? session : null;
        }
    }

    public DeviceSession? FindById(string id) => _registry.Find(id) is { Device.Protocol: DeviceProtocol.Hj212 } entry ? Find(Encoding.ASCII.GetBytes(entry.Device.Address)) : null;

    /// <summary>Takes up the parts of split packets that were acknowledged before a restart and still wait for others.</summary>
    public async Task RestoreParts(CancellationToken cancel)
    {
        var now = _time.GetUtcNow();
        foreach (var entry in _registry.All.Where(e => e.Device.Protocol == DeviceProtocol.Hj212))
        {
            var recent = await _log.Read(entry.Device.Id, Instant.From(now - SplitPackets.Patience), new Instant(long.MaxValue), 1000, cancel).ConfigureAwait(false);
            foreach (var (at, note) in recent.Where(n => n.Note.Kind == "part"))
                FindById(entry.Device.Id)?.Parts.Take(note.Command, note.PacketCount, note.PacketNumber, Encoding.UTF8.GetBytes(note.Text), at.ToDateTimeOffset(), out _);
        }
    }

    /// <summary>Gives up parts that have waited too long, and says so in the device's log.</summary>
    public async Task ExpireParts()
    {
        var now = _time.GetUtcNow();
        foreach (var session in _byMn.Values)
            if (session.Parts.Expire(now) is { } told)
                await _log.Append(session.Id, new DeviceNote("incomplete", 0, "", told, [])).ConfigureAwait(false);
    }

    public void Dispose()
    {
        _registry.Changed -= Renew;
        _assets.Saved -= RenewAll;
    }

    // Assets that were not known before may be there now.
    private void RenewAll(Network network)
    {
        foreach (var id in _byMn.Values.Select(s => s.Id).ToArray()) Renew(id);
    }

    private void Renew(string id)
    {
        lock (_making)
        {
            foreach (var (mn, session) in _byMn.Where(s => s.Value.Id == id).ToArray())
            {
                if (_registry.Find(id) is { Device.Protocol: DeviceProtocol.Hj212 } entry && Encoding.ASCII.GetBytes(entry.Device.Address).AsSpan().SequenceEqual(mn))
                    _byMn[mn] = new DeviceSession(entry, _resolver, _activity.Of(id), session);
                else _byMn.TryRemove(mn, out _);
            }
        }
    }
}
