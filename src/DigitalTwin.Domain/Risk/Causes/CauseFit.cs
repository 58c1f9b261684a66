using DigitalTwin.Domain.Networks.Compiled;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Domain.Risk.Causes;

/// <summary>How well one node's release explains what is seen and what is not.</summary>
internal sealed class CauseFit(CauseSettings settings)
{
    /// <returns>The candidate without its probability, and its misfit in squared tolerances; null for one that explains nothing.</returns>
    public (CauseCandidate? Candidate, double Misfit) Weigh(int node, IReadOnlyList<Sighting> sightings, Reach[] seen, (CleanPlace Place, Reach Reach)[] clean)
    {
        double weights = 0, start = 0, loadSum = 0, misfit = 0;
        var loads = 0;
        for (var i = 0; i < seen.Length; i++)
        {
            if (!seen[i].TryGet(node, out var travel))
            {
                misfit += settings.Missed * settings.Missed;
                continue;
            }
            var weight = 1 / Math.Pow(Tolerance(travel, sightings[i]), 2);
            weights += weight;
            start += weight * (Seconds(sightings[i].At) - sightings[i].IntervalSeconds / 2 - travel);
            if (!(sightings[i].Value > 0) || sightings[i].Quantity != sightings[0].Quantity) continue;
            loadSum += Math.Log(sightings[i].Value * seen[i].Water);
            loads++;
        }
        if (weights == 0) return (null, 0);
        start /= weights;
        var load = loads > 0 ? Math.Exp(loadSum / loads) : double.NaN;
        double earliest = double.NegativeInfinity, latest = double.PositiveInfinity;
        var evidence = new List<CauseEvidence>(seen.Length);
        for (var i = 0; i < seen.Length; i++)
        {
            if (!seen[i].TryGet(node, out var travel)) continue;
            var (tolerance, own) = (Tolerance(travel, sightings[i]), Seconds(sightings[i].At) - sightings[i].IntervalSeconds / 2 - travel);
            misfit += Math.Pow((own - start) / tolerance, 2);
            (earliest, latest) = (Math.Max(earliest, own - 2 * tolerance), Math.Min(latest, own + 2 * tolerance));
            var expected = sightings[i].Quantity == sightings[0].Quantity ? load / seen[i].Water : double.NaN;
            if (sightings[i].Value > 0 && expected > 0) misfit += Math.Pow(Math.Log(sightings[i].Value / expected) / settings.LoadTolerance, 2);
            evidence.Add(new CauseEvidence(sightings[i], travel / 60, (own - start) / 60, expected));
        }
        if (earliest > latest) (earliest, latest) = (start, start);
        var doubts = Doubts(node, start, load, sightings[0].Quantity, clean);
        misfit += doubts.Count * settings.Missed * settings.Missed;
        return (new CauseCandidate(NetworkElement.Node(node), 0, At(earliest), At(latest), load, evidence, doubts), misfit);
    }

    /// <summary>Clean places below a candidate that its release must have reached by now, strong enough to be seen.</summary>
    private List<CauseDoubt> Doubts(int node, double start, double load, Quantity quantity, (CleanPlace Place, Reach Reach)[] clean)
    {
        var doubts = new List<CauseDoubt>();
        foreach (var (place, reach) in clean)
        {
            if (place.Quantity != quantity || !reach.TryGet(node, out var travel)) continue;
            // Only what was due well before the newest clean reading counts, and what would have stood out.
            if (start + travel * (1 + settings.TravelTolerance) + settings.LeastTolerance.TotalSeconds > Seconds(place.Until)) continue;
            var expected = load / reach.Water;
            if (double.IsNaN(expected) || expected >= 1.5 * place.Least) doubts.Add(new CauseDoubt(place, travel / 60, expected));
        }
        return doubts;
    }

    private double Tolerance(double travel, in Sighting sighting) =>
        settings.LeastTolerance.TotalSeconds + settings.TravelTolerance * travel + sighting.IntervalSeconds / 2;

    private static double Seconds(Instant at) => at.UnixMilliseconds / 1000.0;
    private static Instant At(double seconds) => new((long)Math.Round(seconds * 1000));
}
