using DigitalTwin.Contracts;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks.Compiled;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Risk;
using DigitalTwin.Grains.Networks;
using DigitalTwin.Host.Live;
using DigitalTwin.Host.Warnings;

namespace DigitalTwin.Host.Assets;

/// <summary>One asset as the API shows it.</summary>
public sealed record AssetView(string Id, int Key, string? Name, string Kind, string Network, string? Catchment, double[]? Position, string? Region,
    IReadOnlyDictionary<string, object?> Attributes, AssetStateView State, NeighbourView[] Upstream, NeighbourView[] Downstream);

public sealed record AssetStateView(string Level, bool Stale, string? At, ReadingView[] Latest, SymptomView[] Symptoms);

public sealed record ReadingView(string Quantity, QuantityName Name, double Value, string Unit, string At, string KnownAt, string Quality, string Provenance, double? Limit);

public sealed record QuantityName(string Zh, string En);

public sealed record SymptomView(string Kind, string Level, string Quantity, double? Value, double? Limit, string Since);

public sealed record NeighbourView(string Id, string? Name, string Kind);

/// <summary>What is known of one asset at one moment.</summary>
/// <param name="Network">Its network in the revision of that moment; null where there is none.</param>
/// <param name="Latest">The newest reading of each quantity.</param>
/// <param name="Open">Open warnings, also of other assets.</param>
internal sealed record AssetMoment(CompiledNetwork? Network, IReadOnlyList<KnownReading> Latest, WarningLevel Level, bool IsStale, IEnumerable<WarningRecord> Open);

/// <summary>Puts an asset's facts, live state and neighbours together, without waking its grain.</summary>
internal sealed class AssetViews(IRegistry registry, NetworkCatalogue catalogue, IHistory history, LocalRules rules, QuantityCatalogue quantities, LiveBoard board, WarningBoard warnings, MapPlaces places)
{
    private const int MaxNeighbours = 20;

    public AssetView Of(AssetEntry asset)
    {
        board.TryRead(asset.Key, out var row);
        return Of(asset, new AssetMoment(catalogue.Find(asset.Id.Network)?.Compiled, history.Latest(asset.Key), (WarningLevel)(row.State & LiveRow.LevelMask), (row.State & LiveRow.Stale) != 0, warnings.Open()));
    }

    public AssetView Of(AssetEntry asset, AssetMoment moment)
    {
        var network = moment.Network;
        var facts = network is null ? new AssetFacts(null, []) : AssetFacts.Of(network, asset);
        var catchment = network is not null && network.TryFind(asset.Key, out var element) ? network.CatchmentOf(element).Id : null;
        return new AssetView(asset.Id.Value, asset.Key.Value, asset.Name, asset.Kind.WireName(), asset.Id.Network, catchment,
            places.PositionOf(asset.Key) is { } p ? [p.Longitude, p.Latitude] : null, facts.Region, facts.Attributes,
            State(asset, moment), Neighbours(network, asset, down: false), Neighbours(network, asset, down: true));
    }

    private AssetStateView State(AssetEntry asset, AssetMoment moment)
    {
        var latest = moment.Latest;
        var profile = moment.Network is { } network ? AssetProfile.Of(network, asset.Key, asset.Kind) : new AssetProfile(asset.Key, asset.Kind);
        var symptoms = moment.Open.Where(w => w.Entry is null && w.Cause.Asset == asset.Id.Value).Select(w => new SymptomView(
            WireNames.Of((SymptomKind)w.Cause.Kind), WireNames.Of((WarningLevel)w.Cause.Level), quantities.Of(new Quantity(w.Cause.Quantity)).Name,
            WireNames.Finite(w.Cause.Value), WireNames.Finite(w.Cause.Limit), new Instant(w.Cause.Since).ToString()));
        var at = latest.Count == 0 ? (Instant?)null : latest.Max(k => k.Reading.At);
        return new AssetStateView(WireNames.Of(moment.Level), moment.IsStale, at?.ToString(),
            [.. latest.OrderBy(k => k.Reading.Quantity.Code).Select(k => Of(profile, k, latest))], [.. symptoms]);
    }

    private ReadingView Of(AssetProfile profile, KnownReading known, IReadOnlyList<KnownReading> all)
    {
        var reading = known.Reading;
        var definition = quantities.Of(reading.Quantity);
        return new ReadingView(definition.Name, new QuantityName(definition.Chinese, definition.English), reading.Value, definition.Unit, reading.At.ToString(), known.KnownAt.ToString(),
            WireNames.Of(reading.Quality), WireNames.Of(reading.Provenance), LimitOf(profile, reading, all));
    }

    /// <summary>What a value is measured against: the full depth for a level, else the limit in force.</summary>
    private double? LimitOf(AssetProfile profile, Reading reading, IReadOnlyList<KnownReading> all)
    {
        if (reading.Quantity == Quantity.Level) return profile.FullDepth > 0 ? Math.Round(profile.FullDepth, 3) : profile.CrownDepth > 0 ? Math.Round(profile.CrownDepth, 3) : null;
        double Other(Quantity q) => all.Where(k => k.Reading.Quantity == q).Select(k => k.Reading.Value).DefaultIfEmpty(double.NaN).First();
        return rules.LimitOf(profile, reading.Quantity, reading.At, Other)?.BoundFor(reading.Value);
    }

    private NeighbourView[] Neighbours(CompiledNetwork? network, AssetEntry asset, bool down)
    {
        if (network is null || !network.TryFind(asset.Key, out var element)) return [];
        return [.. (down ? network.Below(element) : network.Above(element)).Take(MaxNeighbours).Select(e => registry.Find(network.KeyOf(e))).OfType<AssetEntry>()
            .Select(a => new NeighbourView(a.Id.Value, a.Name, a.Kind.WireName()))];
    }
}
