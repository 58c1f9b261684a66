using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Host.Assets;

/// <summary>How readings of one span are made into one number.</summary>
internal enum Aggregate { Mean, Max, Min, Last }

/// <summary>One point of a series; <see cref="At"/> is the beginning of its span where it stands for several readings.</summary>
public sealed record SeriesPoint(string At, double Value, int Count, string KnownAt, string Quality);

/// <summary>Reads a series from History, as it is or thinned by spans.</summary>
internal sealed class SeriesReader(IHistory history)
{
    public const int HighestLimit = 50_000;

    /// <summary>Points with <c>from ≤ at &lt; to</c>, and where to go on; null at the end.</summary>
    public async Task<(List<SeriesPoint> Points, Instant? Next)> Read(AssetKey asset, Quantity quantity, Instant from, Instant to, TimeSpan? every, Aggregate how, Instant? asOf, int limit, CancellationToken cancel)
    {
        var points = new List<SeriesPoint>();
        var span = new Span();
        while (true)
        {
            var read = await history.Read(asset, quantity, from, to, asOf, HighestLimit, cancel);
            foreach (var known in read)
            {
                var start = every is { } length ? Floor(known.Reading.At, length) : known.Reading.At;
                if (span.Count > 0 && start != span.Start) points.Add(span.End(how));
                if (points.Count == limit) return (points, start);
                span.Add(start, known);
            }
            if (read.Count < HighestLimit) break;
            from = read[^1].Reading.At + TimeSpan.FromMilliseconds(1);
        }
        if (span.Count > 0) points.Add(span.End(how));
        return (points, null);
    }

    // Spans begin at whole multiples since 1970, so that the same span is the same on every request.
    private static Instant Floor(Instant at, TimeSpan length)
    {
        var milliseconds = Math.Max(1, (long)length.TotalMilliseconds);
        return new Instant(at.UnixMilliseconds - at.UnixMilliseconds % milliseconds);
    }

    private sealed class Span
    {
        private double _sum, _max, _min;
        private KnownReading _last;
        private Instant _known;
        private Quality _worst;

        public int Count { get; private set; }
        public Instant Start { get; private set; }

        public void Add(Instant start, KnownReading known)
        {
            var value = known.Reading.Value;
            if (Count == 0) (Start, _sum, _max, _min, _known, _worst) = (start, 0, value, value, known.KnownAt, Quality.Good);
            (_sum, _max, _min, _last) = (_sum + value, Math.Max(_max, value), Math.Min(_min, value), known);
            if (known.KnownAt > _known) _known = known.KnownAt;
            if (known.Reading.Quality != Quality.Good) _worst = known.Reading.Quality;
            Count++;
        }

        public SeriesPoint End(Aggregate how)
        {
            var value = how switch { Aggregate.Max => _max, Aggregate.Min => _min, Aggregate.Last => _last.Reading.Value, _ => _sum / Count };
            var point = new SeriesPoint(Start.ToString(), value, Count, _known.ToString(), Live.WireNames.Of(_worst));
            Count = 0;
            return point;
        }
    }
}
