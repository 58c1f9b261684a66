using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Risk;
using DigitalTwin.Domain.Standards;
using DigitalTwin.Domain.Standards.Compliance;
using DigitalTwin.Grains.Networks;
using DigitalTwin.Host.Standards;
using DigitalTwin.Host.Warnings;

namespace DigitalTwin.Host.Compliance;

/// <summary>How one asset stands to the class of limits that binds it, read from history.</summary>
/// <param name="StillMeets">Only for a reuse intake or reclaimed plant.</param>
internal sealed record AssetCompliance(AssetEntry Asset, ReuseUse? Use, ClassVerdict Verdict, IReadOnlyList<ReuseUse> StillMeets, IReadOnlyList<ExpectedLoss> Expected);

/// <summary>Reads what a class of limits is judged by, and judges it. Nothing is kept: the answer of any past moment is computed the same way.</summary>
internal sealed class ComplianceReader(IHistory history, NetworkCatalogue networks, StandardsBook standards, WarningArchive warnings, CityClock clock, CityCalendar calendar)
{
    private const int MostReadings = 200_000;
    private readonly ComplianceJudge _judge = new(calendar, ComplianceSettings.Default);

    /// <summary>Null where no limits bind the asset.</summary>
    public async Task<AssetCompliance?> Read(AssetEntry asset, Instant? asOf, CancellationToken cancel)
    {
        var now = asOf ?? clock.Now;
        var limits = asOf is null ? standards.Current : await standards.AsOf(now, cancel);
        if (networks.ProfileOf(asset).LimitClass is not { } id || limits.Find(id) is not { } bound) return null;
        var isReuse = asset.Kind is AssetKind.ReuseIntake or AssetKind.ReclaimedPlant;
        var series = await Series(asset, isReuse ? [bound, .. limits.Uses.Select(u => limits.Find(u.LimitClass)!)] : [bound], now, asOf, cancel);
        ClassVerdict Stand(LimitClass c) => ClassVerdict.Of(c, _judge.Judge(c, quantity => series.GetValueOrDefault(quantity, []), now));
        return new AssetCompliance(asset, UseOf(asset, limits), Stand(bound), isReuse ? Uses.StillMet(limits, Stand) : [],
            isReuse ? await Expected(asset, bound, limits, Stand, q => series.TryGetValue(q, out var known) && known.Count > 0 ? known[^1].Reading.Value : null, now, asOf, cancel) : []);
    }

    private async Task<Dictionary<Quantity, IReadOnlyList<KnownReading>>> Series(AssetEntry asset, IReadOnlyList<LimitClass> classes, Instant now, Instant? asOf, CancellationToken cancel)
    {
        var from = classes.Min(c => _judge.NeededFrom(c, now));
        var limited = classes.SelectMany(c => c.Limits).SelectMany(l => l.When is { } when ? [l.Quantity, when.Quantity] : new[] { l.Quantity }).ToHashSet();
        var series = new Dictionary<Quantity, IReadOnlyList<KnownReading>>();
        foreach (var measured in history.Latest(asset.Key).Select(k => k.Reading.Quantity).Where(limited.Contains))
            series[measured] = await history.Read(asset.Key, measured, from, now + TimeSpan.FromMilliseconds(1), asOf, MostReadings, cancel);
        return series;
    }

    /// <summary>What open warnings say will arrive here and break a limit of its class: told before the water comes.</summary>
    private async Task<IReadOnlyList<ExpectedLoss>> Expected(AssetEntry asset, LimitClass bound, LimitCatalogue limits, Func<LimitClass, ClassVerdict> stand, Func<Quantity, double?> here, Instant now, Instant? asOf, CancellationToken cancel)
    {
        var day = calendar.DayOf(now);
        var losses = new List<ExpectedLoss>();
        foreach (var warning in (await warnings.Find(new WarningQuestion(true, asset.Id.Value, asOf, null, int.MaxValue), cancel)).Found)
            foreach (var effect in warning.Effects.Where(e => e.Asset == asset.Id.Value && e.Value is not null))
            {
                var quantity = new Quantity(effect.Quantity);
                // Of too little, what arrives is what is missing there: it is taken from what is here, or would be with the limit just kept.
                var isShortfall = warning.Cause.Kind == (byte)SymptomKind.QualityBreach && warning.Cause.Value < warning.Cause.Limit;
                var value = isShortfall ? Math.Max(0, (here(quantity) ?? warning.Cause.Limit) - effect.Value!.Value) : effect.Value!.Value;
                if (bound.InForce(day).FirstOrDefault(l => l.Quantity == quantity && !l.IsMetBy(value)) is not { } broken) continue;
                losses.Add(new ExpectedLoss(warning.Id, quantity, value, new Instant(effect.FirstAt), broken, Uses.StillMetWith(limits, stand, quantity, value, day)));
            }
        return losses;
    }

    private ReuseUse? UseOf(AssetEntry asset, LimitCatalogue limits)
    {
        if (networks.Find(asset.Id.Network)?.Compiled is not { } network || !network.TryFind(asset.Key, out var element) || element.IsLink) return null;
        return network.Source.Nodes[network.Nodes.Source[element.Index]].Attributes.TryGetValue(LimitCatalogue.UseAttribute, out var use) ? limits.FindUse(use) : null;
    }
}
