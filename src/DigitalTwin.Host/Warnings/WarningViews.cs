using DigitalTwin.Contracts;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Risk;
using DigitalTwin.Domain.Risk.Causes;
using DigitalTwin.Grains.Networks;
using DigitalTwin.Grains.Risk;
using DigitalTwin.Host.Live;

namespace DigitalTwin.Host.Warnings;

/// <summary>A warning as the API and the page know it. Times ISO 8601; levels and kinds by their wire names.</summary>
/// <param name="SuppliedBy">The reclaimed plant that feeds the intake at which it is; null elsewhere.</param>
/// <param name="Origin"><c>measured</c>, or <c>forecast</c> with a probability and times at which it is expected.</param>
public sealed record WarningView(
    string Id, int Version, string Network, string Catchment, string Kind, string Level,
    string Asset, string? AssetName, string? AssetKind, string Quantity, string Unit, double? Value, double? Limit,
    string Since, string KnownAt, string? EndedAt, double[]? Position, string[] Path, EffectView[] Effects,
    string Origin = "measured", double? Probability = null, string? EarliestAt = null, string? ExpectedAt = null, string? SuppliedBy = null);

/// <summary>What a warning will reach, and when first and most.</summary>
public sealed record EffectView(
    string Asset, string? Name, string? Kind, string Direction, string Level, string Quantity, double? Value, string FirstAt, string PeakAt, string[] Path);

/// <summary>Fills a warning with the names and places that a reader needs.</summary>
public sealed class WarningViews(IRegistry registry, NetworkCatalogue networks, MapPlaces places, QuantityCatalogue quantities)
{
    private readonly Lock _gate = new();
    private (int Version, Dictionary<string, Suppliers> Of) _suppliers = (-1, []);

    public WarningView Of(WarningRecord warning)
    {
        var asset = Find(warning.Cause.Asset);
        var way = WarningWays.From(warning.Way);
        var quantity = quantities.Of(new Quantity(warning.Cause.Quantity));
        var position = asset is null ? null : places.PositionOf(asset.Key);
        return new WarningView(
            warning.Id, warning.Version, warning.Cause.Asset.Split(':')[0], warning.Catchment, WireNames.Of((SymptomKind)warning.Cause.Kind), WireNames.Of((WarningLevel)warning.Level),
            warning.Cause.Asset, asset?.Name, asset?.Kind.WireName(), quantity.Name, quantity.Unit, WireNames.Finite(warning.Cause.Value), WireNames.Finite(warning.Cause.Limit),
            Text(warning.Cause.Since), Text(warning.KnownAt), warning.EndedAt is { } ended ? Text(ended) : null,
            position is { } p ? [p.Longitude, p.Latitude] : null, warning.Path,
            [.. warning.Effects.OrderBy(e => e.FirstAt).Select(e => Of(warning, way, e))],
            warning.Cause.Expected is null ? "measured" : "forecast", warning.Cause.Expected?.Probability, Text(warning.Cause.Expected?.EarliestAt), Text(warning.Cause.Expected?.ExpectedAt), SupplierOf(asset));
    }

    private EffectView Of(WarningRecord warning, WarningWay way, WarningEffect effect)
    {
        var asset = Find(effect.Asset);
        return new EffectView(effect.Asset, asset?.Name, asset?.Kind.WireName(), effect.Direction == 2 ? "upstream" : "downstream",
            WireNames.Of((WarningLevel)effect.Level), quantities.Of(new Quantity(effect.Quantity)).Name, effect.Value is { } value ? WireNames.Finite(value) : null, Text(effect.FirstAt), Text(effect.PeakAt), PathOf(warning, way, effect, asset));
    }

    private string[] PathOf(WarningRecord warning, WarningWay way, WarningEffect effect, AssetEntry? asset)
    {
        if (effect.Step < 0) return [warning.Cause.Asset, effect.Asset]; // A forecast tells where, and not by which way.
        var names = way.PathTo(effect.Step, asset?.Key ?? default).Select(key => registry.Find(key)?.Id.Value).OfType<string>();
        return warning.Entry is null ? [.. names.Prepend(warning.Cause.Asset).Distinct()] : [.. names];
    }

    private string? SupplierOf(AssetEntry? asset)
    {
        if (asset is not { Kind: AssetKind.ReuseIntake } || networks.Find(asset.Id.Network) is not { } live) return null;
        lock (_gate)
        {
            if (_suppliers.Version != networks.Version) _suppliers = (networks.Version, []);
            if (!_suppliers.Of.TryGetValue(asset.Id.Network, out var of)) _suppliers.Of[asset.Id.Network] = of = new Suppliers(live.Compiled, live.CurrentFlows());
            return of.Of(asset.Key) is { } plant ? registry.Find(plant)?.Id.Value : null;
        }
    }

    private AssetEntry? Find(string id) => AssetId.IsValid(id) ? registry.Find(new AssetId(id)) : null;

    private static string? Text(long? unixMilliseconds) => unixMilliseconds is { } at ? Text(at) : null;

    private static string Text(long unixMilliseconds) => new Instant(unixMilliseconds).ToString();
}
