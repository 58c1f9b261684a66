using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks.Compiled;
using DigitalTwin.Domain.Query;
using DigitalTwin.Domain.Query.Table;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Risk;
using DigitalTwin.Host.Assets;

namespace DigitalTwin.Host.Playback;

/// <summary>Assets as they were at a past moment, as known then: one, or a table to ask.</summary>
internal sealed class PastAssets(PastStates states, PastNetworks networks, IRegistry registry, LocalRules rules)
{
    /// <summary>What is known of one asset, without folding the whole network.</summary>
    public async Task<AssetMoment> Of(AssetEntry asset, Instant asOf, CancellationToken cancel)
    {
        var network = networks.Find(asset.Id.Network, asOf);
        var latest = await states.Latest(asset.Key, asOf, cancel);
        var open = await states.Open(asOf, cancel);
        var level = open.Where(w => w.Entry is null && w.Cause.Asset == asset.Id.Value).Select(w => (WarningLevel)w.Cause.Level).DefaultIfEmpty().Max();
        var profile = network is null ? new AssetProfile(asset.Key, asset.Kind) : AssetProfile.Of(network, asset.Key, asset.Kind);
        var isStale = latest.Count > 0 && asOf - latest.Max(k => k.Reading.At) > rules.Silence(profile);
        return new AssetMoment(network, latest, level, isStale, open);
    }

    /// <summary>All assets of that moment's networks, to be asked as those of now.</summary>
    public async Task<PastTable> Table(Instant asOf, CancellationToken cancel)
    {
        var folds = new List<PastFold>();
        foreach (var name in registry.Networks)
            if (await states.At(name, asOf, cancel) is { } fold) folds.Add(fold);
        return await Task.Run(() => Build(folds, asOf), cancel);
    }

    private PastTable Build(List<PastFold> folds, Instant asOf)
    {
        var builder = new AssetTableBuilder();
        foreach (var network in folds.Select(f => f.Network)) builder.Add(network.Source, local => KeyOf(network, local), network);
        var table = builder.Build();
        var live = new LiveColumns(table);
        foreach (var fold in folds)
        {
            foreach (var (key, asset) in fold.Assets)
                foreach (var reading in asset.Latest) live.Set(new AssetKey(key), reading.Quantity, reading.Value, reading.At);
            var rows = fold.Read();
            for (var i = 0; i < rows.Count; i++) live.SetState(new AssetKey(rows.Keys[i]), rows.Rows[i].State);
        }
        return new PastTable(table, new AssetQueryEngine(table, live, () => asOf), folds);
    }

    private AssetKey KeyOf(CompiledNetwork network, string local) => registry.Find(new AssetId(network.Name, local))?.Key ?? default;
}

/// <summary>The assets of a past moment.</summary>
internal sealed record PastTable(AssetTable Table, AssetQueryEngine Engine, IReadOnlyList<PastFold> Folds)
{
    /// <summary>What the map showed of an asset; false where nothing was known of it.</summary>
    public bool TryRead(AssetKey asset, out Live.LiveRow row)
    {
        foreach (var fold in Folds)
            if (fold.TryRead(asset, out row)) return true;
        row = new Live.LiveRow(0, 0, 0, Live.LiveRow.NoFill);
        return false;
    }
}
