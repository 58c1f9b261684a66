using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Domain.Query;
using DigitalTwin.Domain.Query.Table;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Grains.Networks;

namespace DigitalTwin.Host.Assets;

/// <summary>All assets by column with their live values, for queries; built anew when a network gets a revision. Safe from any thread.</summary>
/// <remarks>Values come from what this host ingests; in a cluster, what other hosts took in arrives with the next start.</remarks>
public sealed class AssetIndex : IDisposable
{
    private readonly IRegistry _registry;
    private readonly NetworkCatalogue _catalogue;
    private readonly IHistory _history;
    private readonly CityClock _clock;
    private readonly Lock _building = new();
    private Built _built;

    public AssetIndex(IRegistry registry, NetworkCatalogue catalogue, IHistory history, CityClock clock)
    {
        (_registry, _catalogue, _history, _clock) = (registry, catalogue, history, clock);
        _built = Build(null);
        registry.Saved += Rebuild;
    }

    public AssetTable Table => Volatile.Read(ref _built).Table;

    public (AssetTable Table, LiveColumns Live, AssetQueryEngine Engine) Current
    {
        get
        {
            var built = Volatile.Read(ref _built);
            return (built.Table, built.Live, built.Engine);
        }
    }

    /// <summary>Takes durable readings in. Those of one asset must come from one thread at a time.</summary>
    public void Observe(in Reading reading)
    {
        if (!reading.Quantity.IsCatalogued) return; // Nobody can ask for the others here, and each would cost a column.
        var (table, live) = (Volatile.Read(ref _built).Table, Volatile.Read(ref _built).Live);
        var row = table.RowOf(reading.Asset);
        if (row < 0) return;
        if (reading.At.UnixMilliseconds < live.At.Span[row] && !IsNewest(reading)) return;
        live.Set(reading.Asset, reading.Quantity, reading.Value, reading.At);
    }

    public void SetState(AssetKey asset, byte state) => Volatile.Read(ref _built).Live.SetState(asset, state);

    public void Dispose() => _registry.Saved -= Rebuild;

    private bool IsNewest(in Reading reading)
    {
        foreach (var known in _history.Latest(reading.Asset))
            if (known.Reading.Quantity == reading.Quantity) return known.Reading.At <= reading.At;
        return true;
    }

    private void Rebuild(Network network)
    {
        lock (_building) Volatile.Write(ref _built, Build(_built));
    }

    private Built Build(Built? before)
    {
        var builder = new AssetTableBuilder();
        foreach (var network in _catalogue.All)
            builder.Add(network.Compiled.Source, local => _registry.Find(new AssetId(network.Compiled.Name, local))?.Key ?? default, network.Compiled);
        var table = builder.Build();
        var live = new LiveColumns(table);
        foreach (var known in _history.LatestOfAll().Where(k => k.Reading.Quantity.IsCatalogued)) live.Set(known.Reading.Asset, known.Reading.Quantity, known.Reading.Value, known.Reading.At);
        if (before is not null)
            for (var row = 0; row < before.Table.Count; row++) live.SetState(before.Table.KeyOf(row), before.Live.States.Span[row]);
        return new Built(table, live, new AssetQueryEngine(table, live, () => _clock.Now));
    }

    private sealed record Built(AssetTable Table, LiveColumns Live, AssetQueryEngine Engine);
}
