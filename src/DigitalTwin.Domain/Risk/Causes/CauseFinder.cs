using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks.Compiled;

namespace DigitalTwin.Domain.Risk.Causes;

/// <summary>Searches upstream of what is seen for places from which one release explains all of it.</summary>
/// <remarks>
/// Each sighting is traced upstream once, so every node knows its travel time to each. A candidate's release begins at the weighted mean of (seen −
/// travel); how well that fits is the sum of squared misfits over their tolerance, of times and of the load that the strengths imply at the flows of
/// now. A sighting that a candidate does not reach costs as much as one missed by three tolerances; so does a clean place that ought to have seen it.
/// Drainers go before other nodes, since they are who may discharge. Weights are those of independent normal errors: exp(−½·misfit), made to sum to 1.
/// </remarks>
public static class CauseFinder
{
    private const int MostCandidates = 50;
    private const int MostCleanPlaces = 400;

    public static CauseAnswer Find(CompiledNetwork network, FlowState flows, IReadOnlyList<Sighting> sightings, IReadOnlyList<CleanPlace> clean, CauseSettings? settings = null)
    {
        settings ??= CauseSettings.Default;
        if (sightings.Count == 0) return CauseAnswer.None;
        var seen = sightings.Select(s => new Reach(network, flows, s.Place, settings.Longest)).ToArray();
        var nodes = seen.SelectMany(r => r.Nodes).Distinct().ToArray();
        var cleanReach = clean.Take(MostCleanPlaces).Select(c => (Place: c, Reach: new Reach(network, flows, c.Place, settings.Longest))).ToArray();
        var fit = new CauseFit(settings);
        var weighed = new List<(CauseCandidate Candidate, double Weight)>(nodes.Length);
        var best = double.PositiveInfinity;
        foreach (var node in nodes)
        {
            var (candidate, misfit) = fit.Weigh(node, sightings, seen, cleanReach);
            if (candidate is null) continue;
            misfit += 2 * Math.Log(network.Nodes.Kind[node] == AssetKind.Drainer ? 1 : settings.OtherThanDrainer);
            best = Math.Min(best, misfit);
            weighed.Add((candidate, misfit));
        }
        if (weighed.Count == 0) return CauseAnswer.None;
        var total = weighed.Sum(w => Math.Exp(-(w.Weight - best) / 2));
        var weights = new Dictionary<int, double>(weighed.Count);
        foreach (var (candidate, misfit) in weighed) weights[candidate.Source.Index] = Math.Exp(-(misfit - best) / 2) / total;
        var candidates = weighed.Select(w => w.Candidate with { Probability = weights[w.Candidate.Source.Index] })
            .OrderByDescending(c => c.Probability).ThenBy(c => network.Nodes.Key[c.Source.Index]).ToArray();
        return new CauseAnswer([.. candidates.Take(MostCandidates)], Exclusions(candidates, cleanReach), NextSamples.Of(network, weights, sightings));
    }

    private static CauseExclusion[] Exclusions(CauseCandidate[] candidates, (CleanPlace Place, Reach Reach)[] clean) =>
        [.. clean.Select(c => new CauseExclusion(c.Place, candidates.Count(k => k.Doubts.Any(d => d.Place == c.Place)))).Where(e => e.Candidates > 0).OrderByDescending(e => e.Candidates)];
}

/// <summary>All nodes upstream of a place and their travel time to it.</summary>
internal sealed class Reach
{
    private readonly Dictionary<int, float> _seconds;

    public Reach(CompiledNetwork network, FlowState flows, NetworkElement place, TimeSpan longest)
    {
        // What passes a link has passed the node that it leaves.
        var trace = NetworkTrace.Upstream(network, flows, NetworkElement.Node(network.NodeOf(place)), new TraceLimit(Within: longest));
        _seconds = new Dictionary<int, float>(trace.Nodes.Length);
        for (var i = 0; i < trace.Nodes.Length; i++) _seconds[trace.Nodes[i]] = trace.Seconds[i];
        Water = Math.Max(1e-6, flows.Through[network.NodeOf(place)]);
    }

    public IEnumerable<int> Nodes => _seconds.Keys;
    /// <summary>m³/s that pass the place.</summary>
    public double Water { get; }

    public bool TryGet(int node, out double seconds)
    {
        var found = _seconds.TryGetValue(node, out var value);
        seconds = value;
        return found;
    }
}

/// <summary>What the search assumes; a tolerance is one standard deviation.</summary>
/// <param name="Longest">No release longer ago than this is looked for.</param>
/// <param name="TravelTolerance">Of a travel time, as its share.</param>
/// <param name="LeastTolerance">Of any time.</param>
/// <param name="LoadTolerance">Of the natural logarithm of a load that a strength implies.</param>
/// <param name="Missed">Tolerances that an unexplained sighting, or a clean place that ought to have seen it, counts as.</param>
/// <param name="OtherThanDrainer">How many times less likely any other node is.</param>
public sealed record CauseSettings(TimeSpan Longest, double TravelTolerance, TimeSpan LeastTolerance, double LoadTolerance, double Missed, double OtherThanDrainer)
{
    public static CauseSettings Default { get; } = new(TimeSpan.FromHours(12), 0.2, TimeSpan.FromMinutes(4), 0.7, 3, 20);
}
