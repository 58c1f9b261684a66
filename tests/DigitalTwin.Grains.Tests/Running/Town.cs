using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Grains.Tests.Running;

/// <summary>A street of manholes that falls to a treatment plant, from which an effluent pipe leads to an outfall: two catchments.</summary>
internal static class Town
{
    public const string Name = "town";
    public static readonly Instant Start = Instant.From(new DateTimeOffset(2026, 11, 22, 6, 0, 0, TimeSpan.Zero));

    public static Network Build(int manholes = 4)
    {
        var nodes = Enumerable.Range(1, manholes).Select(i => Node($"M{i}", AssetKind.Manhole, 20 - i * 0.5, i)).ToList();
        nodes.Add(Node("WWTP", AssetKind.TreatmentPlant, 20 - (manholes + 1) * 0.5, manholes + 1));
        nodes.Add(Node("OUT", AssetKind.Outfall, 20 - (manholes + 2) * 0.5, manholes + 2));
        var links = Enumerable.Range(0, nodes.Count - 1).Select(i => new NetworkLink
        {
            LocalId = $"P{i + 1}",
            Kind = AssetKind.PipeSegment,
            From = i,
            To = i + 1,
            Class = PipeClass.Sewer,
            Length = 100,
            Section = CrossSection.Circle(0.5),
        }).ToList();
        return new Network
        {
            Name = Name,
            Title = "Town",
            Nodes = nodes,
            Links = links,
            Points = [new NetworkPoint { LocalId = "RG", Kind = AssetKind.RainGauge, Position = new Position(118.3, 35.1) }],
        };
    }

    private static NetworkNode Node(string id, AssetKind kind, double invert, int i) => new()
    {
        LocalId = id,
        Kind = kind,
        Position = new Position(118.3 + i * 0.001, 35.05),
        InvertElevation = invert,
        FullDepth = 3,
        DryWeatherInflow = i == 1 ? 0.02 : 0,
    };
}
