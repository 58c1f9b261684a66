using DigitalTwin.Contracts;
using DigitalTwin.Domain.Alarms;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.DataQuality;
using DigitalTwin.Domain.Devices;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Risk;
using DigitalTwin.Grains.Alarms;
using DigitalTwin.Grains.Networks;
using DigitalTwin.Host.Background;
using Orleans;

namespace DigitalTwin.Host.Alarms;

/// <summary>Tells the alarm books what has fallen silent: the device or the route where it is theirs, not each asset behind it.</summary>
internal sealed class SilenceSource(
    IHistory history, IRegistry registry, IDeviceRegistry devices, NetworkCatalogue catalogue, LocalRules rules, AlarmRules alarms, IGrainFactory grains, CityClock clock, TimeProvider time, ILogger<SilenceSource> log)
    : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(15);
    /// <summary>Networks in which many assets without a device were silent at the last look.</summary>
    private readonly HashSet<string> _many = [];
    /// <summary>The newest of each asset as the last replay began, and the city time that the replay came to: what spoke only in it is not missed afterwards.</summary>
    private Dictionary<AssetKey, Instant>? _beforeReplay;
    private Instant _replayedTo;
    private bool _replaying;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Rounds.Run(time, Pause, log, "Silences could not be told to the alarm books", _ => Sweep(), stoppingToken);

    /// <summary>One look at everything that reports.</summary>
    internal async Task Sweep()
    {
        var now = clock.Now;
        ReportingDevice[] speakers = [.. devices.All.Where(d => d.Device.Enabled).Select(d => new ReportingDevice(d.Device.Id, d.Device.Protocol.WireName()))];
        foreach (var network in Reporting().GroupBy(a => a.Network))
        {
            var signals = SilenceGroups.Find(network.Key, [.. network.Select(a => a.Asset)], speakers, now, alarms.Settings.Silence, _many.Contains(network.Key));
            if (SilenceGroups.AreMany(signals)) _many.Add(network.Key);
            else _many.Remove(network.Key);
            await grains.GetGrain<IAlarmBookGrain>(network.Key).Signal(new AlarmSignalBatch([.. signals.Select(AlarmRecords.Of)], SilenceGroups.Prefix));
        }
    }

    private void FollowReplay(Dictionary<AssetKey, Instant> newest)
    {
        var (now, rate, mode) = clock.Read();
        if (mode == ClockMode.Replay)
        {
            if (!_replaying) _beforeReplay = newest;
            _replayedTo = now + 2 * rate * Pause; // It may run on until the next look.
        }
        _replaying = mode == ClockMode.Replay;
    }

    private bool IsOfReplay(AssetKey asset, Instant newest) => !_replaying && _beforeReplay is { } before && newest <= _replayedTo && newest != before.GetValueOrDefault(asset);

    private IEnumerable<(string Network, ReportingAsset Asset)> Reporting()
    {
        var newest = new Dictionary<AssetKey, Instant>();
        foreach (var known in history.LatestOfAll())
            if (SeriesMemory.IsSensor(known.Reading.Provenance) && known.Reading.At > newest.GetValueOrDefault(known.Reading.Asset)) newest[known.Reading.Asset] = known.Reading.At;
        FollowReplay(newest);
        var deviceOf = new Dictionary<string, string>();
        foreach (var device in devices.All.Where(d => d.Device.Enabled).Select(d => d.Device))
            foreach (var asset in device.Channels.Select(c => c.Asset).Append(device.Asset).OfType<AssetId>()) deviceOf.TryAdd(asset.Value, device.Id);
        foreach (var (key, at) in newest)
            if (!IsOfReplay(key, at) && registry.Find(key) is { } asset) yield return (asset.Id.Network, new ReportingAsset(asset.Id.Value, deviceOf.GetValueOrDefault(asset.Id.Value), at, rules.Silence(catalogue.ProfileOf(asset))));
    }
}
