using System.Text.Json;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Host.Forecasts.Rain;

/// <summary>The rain outlooks that were given, under two clocks; the last one of a network stands until it is over, replaced or withdrawn.</summary>
internal sealed class GivenRainBook(IFactLog facts, CityClock clock)
{
    private const string Stream = "rainOutlooks";
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>As known at a time, null for now; null where there is none or it was withdrawn. It may be over: see <see cref="GivenRain.IsInForce"/>.</summary>
    public async Task<GivenRain?> Find(string network, Instant? asOf, CancellationToken cancel)
    {
        var last = (await facts.LatestPerSubject(Stream, asOf, cancel)).FirstOrDefault(f => f.Subject == network);
        return last is not null && JsonSerializer.Deserialize<GivenRain>(last.Body.Span, Json) is { IsWithdrawn: false } given ? given : null;
    }

    public async Task<GivenRain> Put(GivenRain given, CancellationToken cancel)
    {
        given = given with { KnownAt = clock.Now.UnixMilliseconds };
        await facts.Append(Stream, given.Network, new Instant(given.IssuedAt), new Instant(given.KnownAt), JsonSerializer.SerializeToUtf8Bytes(given, Json), cancel);
        return given;
    }
}
