using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Host.Assets;

/// <summary>How readings of one span are made into one number.</summary>
internal enum Aggregate { Mean, Max, Min, Last }

/// <summary>One point of a series; <see cref="At"/> is the beginning of its span where it stands for several readings.</summary>
internal readonly record struct SeriesPoint(Instant At, double Value, int Count, Instant KnownAt, Quality Quality);

/// <summary>Reads a series from History, as it is or thinned by spans.</summary>
internal sealed class SeriesReader(IHistory history, QuantityCatalogue quantities)
{
    public const int HighestLimit = 50_000;

    /// <summary>Points with <c>from ≤ at &lt; to</c>, and where to go on; null at the end. A mean is over time where the quantity's definition says what it does between readings.</summary>
    public async Task<(List<SeriesPoint> Points, Instant? Next)> Read(AssetKey asset, Quantity quantity, Instant from, Instant to, TimeSpan? every, Aggregate how, Instant? asOf, int limit, CancellationToken cancel)
    {
        // One more than asked for says where to go on.
        if (every is not { } span)
        {
            var read = await history.Read(asset, quantity, from, to, asOf, limit + 1, cancel);
            return ([.. read.Take(limit).Select(Point)], read.Count > limit ? read[limit].Reading.At : null);
        }
        var between = quantities.Of(quantity).Between;
        var spans = await history.Summarise(asset, quantity, from, to, span, between ?? Between.Linear, asOf, limit + 1, cancel);
        return ([.. spans.Take(limit).Select(s => Point(s, how, between is not null))], spans.Count > limit ? spans[limit].Start : null);
    }

    private static SeriesPoint Point(KnownReading known) =>
        new(known.Reading.At, known.Reading.Value, 1, known.KnownAt, known.Reading.Quality);

    private static SeriesPoint Point(ReadingSummary span, Aggregate how, bool overTime)
    {
        var value = how switch { Aggregate.Max => span.Max, Aggregate.Min => span.Min, Aggregate.Last => span.Last, _ => overTime ? span.Weighted : span.Mean };
        return new SeriesPoint(span.Start, value, span.Count, span.KnownAt, span.Worst);
    }
}
