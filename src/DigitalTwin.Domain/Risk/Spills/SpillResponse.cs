using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks.Compiled;

namespace DigitalTwin.Domain.Risk.Spills;

/// <summary>A valve, gate or pump that cuts a release's way.</summary>
/// <param name="MinutesLeft">Until the release begins to pass it; 0 when it is there already.</param>
/// <param name="Assets">How many assets (nodes and links) it keeps at least nine tenths of the matter from.</param>
/// <param name="Intakes">Of these, reuse intakes.</param>
/// <param name="PlantShare">Of the matter that would reach treatment plants, the part that it keeps from them, 0–1.</param>
/// <param name="Stops">Share of the released mass that passes it.</param>
public sealed record SpillBarrier(NetworkElement Device, double MinutesLeft, int Assets, int Intakes, double PlantShare, double Stops);

/// <summary>A manhole to sample, and when.</summary>
/// <param name="FromMinutes">A sample before this is the clean comparison; the release is felt from here …</param>
/// <param name="ToMinutes">… until here.</param>
/// <param name="PeakMinutes">The best moment.</param>
public sealed record SpillSample(NetworkElement Manhole, double FromMinutes, double PeakMinutes, double ToMinutes, double PeakConcentration, SampleReason Reason);

/// <summary>Why a manhole is worth a sample. Sent by camelCase name.</summary>
public enum SampleReason : byte
{
    /// <summary>The first place below the release that can be reached in time: says that, what and how much.</summary>
    Confirm,
    /// <summary>On the way, about evenly spread in time: says how fast it travels.</summary>
    Track,
    /// <summary>Just above a plant, tank, pump or intake: the last warning.</summary>
    Guard,
}

/// <summary>What can be done about a release: where to block it and where to sample it.</summary>
public static class SpillResponse
{
    private const int MostBarriers = 50;
    private const double Protected = 0.1;

    /// <summary>Devices that can be shut on the way, those that protect most first: users of reclaimed water, then plants, then all else; what is too late comes last.</summary>
    internal static IReadOnlyList<SpillBarrier> Barriers(SpillWay way, IReadOnlyList<ReleaseArrival> arrivals)
    {
        var network = way.Network;
        var first = arrivals.ToDictionary(a => a.Asset.Index, a => a.FirstMinutes);
        var all = way.MassAt(without: -1);
        var atPlants = Enumerable.Range(0, all.Length).Where(i => IsPlant(network, way.Places[i].Node)).Sum(i => all[i]);
        var barriers = new List<SpillBarrier>();
        foreach (var (link, place, mass) in way.Passages().Where(p => CanShut(network, p.Link)).OrderBy(p => first[way.Places[p.Place].Node]).Take(MostBarriers))
        {
            var left = way.MassAt(without: link);
            var safe = Enumerable.Range(0, all.Length).Where(i => all[i] > 0 && left[i] <= Protected * all[i]).ToArray();
            var plants = atPlants > 0 ? Enumerable.Range(0, all.Length).Where(i => IsPlant(network, way.Places[i].Node)).Sum(i => all[i] - left[i]) / atPlants : 0;
            var safeNodes = safe.Select(i => way.Places[i].Node).ToHashSet();
            barriers.Add(new SpillBarrier(NetworkElement.Link(link), Math.Max(0, first[way.Places[place].Node]),
                safe.Length + way.Passages().Count(p => p.Link != link && safeNodes.Contains(network.Links.To[p.Link])),
                safe.Count(i => network.Nodes.Kind[way.Places[i].Node] == AssetKind.ReuseIntake), plants, mass));
        }
        return [.. barriers.OrderByDescending(b => b.MinutesLeft > 0).ThenByDescending(b => b.Intakes).ThenByDescending(b => Math.Round(b.PlantShare, 2)).ThenByDescending(b => b.Assets).ThenBy(b => b.MinutesLeft)];
    }

    /// <summary>Manholes to sample, by time: the first that can be reached, the last before each place that matters, and some between.</summary>
    /// <param name="reachMinutes">How long a crew needs to get anywhere.</param>
    internal static IReadOnlyList<SpillSample> Samples(CompiledNetwork network, IReadOnlyList<ReleaseArrival> arrivals, double reachMinutes = 10, int most = 12)
    {
        var inTime = arrivals.Where(a => network.KindOf(a.Asset) == AssetKind.Manhole && a.FirstMinutes >= reachMinutes && a.MassShare > 0.01).ToArray();
        if (inTime.Length == 0) return [];
        var samples = new Dictionary<NetworkElement, SpillSample>();
        void Add(ReleaseArrival a, SampleReason why) => samples.TryAdd(a.Asset, new SpillSample(a.Asset, a.FirstMinutes, a.PeakMinutes, a.LastMinutes, a.PeakConcentration, why));
        Add(inTime[0], SampleReason.Confirm);
        foreach (var arrival in arrivals.Where(a => IsGuarded(network, a.Asset.Index)).Take(most / 2))
            if (arrival.Path.Take(arrival.Path.Count - 1).LastOrDefault(e => !e.IsLink && network.KindOf(e) == AssetKind.Manhole) is var above && inTime.FirstOrDefault(a => a.Asset == above) is { } guard)
                Add(guard, SampleReason.Guard);
        double from = inTime[0].FirstMinutes, to = inTime[^1].FirstMinutes;
        var between = Math.Max(1, most - samples.Count);
        for (var i = 1; i <= between && samples.Count < most; i++)
            Add(inTime.MinBy(a => Math.Abs(a.FirstMinutes - (from + (to - from) * i / (between + 1))))!, SampleReason.Track);
        return [.. samples.Values.OrderBy(s => s.FromMinutes)];
    }

    private static bool CanShut(CompiledNetwork network, int link) => network.Links.Kind[link] is AssetKind.PumpStation or AssetKind.Valve or AssetKind.Orifice;

    private static bool IsPlant(CompiledNetwork network, int node) => network.Nodes.Kind[node] is AssetKind.TreatmentPlant or AssetKind.ReclaimedPlant;

    private static bool IsGuarded(CompiledNetwork network, int node)
    {
        if (network.Nodes.Kind[node] is AssetKind.TreatmentPlant or AssetKind.ReclaimedPlant or AssetKind.StorageTank or AssetKind.ReuseIntake or AssetKind.Outfall) return true;
        for (var l = network.Nodes.DownStart[node]; l < network.Nodes.DownStart[node + 1]; l++)
            if (network.Links.Kind[l] == AssetKind.PumpStation) return true;
        return false;
    }
}
