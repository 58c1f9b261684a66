using DigitalTwin.Domain.Networks.Compiled;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Domain.Risk.Causes;

/// <summary>Matter seen at a place.</summary>
/// <param name="At">When it was first seen there.</param>
/// <param name="Value">Strength seen, mg/L or the quantity's own unit; NaN where only the fact is known.</param>
/// <param name="IntervalSeconds">How often the place is measured: it may have come so much earlier.</param>
public readonly record struct Sighting(NetworkElement Place, Quantity Quantity, Instant At, double Value, double IntervalSeconds = 300);

/// <summary>A place that is measured and shows nothing unusual, up to a time.</summary>
/// <param name="Until">Newest clean reading.</param>
/// <param name="Least">What it would show at least to count as seen, in the quantity's unit.</param>
public readonly record struct CleanPlace(NetworkElement Place, Quantity Quantity, Instant Until, double Least);

/// <summary>A place from which one release could explain what is seen.</summary>
/// <param name="Probability">Among all candidates; they sum to 1.</param>
/// <param name="From">The release began at the earliest then, and <paramref name="To"/> at the latest, to explain all of <paramref name="Evidence"/>.</param>
/// <param name="Load">What it would have to let go, g/s (or unit·m³/s); NaN where no strength is known.</param>
public sealed record CauseCandidate(NetworkElement Source, double Probability, Instant From, Instant To, double Load, IReadOnlyList<CauseEvidence> Evidence, IReadOnlyList<CauseDoubt> Doubts);

/// <summary>How one sighting fits a candidate.</summary>
/// <param name="Minutes">Travel from the source to the sighting.</param>
/// <param name="OffMinutes">Seen so much later (below zero: earlier) than the common release would be.</param>
/// <param name="Expected">Strength that the common load would give there; NaN where none is known.</param>
public sealed record CauseEvidence(Sighting Sighting, double Minutes, double OffMinutes, double Expected);

/// <summary>A clean place that ought to have seen a candidate's release.</summary>
/// <param name="Expected">Strength that it should have shown.</param>
public sealed record CauseDoubt(CleanPlace Place, double Minutes, double Expected);

/// <summary>A clean place and how many candidates lie above it, so are unlikely.</summary>
public sealed record CauseExclusion(CleanPlace Place, int Candidates);

/// <summary>Where a sample would tell most.</summary>
/// <param name="Share">Of the probability that lies upstream of it: near a half, either answer halves the search.</param>
public sealed record NextSample(NetworkElement Place, double Share);

/// <summary>What could have caused it, likeliest first.</summary>
public sealed record CauseAnswer(IReadOnlyList<CauseCandidate> Candidates, IReadOnlyList<CauseExclusion> Exclusions, IReadOnlyList<NextSample> Samples)
{
    public static CauseAnswer None { get; } = new([], [], []);
}
