using DigitalTwin.Contracts;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks.Compiled;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Risk;
using DigitalTwin.Grains.Map;
using DigitalTwin.Host.Live;

namespace DigitalTwin.Host.Playback;

/// <summary>What the map of one network showed at a past moment, and how it goes on from there: a fold of the readings and warnings known by then.</summary>
/// <remarks>Values as the asset grains fold them; levels from the warnings that were recorded then, so that rules of today do not judge yesterday.</remarks>
internal sealed class PastFold
{
    private readonly IRegistry _registry;
    private readonly LocalRules _rules;
    private readonly Dictionary<int, PastAsset> _assets;
    private readonly Dictionary<int, LiveRow> _rows;
    private readonly PastWarnings _warnings;

    public PastFold(CompiledNetwork network, IRegistry registry, LocalRules rules, IEnumerable<KnownReading> latest, IEnumerable<WarningRecord> open, Instant at)
    {
        (Network, _registry, _rules, At) = (network, registry, rules, at);
        (_assets, _rows, _warnings) = ([], [], new PastWarnings([]));
        Advance(latest, open, at);
    }

    private PastFold(PastFold other) => (Network, _registry, _rules, At, _assets, _rows, _warnings) =
        (other.Network, other._registry, other._rules, other.At, new(other._assets), new(other._rows), new PastWarnings(other._warnings.Open));

    public CompiledNetwork Network { get; }
    public Instant At { get; private set; }

    /// <summary>Assets of which something is known.</summary>
    public int Count => _rows.Count;

    public IEnumerable<KeyValuePair<int, PastAsset>> Assets => _assets;
    public IReadOnlyCollection<WarningRecord> OpenWarnings => _warnings.Open;

    /// <summary>One that can go on by itself.</summary>
    public PastFold Copy() => new(this);

    public bool TryRead(AssetKey asset, out LiveRow row)
    {
        if (_rows.TryGetValue(asset.Value, out row)) return true;
        row = new LiveRow(0, 0, 0, LiveRow.NoFill);
        return false;
    }

    public LiveRows Read()
    {
        var rows = new LiveRows(_rows.Count);
        foreach (var key in _rows.Keys.Order()) rows.Add(key, _rows[key]);
        return rows;
    }

    /// <summary>Goes on to a later time with what became known until then, in that order; returns the keys of the rows that differ.</summary>
    public List<int> Advance(IEnumerable<KnownReading> readings, IEnumerable<WarningRecord> warnings, Instant to)
    {
        var touched = new HashSet<int>();
        foreach (var known in readings) Take(known.Reading, touched);
        var causes = new HashSet<string>();
        foreach (var warning in warnings) _warnings.Take(warning, causes, touched);
        foreach (var id in causes)
            if (AssetId.IsValid(id) && _registry.Find(new AssetId(id)) is { } asset) touched.Add(asset.Key.Value);
        foreach (var (key, asset) in _assets)
            if (asset.IsStale(At) != asset.IsStale(to)) touched.Add(key);
        At = to;
        return [.. touched.Where(Repaint)];
    }

    private void Take(in Reading reading, HashSet<int> touched)
    {
        var key = reading.Asset.Value;
        if (!_assets.TryGetValue(key, out var known))
        {
            if (_registry.Find(reading.Asset) is not { } asset || asset.Id.Network != Network.Name) return;
            var profile = AssetProfile.Of(Network, asset.Key, asset.Kind);
            known = new PastAsset(profile, _rules.Silence(profile), [], default);
        }
        _assets[key] = known.With(reading);
        touched.Add(key);
    }

    private bool Repaint(int key)
    {
        var isKnown = _rows.TryGetValue(key, out var before);
        if (Paint(key) is not { } row) return _rows.Remove(key);
        _rows[key] = row;
        return !isKnown || row != before;
    }

    private LiveRow? Paint(int key)
    {
        if (_registry.Find(new AssetKey(key)) is not { } entry || entry.Id.Network != Network.Name) return null;
        var coming = _warnings.IsEffectComing(key) ? LiveRow.EffectComing : (byte)0;
        var cause = _warnings.CauseAt(entry.Id.Value);
        if (!_assets.TryGetValue(key, out var asset)) return cause is null && coming == 0 ? null : new LiveRow((byte)((cause?.Level ?? 0) | coming), 0, 0, LiveRow.NoFill);
        var face = MapFaces.Of(asset.Profile, asset.Latest, (WarningLevel)(cause?.Level ?? 0), asset.IsStale(At), new Quantity(cause?.Quantity ?? 0));
        return new LiveRow((byte)(face.State | coming), face.Quantity, face.Value, face.Fill);
    }
}
