using DigitalTwin.Contracts;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Risk;
using DigitalTwin.Grains.Risk;
using DigitalTwin.Host.Compliance;
using DigitalTwin.Host.Live;

namespace DigitalTwin.Host.Warnings;

/// <summary>The ways of a warning with the numbers of every leg, one part a catchment, so that anyone can work an arrival out again.</summary>
internal sealed record LegsView(string Warning, string Since, string Carries, string Quantity, string Unit, LegPart[] Parts);

/// <param name="Entry">Where it comes in from the part before; null for the first.</param>
internal sealed record LegPart(string Warning, int Version, string Catchment, string KnownAt, EntryView? Entry, LegView[] Legs, LegEffectView[] Effects);

internal sealed record EntryView(string Warning, string Border, string FirstAt, string PeakAt, double? Value, double? FlowM3s);

/// <summary>One leg: <see cref="WarningLeg"/> with the place's name, the parts of the time, and when it is felt there, in minutes since the symptom began (null for backwater, which does not travel leg by leg).</summary>
/// <param name="Dilution">Flow that carries it on over flow through the place: what mixing leaves of the strength.</param>
internal sealed record LegView(string Place, string? Name, string? Kind, string? Link, int Previous, double Minutes, double StayMinutes, double SpreadMinutes, double? FlowM3s, double Share, double? Dilution,
    double Decay, double? ThroughM3s, double? Value, double? FirstMinutes, double? PeakMinutes);

/// <param name="Leg">Index of the leg that leads there; the legs before it are its way.</param>
/// <param name="Loses">Only for reclaimed water: whether it will break the class of the use here.</param>
/// <param name="StillMeets">Then, what the water will still be good for.</param>
internal sealed record LegEffectView(string Asset, string? Name, string? Kind, string Direction, string Level, int Leg, string FirstAt, string PeakAt, double? Value, UseName? Use, bool? Loses, UseName[]? StillMeets);

/// <summary>Makes them.</summary>
internal sealed class LegViews(IRegistry registry, QuantityCatalogue quantities, ComplianceReader compliance)
{
    /// <summary>Uses are judged for so many intakes; beyond that a page would wait for history.</summary>
    private const int MostUses = 40;

    public async Task<LegsView> Of(IReadOnlyList<WarningRecord> parts, Instant? asOf, CancellationToken cancel)
    {
        var first = parts[0];
        var quantity = quantities.Of(new Quantity(first.Cause.Quantity));
        var isMatter = IsMatter(first.Cause);
        var views = new List<LegPart>();
        var left = MostUses;
        foreach (var part in parts)
        {
            var effects = new List<LegEffectView>();
            foreach (var effect in part.Effects)
            {
                var asset = Find(effect.Asset);
                var judged = asset?.Kind is AssetKind.ReuseIntake or AssetKind.ReclaimedPlant && isMatter && left-- > 0 ? await compliance.Read(asset, asOf, cancel) : null;
                effects.Add(Of(effect, asset, part.Id, judged));
            }
            views.Add(new LegPart(part.Id, part.Version, part.Catchment, Text(part.KnownAt), Entry(part), Legs(part, isMatter), [.. effects]));
        }
        return new LegsView(first.Id, Text(first.Cause.Since), isMatter ? "matter" : (SymptomKind)first.Cause.Kind is SymptomKind.PumpTripped ? "level" : "wave", quantity.Name, isMatter ? quantity.Unit : "m3/s", [.. views]);
    }

    private LegView[] Legs(WarningRecord part, bool isMatter)
    {
        var way = WarningWays.From(part.Way);
        var rising = Rising(part, way);
        var legs = new LegView[way.Legs.Length];
        for (var i = 0; i < legs.Length; i++)
        {
            var leg = way.Legs[i];
            var place = registry.Find(leg.Place);
            var before = leg.Previous >= 0 ? way.Legs[leg.Previous] : (WarningLeg?)null;
            var (start, peak) = way.Arrival(i, isMatter, PropagationSettings.Default);
            legs[i] = new LegView(place?.Id.Value ?? leg.Place.ToString(), place?.Name, place?.Kind.WireName(), leg.Link.Value > 0 ? registry.Find(leg.Link)?.Id.Value : null, leg.Previous, leg.Minutes, leg.Stay, leg.Spread,
                WireNames.Finite(leg.Flow), leg.Share, before is { } b && leg.Through > 0 ? WireNames.Finite(Math.Min(1, b.Through * leg.Share / leg.Through)) : null, leg.Decay, WireNames.Finite(leg.Through), WireNames.Finite(leg.Value),
                rising[i] ? null : WireNames.Finite(start), rising[i] ? null : WireNames.Finite(peak));
        }
        return legs;
    }

    /// <summary>Which legs are of backwater: those that lead to effects upstream and to none downstream.</summary>
    private static bool[] Rising(WarningRecord part, WarningWay way)
    {
        bool[] up = new bool[way.Legs.Length], down = new bool[way.Legs.Length];
        foreach (var effect in part.Effects)
            for (var i = effect.Step; (uint)i < (uint)up.Length; i = way.Legs[i].Previous) (effect.Direction == (byte)EffectDirection.Upstream ? up : down)[i] = true;
        return [.. up.Select((rises, i) => rises && !down[i])];
    }

    private static LegEffectView Of(WarningEffect effect, AssetEntry? asset, string warning, AssetCompliance? judged)
    {
        var loss = judged?.Expected.Where(e => e.Warning == warning).MinBy(e => e.At);
        return new LegEffectView(effect.Asset, asset?.Name, asset?.Kind.WireName(), effect.Direction == (byte)EffectDirection.Upstream ? "upstream" : "downstream", WireNames.Of((WarningLevel)effect.Level), effect.Step,
            Text(effect.FirstAt), Text(effect.PeakAt), effect.Value is { } value ? WireNames.Finite(value) : null, UseName.Of(judged?.Use), judged is null ? null : loss is not null,
            judged is null ? null : [.. (loss?.StillMeets ?? judged.StillMeets).Select(u => UseName.Of(u)!)]);
    }

    private static EntryView? Entry(WarningRecord part) => part.Entry is { } e ? new EntryView(e.WarningId, e.Border, Text(e.FirstAt), Text(e.PeakAt), WireNames.Finite(e.Value), WireNames.Finite(e.Flow)) : null;

    /// <summary>As the domain tells them apart: a breach of quality, and sewage that has left the sewer.</summary>
    private bool IsMatter(SymptomReport cause) => (SymptomKind)cause.Kind == SymptomKind.QualityBreach
        || ((SymptomKind)cause.Kind == SymptomKind.Overflow && Find(cause.Asset)?.Kind is AssetKind.Outfall or AssetKind.Weir or AssetKind.Outlet);

    private AssetEntry? Find(string id) => AssetId.IsValid(id) ? registry.Find(new AssetId(id)) : null;

    private static string Text(long unixMilliseconds) => new Instant(unixMilliseconds).ToString();
}
