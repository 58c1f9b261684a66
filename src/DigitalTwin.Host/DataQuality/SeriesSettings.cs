using System.Collections.Concurrent;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.DataQuality;
using DigitalTwin.Domain.Devices;
using DigitalTwin.Domain.Networks.Compiled;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Risk;
using DigitalTwin.Grains.Networks;
using DigitalTwin.Ingest.DataQuality;

namespace DigitalTwin.Host.DataQuality;

/// <summary>What is expected of a series: by its device, else by its network, else by default; and by its own limits where somebody set some.</summary>
public sealed class SeriesSettings : ISeriesSettings
{
    /// <summary>Pipes and manholes between two sensors that still tell of each other.</summary>
    private const int MostSteps = 6;
    private const int MostNeighbours = 40;

    private readonly IRegistry _registry;
    private readonly NetworkCatalogue _catalogue;
    private readonly IDeviceRegistry _devices;
    private readonly LocalRules _rules;
    private readonly QualityRules _quality;
    private readonly QuantityCatalogue _quantities;
    private readonly ConcurrentDictionary<LimitScope, SeriesLimits> _set = new();
    private volatile Dictionary<AssetKey, TimeSpan> _byDevice = [];
    private int _changes;

    public SeriesSettings(IRegistry registry, NetworkCatalogue catalogue, IDeviceRegistry devices, LocalRules rules, QualityRules quality, QuantityCatalogue quantities)
    {
        (_registry, _catalogue, _devices, _rules, _quality, _quantities) = (registry, catalogue, devices, rules, quality, quantities);
        devices.Changed += _ => ReadDevices();
        ReadDevices();
    }

    public int Version => _catalogue.Version + Volatile.Read(ref _changes);

    public TimeSpan IntervalOf(AssetKey asset, Quantity quantity)
    {
        // A device's own statistics come once a span, however often it reports what is now.
        if (IntervalQuantity.Of(quantity) is { } statistic)
            return statistic.Span switch { ReportedSpan.Minutes => TimeSpan.FromMinutes(10), ReportedSpan.Hour => TimeSpan.FromHours(1), _ => TimeSpan.FromDays(1) };
        if (_byDevice.TryGetValue(asset, out var interval)) return interval;
        if (_registry.Find(asset) is not { } entry) return _rules.DefaultInterval;
        if (quantity != default && AttributesOf(entry)?.GetValueOrDefault(AssetProfile.IntervalAttributeOf(_quantities.Of(quantity).Name)) is { } text
            && int.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var seconds) && seconds > 0) return TimeSpan.FromSeconds(seconds);
        var profile = _catalogue.ProfileOf(entry);
        return profile.IntervalSeconds > 0 ? TimeSpan.FromSeconds(profile.IntervalSeconds) : _rules.DefaultInterval;
    }

    public SeriesLimits LimitsOf(AssetKey asset, Quantity quantity) => LimitsIn(LimitScope.At(asset, quantity));

    /// <summary>What holds in a scope: what was set for it, else for the next wider one, else what came with the platform.</summary>
    public SeriesLimits LimitsIn(LimitScope scope)
    {
        if (_set.IsEmpty) return _quality.Of(scope.Quantity);
        if (_set.TryGetValue(scope, out var own)) return own;
        if (scope.IsAsset && _registry.Find(scope.Asset) is { } asset && _set.TryGetValue(LimitScope.Of(asset.Kind, scope.Quantity), out var ofKind)) return ofKind;
        return _set.TryGetValue(LimitScope.Everywhere(scope.Quantity), out var everywhere) ? everywhere : _quality.Of(scope.Quantity);
    }

    /// <summary>Sets limits in a scope, or takes them away with null.</summary>
    public void SetLimits(LimitScope scope, SeriesLimits? limits)
    {
        if (limits is null) _set.TryRemove(scope, out _);
        else _set[scope] = limits;
        Interlocked.Increment(ref _changes);
    }

    public IReadOnlyList<AssetKey> NeighboursOf(AssetKey asset)
    {
        if (_registry.Find(asset) is not { } entry || _catalogue.Find(entry.Id.Network) is not { } network || !network.Compiled.TryFind(asset, out var start)) return [];
        var found = new List<AssetKey>();
        foreach (var down in (bool[])[false, true])
        {
            NetworkElement[] front = [start];
            for (var step = 0; step < MostSteps && front.Length > 0 && found.Count < MostNeighbours; step++)
            {
                front = [.. front.SelectMany(e => down ? network.Compiled.Below(e) : network.Compiled.Above(e)).Take(MostNeighbours)];
                found.AddRange(front.Select(network.Compiled.KeyOf).Where(k => k != asset));
            }
        }
        return found;
    }

    private IReadOnlyDictionary<string, string>? AttributesOf(AssetEntry asset)
    {
        if (_catalogue.Find(asset.Id.Network)?.Compiled is not { } network || !network.TryFind(asset.Key, out var element)) return null;
        return element.IsLink ? network.Source.Links[network.Links.Source[element.Index]].Attributes : network.Source.Nodes[network.Nodes.Source[element.Index]].Attributes;
    }

    private void ReadDevices()
    {
        var intervals = new Dictionary<AssetKey, TimeSpan>();
        foreach (var device in _devices.All.Select(d => d.Device).Where(d => d is { Enabled: true, Interval: not null }))
            foreach (var id in device.Channels.Select(c => c.Asset ?? device.Asset).Append(device.Asset).OfType<AssetId>().Distinct())
                if (_registry.Find(id) is { } entry && (!intervals.TryGetValue(entry.Key, out var known) || known > device.Interval)) intervals[entry.Key] = device.Interval!.Value;
        _byDevice = intervals;
        Interlocked.Increment(ref _changes);
    }
}
