using System.Collections.Concurrent;
using System.Text.Json;
using DigitalTwin.Contracts;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Incidents;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Risk;
using DigitalTwin.Grains.Networks;
using DigitalTwin.Grains.Risk;
using Orleans;

namespace DigitalTwin.Grains.Incidents;

/// <summary>Asks the risk grains what an incident's warnings reach, and says when that is news. Keeps what they said last for each incident of this silo.</summary>
public sealed class IncidentWatch(IRegistry registry, NetworkCatalogue networks, IFactLog facts, TimeProvider time)
{
    private const int MostArrivals = 60;
    /// <summary>Wall time: entries of an outlook that goes on changing are no closer than this.</summary>
    private static readonly TimeSpan NewsPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan ContinuationPause = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, Seen> _seen = [];

    public IncidentReach Reach(string incident) => _seen.TryGetValue(incident, out var seen) ? seen.Reach : new IncidentReach(0, [], [], "[]"u8.ToArray());

    /// <returns>An outlook to be recorded; null where nothing is news.</returns>
    public async Task<Outlook?> Look(Incident incident, IGrainFactory grains, Instant now)
    {
        if (incident.Warnings.Count == 0) return null;
        var seen = _seen.GetOrAdd(incident.Id, _ => new Seen());
        var catchments = incident.Warnings.Select(w => w.Catchment).Concat(await Continuations(incident, seen)).Distinct();
        var open = (await Task.WhenAll(catchments.Select(c => grains.GetGrain<IRiskGrain>(c).OpenWarnings()))).SelectMany(w => w).Where(w => incident.Warnings.Any(i => IsPart(w.Id, i.Id))).DistinctBy(w => w.Id).ToArray();
        var affected = open.SelectMany(w => w.Affected).Distinct().ToArray();
        var arrivals = open.SelectMany(w => w.Effects).GroupBy(e => e.Asset).Select(g => g.MinBy(e => e.FirstAt)!).OrderBy(e => e.FirstAt).Select(Of).ToArray();
        seen.Reach = new IncidentReach(now.UnixMilliseconds, open, affected, JsonSerializer.SerializeToUtf8Bytes(arrivals, IncidentJson.Options));
        var outlook = new Outlook(now, affected.Length, open.Count(w => !w.Id.Contains('>')), [.. arrivals.OrderByDescending(IsReceiver).Take(MostArrivals).OrderBy(a => a.FirstAt)]);
        if (!IsNews(outlook, incident.Outlook) || (seen.ToldAt != 0 && time.GetElapsedTime(seen.ToldAt) < NewsPause)) return null;
        seen.ToldAt = time.GetTimestamp();
        return outlook;
    }

    /// <summary>What makes another picture: warnings that opened or ended, other receivers, a tenth more or fewer assets.</summary>
    private static bool IsNews(Outlook now, Outlook? before) => before is null || now.OpenWarnings != before.OpenWarnings || Math.Abs(now.Affected - before.Affected) * 10 > before.Affected
        || !now.Arrivals.Where(IsReceiver).Select(a => a.Asset).ToHashSet().SetEquals(before.Arrivals.Where(IsReceiver).Select(a => a.Asset));

    private static bool IsReceiver(Arrival a) => a.Kind is "treatmentPlant" or "reclaimedPlant" or "reuseIntake" or "outfall";

    /// <summary>Catchments into which its warnings have gone on: from the log, where each lies under <c>{id}&gt;{catchment}</c>.</summary>
    private async Task<IReadOnlyList<string>> Continuations(Incident incident, Seen seen)
    {
        if (seen.LookedAt != 0 && time.GetElapsedTime(seen.LookedAt) < ContinuationPause) return seen.Continuations;
        seen.LookedAt = time.GetTimestamp();
        return seen.Continuations = [.. (await facts.Open(RiskGrainServices.WarningStream, null)).Where(f => incident.Warnings.Any(w => f.Subject != w.Id && IsPart(f.Subject, w.Id))).Select(f => RiskGrainServices.Read(f).Catchment).Distinct()];
    }

    private static bool IsPart(string id, string warning) => id == warning || id.StartsWith(warning + ">", StringComparison.Ordinal);

    private Arrival Of(WarningEffect effect)
    {
        var asset = AssetId.IsValid(effect.Asset) ? registry.Find(new AssetId(effect.Asset)) : null;
        return new Arrival(effect.Asset, asset?.Name, asset?.Kind.WireName(), ((WarningLevel)effect.Level).ToString().ToLowerInvariant(), QuantityCatalogue.Default.Of(new Quantity(effect.Quantity)).Name,
            effect.Value is { } value && double.IsFinite(value) ? value : null, new Instant(effect.FirstAt), new Instant(effect.PeakAt), asset is null ? null : PositionOf(asset));
    }

    private double[]? PositionOf(AssetEntry asset)
    {
        if (networks.Find(asset.Id.Network)?.Compiled.Source is not { } network) return null;
        var node = network.Nodes.FirstOrDefault(n => n.LocalId == asset.Id.Local) ?? (network.Links.FirstOrDefault(l => l.LocalId == asset.Id.Local) is { } link ? network.Nodes[link.From] : null);
        return node is null ? null : [node.Position.Longitude, node.Position.Latitude];
    }

    private sealed class Seen
    {
        public IncidentReach Reach { get; set; } = new(0, [], [], "[]"u8.ToArray());
        public IReadOnlyList<string> Continuations { get; set; } = [];
        public long LookedAt { get; set; }
        public long ToldAt { get; set; }
    }
}
