using DigitalTwin.Contracts;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Host.Live;

namespace DigitalTwin.Host.Playback;

/// <summary>What changed on the map of a network, and in its warnings, since the frame before.</summary>
internal sealed record PlaybackFrame(Instant At, LiveRows Rows, WarningRecord[] Warnings);

/// <summary>Frames of a span. <paramref name="To"/> is the time of the last one, which may lie before the end that was asked for.</summary>
internal sealed record PlaybackChunk(string Network, int Revision, Instant From, Instant To, IReadOnlyList<PlaybackFrame> Frames);

/// <summary>Goes over history once and cuts it into frames; the state at its end is kept, so that the next chunk begins there.</summary>
internal sealed class Player(PastStates states, PastNetworks networks, PastCache cache)
{
    public const int MostFrames = 240;
    public static readonly TimeSpan LongestSpan = TimeSpan.FromHours(48);

    /// <summary>Rows in one chunk; a chunk ends after the frame that reaches it.</summary>
    private const int MostRows = 300_000;

    /// <summary>History is held in memory for so long a span at once.</summary>
    private static readonly TimeSpan Slice = TimeSpan.FromMinutes(10);

    /// <summary>Frames at from + step, from + 2 step … up to <paramref name="to"/>; the first tells what changed since <paramref name="from"/>. Null where there is no such network.</summary>
    public async Task<PlaybackChunk?> Play(string network, Instant from, Instant to, TimeSpan step, CancellationToken cancel)
    {
        if (await states.At(network, from, cancel) is not { } fold) return null;
        var frames = new List<PlaybackFrame>();
        var rows = 0;
        for (var begin = from; begin < to && rows < MostRows && IsSameRevision(fold, begin + step);)
        {
            var steps = Math.Max(1, (int)(Slice / step));
            var end = Earlier(begin + step * steps, to);
            var readings = new Queue<KnownReading>(await states.Readings(fold, begin, end, cancel));
            var warnings = new Queue<WarningRecord>(await states.Warnings(begin, end, cancel));
            for (; begin < end && rows < MostRows && IsSameRevision(fold, Earlier(begin + step, end)); begin = fold.At)
            {
                var frame = Next(fold, readings, warnings, Earlier(begin + step, end));
                frames.Add(frame);
                rows += frame.Rows.Count;
            }
        }
        cache.Keep(fold);
        return new PlaybackChunk(network, fold.Network.Revision, from, fold.At, frames);
    }

    private static PlaybackFrame Next(PastFold fold, Queue<KnownReading> readings, Queue<WarningRecord> warnings, Instant at)
    {
        var news = TakeUntil(warnings, w => w.KnownAt <= at.UnixMilliseconds).Where(w => w.Cause.Asset.StartsWith(fold.Network.Name + ":", StringComparison.Ordinal)).ToArray();
        var keys = fold.Advance(TakeUntil(readings, r => r.KnownAt <= at), news, at);
        var rows = new LiveRows(keys.Count);
        foreach (var key in keys)
        {
            fold.TryRead(new(key), out var row); // Where nothing is known any more, an empty one.
            rows.Add(key, row);
        }
        return new PlaybackFrame(at, rows, news);
    }

    private static List<T> TakeUntil<T>(Queue<T> queue, Func<T, bool> isDue)
    {
        var due = new List<T>();
        while (queue.TryPeek(out var next) && isDue(next)) due.Add(queue.Dequeue());
        return due;
    }

    /// <summary>Another revision has other assets, so a chunk ends before it; the page asks for the whole state there.</summary>
    private bool IsSameRevision(PastFold fold, Instant at) => networks.Source(fold.Network.Name, at)?.Revision == fold.Network.Revision;

    private static Instant Earlier(Instant a, Instant b) => a < b ? a : b;
}
