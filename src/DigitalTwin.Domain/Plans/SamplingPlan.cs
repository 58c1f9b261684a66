using DigitalTwin.Domain.Incidents;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Domain.Plans;

/// <summary>Where and when to sample, city time: before <paramref name="From"/> for comparison, best at <paramref name="Best"/>.</summary>
public sealed record SamplePlace(string Asset, string? Name, double[]? Position, Instant From, Instant Best, Instant To, IReadOnlyList<string> Quantities, Label Reason);

/// <summary>A sampling plan out of the arrivals that the propagation expects.</summary>
public static class SamplingPlan
{
    private static readonly string[] Receivers = ["treatmentPlant", "reclaimedPlant", "reuseIntake", "outfall", "riverSection"];

    /// <summary>The source for proof, whoever receives it, and places between that are an even time apart.</summary>
    /// <param name="source">Asset where it began; null where that is not known.</param>
    public static IReadOnlyList<SamplePlace> Of(PlanSampling plan, string? source, double[]? sourcePosition, IReadOnlyList<Arrival> arrivals, Instant now)
    {
        var places = new List<SamplePlace>();
        if (source is not null) places.Add(new(source, null, sourcePosition, now, now, now + TimeSpan.FromMinutes(plan.EveryMinutes), plan.Quantities, new("源头取证", "At the source, as proof")));
        var ordered = arrivals.Where(a => a.Asset != source).OrderBy(a => a.FirstAt).ToArray();
        var chosen = ordered.Where(a => Receivers.Contains(a.Kind)).Take(plan.Places).ToList();
        var (rest, left) = (ordered.Except(chosen).ToArray(), Math.Max(0, plan.Places - places.Count - chosen.Count));
        for (var i = 0; i < Math.Min(left, rest.Length); i++) chosen.Add(rest[(int)((long)i * rest.Length / Math.Min(left, rest.Length))]);
        places.AddRange(chosen.OrderBy(a => a.FirstAt).Select(a => new SamplePlace(a.Asset, a.Name, a.Position, a.FirstAt, a.PeakAt < a.FirstAt ? a.FirstAt : a.PeakAt, (a.PeakAt < a.FirstAt ? a.FirstAt : a.PeakAt) + TimeSpan.FromMinutes(plan.EveryMinutes), plan.Quantities,
            Receivers.Contains(a.Kind) ? new Label("受纳对象，必测", "It receives the water: always") : new Label("沿程断面，定浓度与到达", "On the way: concentration and arrival"))));
        return places;
    }
}
