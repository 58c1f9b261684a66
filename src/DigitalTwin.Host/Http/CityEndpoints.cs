using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Host.Auth;
using DigitalTwin.Host.Configuration;
using DigitalTwin.Host.Live;
using DigitalTwin.Host.Playback;
using DigitalTwin.Host.Startup;
using Microsoft.Extensions.Options;

namespace DigitalTwin.Host.Http;

/// <summary><c>GET /api/v1/city</c>: what a page needs to begin.</summary>
internal static class CityEndpoints
{
    public static void MapCity(this IEndpointRouteBuilder routes) => routes.MapGet("/city", Get)
        .RequireAuthorization(Scopes.Read).BoundPast().Produces<CityAnswer>()
        .WithSummary("The city")
        .WithDescription("Its networks with their newest revision (with asOf, the one known then), bounds and counts by kind, the clock, the grain runtime and the tile source, if one is configured.");

    private static IResult Get(IRegistry registry, NetworkSummaries summaries, PastNetworks past, CityClock clock, IOptions<TwinOptions> options, string? asOf)
    {
        if (!QueryText.TryInstant(asOf, out var then)) return QueryText.BadInstant("asOf", asOf);
        var networks = registry.Networks.Select(name => then is { } instant ? past.Source(name, instant) : registry.Find(name)).OfType<Network>().Select(summaries.Of).ToArray();
        var tiles = options.Value.Tiles is { Url.Length: > 0 } t ? new TilesAnswer(t.Url, t.Attribution, t.MaxZoom, t.Shift, t.Subdomains) : null;
        var title = options.Value.Title.Length > 0 ? options.Value.Title : networks.FirstOrDefault()?.Title ?? "DigitalTwin";
        return Results.Ok(new CityAnswer(title, networks, ClockAnswer.Of(clock.Read()), Build.GrainRuntime, Build.Version, tiles, !options.Value.Empty && options.Value.City is not null));
    }
}

internal sealed record CityAnswer(string Title, NetworkSummary[] Networks, ClockAnswer Clock, string Runtime, string Version, TilesAnswer? Tiles, bool Demo);

internal sealed record ClockAnswer(string Now, double Rate, string Mode)
{
    public static ClockAnswer Of(ClockReading reading) => new(reading.Now.ToString(), reading.Rate, WireNames.Of(reading.Mode));
}

internal sealed record TilesAnswer(string Url, string Attribution, int MaxZoom, string Shift, string[] Subdomains);
