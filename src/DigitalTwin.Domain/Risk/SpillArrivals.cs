using DigitalTwin.Domain.Networks.Compiled;

namespace DigitalTwin.Domain.Risk;

/// <summary>Turns the moments of a release's passage into what a person at a node would measure.</summary>
internal static class SpillArrivals
{
    public static IReadOnlyList<ReleaseArrival> Arrivals(this SpillWay way, Release release, double decay)
    {
        var arrivals = new List<ReleaseArrival>(way.Places.Count);
        var behindPlant = new bool[way.Places.Count];
        for (var i = 0; i < way.Places.Count; i++)
        {
            var arrival = At(way, i, release, decay);
            // A plant mixes for hours, and moments alone would let the front leave it before it came.
            var before = way.Places[i].Previous;
            if (before >= 0 && (behindPlant[before] || way.IsPlant(way.Places[before].Node)))
            {
                behindPlant[i] = true;
                arrival = arrival with { FirstMinutes = Math.Max(arrival.FirstMinutes, arrivals[before].FirstMinutes), PeakMinutes = Math.Max(arrival.PeakMinutes, arrivals[before].PeakMinutes) };
            }
            arrivals.Add(arrival);
        }
        arrivals.AddRange(SideBranches.Reached(way, arrivals, release));
        arrivals.Sort((a, b) => a.FirstMinutes.CompareTo(b.FirstMinutes));
        return arrivals;
    }

    private static ReleaseArrival At(SpillWay way, int i, Release release, double decay)
    {
        var place = way.Places[i];
        var share = place.Mass * Math.Exp(-decay * place.First);
        // A box that the flow has stretched or squeezed carries the same mass in another time; mixed water is never stronger than what was released.
        var duration = Math.Max(1, place.Last - place.First);
        var load = release.Concentration.MilligramsPerLitre * release.Flow.CubicMetresPerSecond * share * release.Duration.TotalSeconds / duration;
        var passage = PulsePassage.Of(place.First, place.Variance, duration, at => Math.Min(release.Concentration.MilligramsPerLitre, load / way.Water(place, at)));
        return new ReleaseArrival(NetworkElement.Node(place.Node), passage.FirstSeconds / 60, passage.PeakSeconds / 60, passage.LastSeconds / 60, passage.Peak, share, way.Path(i));
    }
}
