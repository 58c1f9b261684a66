using DigitalTwin.Domain.Assets;
using DigitalTwin.Grains.Networks;
using DigitalTwin.Host.Forecasts.Answers;

namespace DigitalTwin.Host.Http.Forecasts;

/// <summary>Longitudinal sections of a forecast, of a what-if or of two assets as a request names them.</summary>
internal sealed class ProfileAnswers(NetworkCatalogue catalogue, IRegistry registry, ProfileReader reader)
{
    private static readonly TimeSpan Past = TimeSpan.FromDays(1), LongestPast = TimeSpan.FromDays(7);

    /// <param name="needsEnd">False for the way down to the end.</param>
    public async Task<IResult> Of(ForecastSet set, AssetEntry from, string? to, bool needsEnd, string? since, CancellationToken cancel)
    {
        if (!QueryText.TryInstant(since, out var begin)) return QueryText.BadInstant("since", since);
        if (begin is { } early && set.IssuedAt - early > LongestPast) return Problems.BadField("since", $"since is '{since}'; expected at most {LongestPast.TotalDays:0} days before the forecast was issued.");
        if (catalogue.Find(from.Id.Network)?.Compiled is not { } network || !network.TryFind(from.Key, out var start)) return Problems.Of(422, $"Asset '{from.Id}' stands outside the network, so no section leads through it.");
        List<int>? path;
        if (!needsEnd) path = ProfilePath.Down(network, network.NodeOf(start), ProfileReader.MostStations - 1);
        else
        {
            if (to is null || AssetEndpoints.FindAsset(registry, to) is not { } end || !network.TryFind(end.Key, out var last)) return Problems.BadField("to", $"to is '{to}'; expected the id of an asset of the same network.");
            path = ProfilePath.Between(network, network.NodeOf(start), last.IsLink ? network.Links.To[last.Index] : last.Index);
            if (path is null) return Problems.Of(422, $"No water passes between '{from.Id}' and '{end.Id}'.");
            if (path.Count >= ProfileReader.MostStations) return Problems.BadField("to", $"The way to '{end.Id}' has {path.Count + 1} stations; expected at most {ProfileReader.MostStations}.");
        }
        return Results.Ok(await reader.Read(set, network, network.NodeOf(start), path, begin ?? set.IssuedAt - Past, cancel));
    }
}
