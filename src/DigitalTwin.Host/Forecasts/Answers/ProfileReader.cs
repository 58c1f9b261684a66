using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks.Compiled;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Host.Forecasts.Answers;

internal sealed record ProfileStation(string Asset, int Key, string? Name, double DistanceM, double InvertM, double? GroundM, double? Measured);

internal sealed record ProfileLink(string Asset, int FromStation, int ToStation, double InvertFromM, double InvertToM, double HeightM, string Kind);

/// <summary>A longitudinal section: what lies along a path, and the water's head at each station by time, m above datum; null where it is not known.</summary>
internal sealed record ProfileView(string IssuedAt, ProfileStation[] Stations, ProfileLink[] Links, long[] Times, double?[][] Head, double?[][] P10, double?[][] P90);

/// <summary>Makes it: measured levels up to when the forecast was issued, expected ones from there.</summary>
internal sealed class ProfileReader(IRegistry registry, IHistory history)
{
    /// <summary>Longer paths would not be legible, and each measured station reads a day of history.</summary>
    public const int MostStations = 400;
    private static readonly TimeSpan PastStep = TimeSpan.FromMinutes(15);

    /// <param name="path">Links in order, with the water or against it.</param>
    /// <param name="start">The first station.</param>
    public async Task<ProfileView> Read(ForecastSet set, CompiledNetwork network, int start, IReadOnlyList<int> path, Instant since, CancellationToken cancel)
    {
        var nodes = new List<int> { start };
        var (distance, links) = (new List<double> { 0 }, new List<ProfileLink>());
        foreach (var link in path)
        {
            var forwards = network.Links.From[link] == nodes[^1];
            nodes.Add(forwards ? network.Links.To[link] : network.Links.From[link]);
            distance.Add(distance[^1] + network.Links.Length[link]);
            var (upper, lower) = (Invert(network, network.Links.From[link]) + network.Links.FromOffset[link], Invert(network, network.Links.To[link]) + network.Links.ToOffset[link]);
            links.Add(new ProfileLink(Name(network.Links.Key[link]), nodes.Count - 2, nodes.Count - 1, Round(forwards ? upper : lower), Round(forwards ? lower : upper),
                Round(network.Links.Height[link]), network.Links.Kind[link].WireName()));
        }
        var stations = nodes.Select((n, i) => Station(network, n, distance[i])).ToArray();
        var (times, head, low, high) = (new List<long>(), new List<double?[]>(), new List<double?[]>(), new List<double?[]>());
        await AddPast(network, nodes, since, set.IssuedAt, times, head, cancel);
        low.AddRange(head.Select(_ => new double?[nodes.Count]));
        high.AddRange(low);
        var columns = nodes.Select(n => set.Find(new AssetKey(network.Nodes.Key[n]), Quantity.Level)).ToArray();
        foreach (var time in columns.OfType<(Domain.Forecast.Archive.KeptForecast Forecast, Domain.Forecast.Archive.KeptColumn)>().Select(c => c.Forecast.Body.Times).FirstOrDefault() ?? [])
        {
            times.Add(time.UnixMilliseconds);
            double?[] At(Func<Domain.Forecast.Archive.KeptColumn, float[]> of) => [.. columns.Select((c, i) => c is var (forecast, column) && TimePlace.Of(forecast.Body.Times, time) is { } at ? Round(Invert(network, nodes[i]) + at.In(of(column))) : (double?)null)];
            head.Add(At(c => c.P50));
            low.Add(At(c => c.P10 ?? c.P50));
            high.Add(At(c => c.P90 ?? c.P50));
        }
        return new ProfileView(set.IssuedAt.ToString(), stations, [.. links], [.. times], [.. head], [.. low], [.. high]);
    }

    private async Task AddPast(CompiledNetwork network, List<int> nodes, Instant since, Instant until, List<long> times, List<double?[]> head, CancellationToken cancel)
    {
        if (since >= until) return;
        var step = (long)PastStep.TotalMilliseconds;
        var first = (since.UnixMilliseconds + step - 1) / step * step;
        for (var at = first; at < until.UnixMilliseconds; at += step) (times, head).Add(at, nodes.Count);
        for (var i = 0; i < nodes.Count; i++)
        {
            var key = new AssetKey(network.Nodes.Key[nodes[i]]);
            if (!history.Latest(key).Any(k => k.Reading.Quantity == Quantity.Level)) continue;
            foreach (var span in await history.Summarise(key, Quantity.Level, new Instant(first), until + PastStep, PastStep, Between.Linear, null, 2000, cancel))
                if ((span.Start.UnixMilliseconds - first) / step is >= 0 and var t && t < head.Count) head[(int)t][i] = Round(Invert(network, nodes[i]) + span.Weighted);
        }
    }

    private ProfileStation Station(CompiledNetwork network, int node, double distance)
    {
        var (key, invert) = (new AssetKey(network.Nodes.Key[node]), Invert(network, node));
        var measured = history.Latest(key).Where(k => k.Reading.Quantity == Quantity.Level && k.Reading.Quality.IsUsable()).Select(k => (double?)Round(invert + k.Reading.Value)).FirstOrDefault();
        return new ProfileStation(Name(key.Value), key.Value, registry.Find(key)?.Name, Math.Round(distance, 1), Round(invert), network.Nodes.FullDepth[node] > 0 ? Round(invert + network.Nodes.FullDepth[node]) : null, measured);
    }

    private static double Invert(CompiledNetwork network, int node) => network.Nodes.Invert[node];

    private static double Round(double metres) => Math.Round(metres, 3);

    private string Name(int key) => registry.Find(new AssetKey(key))?.Id.Value ?? key.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

file static class Frames
{
    public static void Add(this (List<long> Times, List<double?[]> Head) to, long at, int stations)
    {
        to.Times.Add(at);
        to.Head.Add(new double?[stations]);
    }
}
