using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.DataQuality;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Ingest.DataQuality;

/// <summary>A series whose past is asked for: its memory, or what is stored of a span that something late came for.</summary>
internal readonly record struct SeriesAsked(AssetKey Asset, Quantity Quantity, bool Fold, Instant First, Instant Last)
{
    public SeriesAsked With(Instant at) => this with { First = at < First ? at : First, Last = at > Last ? at : Last };
}

/// <summary>What history holds of some series, read for one batch.</summary>
internal sealed class PastReadings
{
    private const int MostReadings = 200_000;
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    private readonly List<(SeriesAsked, IReadOnlyList<KnownReading>)> _windows = [];
    private readonly Dictionary<(AssetKey, Quantity, Instant), Reading> _stored = [];

    /// <summary>Readings from which the memory of a series is folded.</summary>
    public IReadOnlyList<(SeriesAsked Asked, IReadOnlyList<KnownReading> Window)> Windows => _windows;

    /// <summary>Whether a series that is still not known is judged all the same.</summary>
    public bool IsFinal { get; private set; }

    public PastReadings Final()
    {
        IsFinal = true;
        return this;
    }

    public static async Task<PastReadings> Recall(IHistory history, List<SeriesAsked> asked)
    {
        var past = new PastReadings();
        foreach (var series in asked)
        {
            if (Newest(history, series) is not { } newest)
            {
                past._windows.Add((series, []));
                continue;
            }
            if (series.Fold) past._windows.Add((series, await history.Read(series.Asset, series.Quantity, SeriesMemory.WindowStart(newest), newest + Tick, null, MostReadings)));
            if (series.First > newest) continue;
            var last = series.Last < newest ? series.Last : newest;
            foreach (var known in await history.Read(series.Asset, series.Quantity, series.First, last + Tick, null, MostReadings))
                past._stored[(series.Asset, series.Quantity, known.Reading.At)] = known.Reading;
        }
        return past;
    }

    /// <summary>The mark under which this very reading is stored; null where it is not.</summary>
    public Quality? MarkOf(in Reading reading) =>
        _stored.TryGetValue((reading.Asset, reading.Quantity, reading.At), out var stored) && stored.Value.Equals(reading.Value) && stored.Provenance == reading.Provenance
            && stored.Quality.Flag() == reading.Quality.Flag() ? stored.Quality : null;

    private static Instant? Newest(IHistory history, in SeriesAsked series)
    {
        foreach (var known in history.Latest(series.Asset))
            if (known.Reading.Quantity == series.Quantity) return known.Reading.At;
        return null;
    }
}
