using DigitalTwin.Contracts;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Host.Audit;
using DigitalTwin.Host.Auth;
using DigitalTwin.Host.Forecasts.Rain;
using Orleans;

namespace DigitalTwin.Host.Http.Forecasts;

/// <summary><c>/api/v1/rain/outlook</c>: rain that is expected to fall, as a weather service or a person says it.</summary>
internal static class RainEndpoints
{
    public static void MapRain(this IEndpointRouteBuilder routes)
    {
        routes.MapPut("/rain/outlook", Put).RequireAuthorization(Scopes.WriteForecasts).Audited("give rain outlook").WithSummary("Give the rain to come")
            .WithDescription("Body {network, issuedAt? (now), source?, spread? (standard deviation of the amount's logarithm, 0.25), timingMinutes? (5), probability? (1), series: [{gauges? (ids; absent: all that no other series names), from, stepMinutes, mmPerHour: [...]}]}. It replaces the network's outlook, and the next forecast, asked for at once, is made with it. From its end on the rain is taken to be over; rain that gauges measure goes on and fades where that is more.");
        routes.MapGet("/rain/outlook", Get).RequireAuthorization(Scopes.Read).BoundPast().WithSummary("The rain outlook").WithDescription("Query: network, asOf. outlook is null where there is none or it was withdrawn; inForce tells whether forecasts are made with it.");
        routes.MapDelete("/rain/outlook", Withdraw).RequireAuthorization(Scopes.WriteForecasts).Audited("withdraw rain outlook").WithSummary("Withdraw the rain outlook").WithDescription("Query: network. What it was stays readable by asOf.");
        routes.MapGet("/forecasts/{id}/rain", OfForecast).RequireAuthorization(Scopes.Read).BoundPast().WithSummary("Rain that fell and rain that a forecast expects")
            .WithDescription("id: a forecast's, or latest with network=. Query: network, asOf, since (a day before the issue where absent, at most 7). mm/h, mean of the network's gauges over intervals that begin at times.");
    }

    private static async Task<IResult> Put(HttpContext http, GivenRainBook book, IRegistry registry, CityClock clock, IGrainFactory grains, RainOutlookBody body, CancellationToken cancel)
    {
        if (body.Fault(registry, clock.Now) is var (field, why)) return Problems.BadField(field, why);
        http.Was(await book.Find(body.Network!, null, cancel) is { } before ? RainOutlookView.Of(before, clock.Now) : null);
        var given = await book.Put(body.Given(http.User.Identity?.Name ?? "", clock.Now), cancel);
        await grains.GetGrain<IForecastGrain>(given.Network).Ask();
        return Results.Ok(RainOutlookView.Of(given, clock.Now));
    }

    private static async Task<IResult> Get(GivenRainBook book, IRegistry registry, CityClock clock, string? network, string? asOf, CancellationToken cancel)
    {
        if (string.IsNullOrEmpty(network) || !registry.Networks.Contains(network)) return ForecastRead.NoNetwork(network ?? "");
        if (!QueryText.TryInstant(asOf, out var then)) return QueryText.BadInstant("asOf", asOf);
        return Results.Ok(new RainOutlookAnswer(await book.Find(network, then, cancel) is { } given ? RainOutlookView.Of(given, then ?? clock.Now) : null));
    }

    private static async Task<IResult> Withdraw(HttpContext http, GivenRainBook book, IRegistry registry, CityClock clock, IGrainFactory grains, string? network, CancellationToken cancel)
    {
        if (string.IsNullOrEmpty(network) || !registry.Networks.Contains(network)) return ForecastRead.NoNetwork(network ?? "");
        if (await book.Find(network, null, cancel) is not { } before) return Problems.NotFound($"There is no rain outlook of '{network}'.");
        http.Was(RainOutlookView.Of(before, clock.Now));
        await book.Put(before with { Series = [], IssuedAt = clock.Now.UnixMilliseconds, Who = http.User.Identity?.Name ?? "", IsWithdrawn = true }, cancel);
        await grains.GetGrain<IForecastGrain>(network).Ask();
        return Results.NoContent();
    }

    private static Task<IResult> OfForecast(RainAnswers answers, string id, string? network, string? since, string? asOf, CancellationToken cancel) => answers.Of(id, network, since, asOf, cancel);
}

internal sealed record RainSeriesView(IReadOnlyList<string>? Gauges, string From, int StepMinutes, IReadOnlyList<double> MmPerHour);

internal sealed record RainOutlookView(string Network, string IssuedAt, string KnownAt, string? Source, string Who, double? Spread, double? TimingMinutes, double Probability, string Until, bool InForce, RainSeriesView[] Series)
{
    public static RainOutlookView Of(GivenRain g, Instant now) => new(g.Network, new Instant(g.IssuedAt).ToString(), new Instant(g.KnownAt).ToString(), g.Source, g.Who, g.Spread, g.TimingMinutes, g.Probability, g.Until.ToString(), g.IsInForce(now),
        [.. g.Series.Select(s => new RainSeriesView(s.Gauges, new Instant(s.From).ToString(), s.StepMinutes, s.MmPerHour))]);
}

internal sealed record RainOutlookAnswer(RainOutlookView? Outlook);
