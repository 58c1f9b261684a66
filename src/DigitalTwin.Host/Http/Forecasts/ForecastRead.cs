using DigitalTwin.Domain.Forecast.Archive;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Host.Forecasts;
using DigitalTwin.Host.Forecasts.Answers;

namespace DigitalTwin.Host.Http.Forecasts;

/// <summary>Finds what a request means by <c>latest</c> or an id.</summary>
internal sealed class ForecastRead(ForecastShelf shelf, ForecastBoard board, Domain.Assets.IRegistry registry)
{
    public const int MostTimes = 600;
    private const string LatestId = "latest";

    /// <summary>Heads of the latest forecast of each part; those of parts that the newest revision has no more are left out of now.</summary>
    public async Task<IReadOnlyList<KeptHead>> Latest(string network, Instant? asOf, CancellationToken cancel)
    {
        var heads = await shelf.Latest(network, asOf, cancel);
        var parts = asOf is null ? board.Of(network) : [];
        return parts.Count == 0 ? heads : [.. heads.Where(h => parts.Any(p => p.Part == h.Part))];
    }

    public async Task<(IReadOnlyList<KeptHead>? Heads, IResult? Refusal)> Heads(string id, string? network, string? asOf, CancellationToken cancel)
    {
        if (id != LatestId) return await shelf.Find(Whole(id), cancel) is { } one ? ([one.Head], null) : (null, Problems.NotFound($"There is no forecast '{Whole(id)}', or it is older than forecasts are kept."));
        if (!QueryText.TryInstant(asOf, out var then)) return (null, QueryText.BadInstant("asOf", asOf));
        if (string.IsNullOrEmpty(network)) return (null, Problems.BadField("network", "network is missing; expected the name of a network for the latest forecast."));
        if (!registry.Networks.Contains(network)) return (null, NoNetwork(network));
        var heads = await Latest(network, then, cancel);
        return heads.Count > 0 ? (heads, null) : (null, Problems.NotFound(then is null ? $"There is no forecast of '{network}' yet; /api/v1/forecasts says how it stands." : $"No forecast of '{network}' was known then."));
    }

    public async Task<(ForecastSet? Set, IResult? Refusal)> Find(string id, string? network, string? asOf, CancellationToken cancel)
    {
        var (heads, refusal) = await Heads(id, network, asOf, cancel);
        if (heads is null) return (null, refusal);
        return await shelf.Whole(heads, cancel) is { } set ? (set, null) : (null, Problems.NotFound($"Forecast '{id}' was dropped a moment ago."));
    }

    /// <summary>Whole steps from the issue to the end of a forecast, or those of them that are asked for; null where that is too many.</summary>
    public static Instant[]? Times(ForecastSet set, Instant? from, Instant? to, TimeSpan every)
    {
        var step = (long)every.TotalMilliseconds;
        // From the newest part's issue on; where an older one has ended, its assets have no value any more.
        var (first, last) = (Math.Max(set.IssuedAt.UnixMilliseconds, from?.UnixMilliseconds ?? 0), Math.Min(set.Until.UnixMilliseconds, to?.UnixMilliseconds ?? long.MaxValue));
        var start = (first + step - 1) / step * step;
        if (last < start) return [];
        var count = (last - start) / step + 1;
        return count > MostTimes ? null : [.. Enumerable.Range(0, (int)count).Select(i => new Instant(start + i * step))];
    }

    public static IResult NoNetwork(string network) => Problems.BadField("network", $"network is '{network}'; expected the name of a network.");

    private static string Whole(string id) => id.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase); // An encoded slash is all that routing leaves as it came.
}
