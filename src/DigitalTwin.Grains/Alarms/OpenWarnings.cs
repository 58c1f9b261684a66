using DigitalTwin.Contracts;
using DigitalTwin.Domain.Alarms;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Risk;
using DigitalTwin.Domain.Risk.Causes;
using DigitalTwin.Grains.Networks;
using DigitalTwin.Grains.Risk;

namespace DigitalTwin.Grains.Alarms;

/// <summary>The open warnings of one network as its alarm book sees them: which alarms they make, and which brought about which.</summary>
internal sealed class OpenWarnings(IRegistry registry, NetworkCatalogue networks, string network)
{
    /// <summary>Beyond so many, which brought about which is found once a second instead of with every one.</summary>
    private const int FewEnough = 500;

    private readonly WarningRecords _records = new(registry);
    private readonly Dictionary<string, Warning> _open = [];
    private readonly Dictionary<string, int> _versions = [];
    private Suppliers? _suppliers;
    private int _catalogueVersion;

    public bool IsStale { get; private set; }

    /// <summary>Signals of what is news. A warning that came over a border is the same alarm as on the other side, but its ways count.</summary>
    public List<AlarmSignal> Take(IEnumerable<WarningRecord> records)
    {
        var signals = new List<AlarmSignal>();
        foreach (var record in records)
        {
            if (_versions.GetValueOrDefault(record.Id) >= record.Version || _records.ToWarning(record) is not { } warning) continue;
            IsStale |= !_open.ContainsKey(warning.Id) || !warning.IsOpen;
            if (warning.IsOpen) (_open[warning.Id], _versions[warning.Id]) = (warning, warning.Version);
            else Forget(warning.Id);
            if (warning.Entry is null) signals.Add(Signal(warning));
        }
        return signals;
    }

    /// <summary>All signals there are now, once what is not listed and has not changed since <paramref name="known"/> was taken is forgotten.</summary>
    public IReadOnlyList<AlarmSignal> Reconcile(IEnumerable<WarningRecord> listed, IReadOnlyDictionary<string, int> known)
    {
        var records = listed.ToArray();
        var ids = records.Select(r => r.Id).ToHashSet();
        foreach (var (id, version) in known)
            if (!ids.Contains(id) && _versions.GetValueOrDefault(id) == version) Forget(id);
        Take(records);
        return [.. _open.Values.Where(w => w.Entry is null).Select(Signal)];
    }

    public IReadOnlyDictionary<string, int> Known() => new Dictionary<string, int>(_versions);

    /// <summary>First causes, where that is worth finding now; null otherwise.</summary>
    public IReadOnlyDictionary<string, string>? Roots(bool isTick)
    {
        if (!IsStale || (!isTick && _open.Count > FewEnough)) return null;
        IsStale = false;
        return AlarmRoots.Of(_open.Values, SupplierOf);
    }

    private AssetKey? SupplierOf(AssetKey asset)
    {
        if (_suppliers is null || _catalogueVersion != networks.Version)
            (_suppliers, _catalogueVersion) = (networks.Find(network) is { } live ? new Suppliers(live.Compiled, live.CurrentFlows()) : null, networks.Version);
        return _suppliers?.Of(asset);
    }

    private void Forget(string id)
    {
        IsStale |= _open.Remove(id);
        _versions.Remove(id);
    }

    private AlarmSignal Signal(Warning warning)
    {
        var asset = registry.Find(warning.Cause.Asset);
        return AlarmSignal.Of(warning, asset?.Id.Value ?? warning.Cause.Asset.ToString(), asset?.Kind, QuantityCatalogue.Default.Of(warning.Cause.Quantity).Name);
    }
}
