using System.Globalization;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Domain.Networks.Compiled;
using DigitalTwin.Grains.Networks;
using DigitalTwin.Host.Live;

namespace DigitalTwin.Host.Indicators;

/// <summary>Length of some pipes, km.</summary>
internal sealed record PipeShare(string Name, int Pipes, double Km);

/// <param name="Year">It was built; null where not known.</param>
internal sealed record AreaPipe(string Id, string? Name, string Class, double LengthM, double DiameterM, string? Material, int? Year);

/// <summary>What drains to a plant.</summary>
internal sealed record PlantAreaView(string Asset, string? Name, int Pipes, double Km, int Drainers, int PumpStations, PipeShare[] Classes, PipeShare[] Materials, PipeShare[] Decades, AreaPipe[] Oldest);

/// <summary>The service area of a plant by the network itself: everything from which water comes to it.</summary>
internal sealed class PlantArea(NetworkCatalogue networks, IRegistry registry)
{
    private const int MostPipes = 200;

    /// <summary>Null for an asset outside the graph.</summary>
    public PlantAreaView? Of(AssetEntry plant)
    {
        if (networks.Find(plant.Id.Network) is not { } live || !live.Compiled.TryFind(plant.Key, out var element)) return null;
        var network = live.Compiled;
        var reached = NetworkTrace.Upstream(network, live.CurrentFlows(), element).Nodes.ToArray();
        var inside = reached.ToHashSet();
        var links = Enumerable.Range(0, network.LinkCount).Where(l => inside.Contains(network.Links.To[l]) && inside.Contains(network.Links.From[l])).ToArray();
        var pipes = links.Select(l => network.Source.Links[network.Links.Source[l]]).Where(l => l.Kind == AssetKind.PipeSegment && l.Class is not (PipeClass.Reclaimed or PipeClass.River)).ToArray();
        return new PlantAreaView(plant.Id.Value, plant.Name, pipes.Length, Km(pipes), reached.Count(n => network.Nodes.Kind[n] == AssetKind.Drainer), links.Count(l => network.Links.Kind[l] == AssetKind.PumpStation),
            Shares(pipes, p => WireNames.Of(p.Class)), Shares(pipes, p => p.Attributes.GetValueOrDefault("material") ?? "?"), Shares(pipes, p => YearOf(p) is { } year ? (year / 10 * 10).ToString(CultureInfo.InvariantCulture) : "?"),
            [.. pipes.OrderBy(p => YearOf(p) ?? int.MaxValue).ThenByDescending(p => p.Length).Take(MostPipes)
                .Select(p => (Pipe: p, Id: $"{network.Name}:{p.LocalId}")).Select(p => new AreaPipe(p.Id, registry.Find(new AssetId(p.Id))?.Name, WireNames.Of(p.Pipe.Class), Math.Round(p.Pipe.Length, 1), p.Pipe.Section.Height, p.Pipe.Attributes.GetValueOrDefault("material"), YearOf(p.Pipe)))]);
    }

    internal static int? YearOf(NetworkLink pipe) => pipe.Attributes.TryGetValue("yearBuilt", out var text) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is > 1800 and < 2200 ? year : null;

    private static PipeShare[] Shares(NetworkLink[] pipes, Func<NetworkLink, string> by) => [.. pipes.GroupBy(by).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => new PipeShare(g.Key, g.Count(), Km(g)))];

    private static double Km(IEnumerable<NetworkLink> pipes) => Math.Round(pipes.Sum(p => p.Length) / 1000, 3);
}
