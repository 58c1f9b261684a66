using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Storage.History;

/// <summary>One version of one value of a series whose asset and quantity are known from the context. Times in Unix ms.</summary>
internal readonly record struct SeriesPoint(long At, long KnownAt, double Value, Quality Quality, Provenance Provenance)
{
    /// <summary>Whether the other says the same of the same time: known twice, it is one fact, known since the first.</summary>
    public bool Repeats(in SeriesPoint other) => At == other.At && Quality == other.Quality && Provenance == other.Provenance
        && BitConverter.DoubleToInt64Bits(Value) == BitConverter.DoubleToInt64Bits(other.Value);

    public KnownReading ToReading(AssetKey asset, Quantity quantity) =>
        new(new Reading(asset, quantity, new Instant(At), Value, Quality, Provenance), new Instant(KnownAt));
}

/// <summary>Which points of a series a reader asks for: <c>From ≤ at &lt; To</c>, <c>knownAt ≤ AsOf</c>. Times in Unix ms.</summary>
internal readonly record struct SeriesWindow(long From, long To, long AsOf)
{
    /// <summary>The part of it that lies in <c>from ≤ at &lt; to</c>.</summary>
    public SeriesWindow Within(long from, long to) => this with { From = Math.Max(From, from), To = Math.Min(To, to) };

    public bool Holds(long at) => at >= From && at < To;
}
