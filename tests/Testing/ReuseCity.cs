using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks;

namespace DigitalTwin.Testing;

/// <summary>A mill and a town drain to a treatment plant; of its effluent a reclaimed plant takes what two users draw. Force mains throughout, so that every travel time is length · area / flow.</summary>
internal static class ReuseCity
{
    public const string Name = "reuse";
    private static readonly string[] Places = ["MILL", "TOWN", "J", "WWTP", "W", "OUT", "RP", "G", "TAP1", "H", "TAP2"];

    public static Network Build() => new()
    {
        Name = Name,
        Title = "Reuse city",
        Nodes =
        [
            Node("MILL", AssetKind.Drainer, 20, inflow: 0.010), Node("TOWN", AssetKind.Manhole, 20, inflow: 0.090), Node("J", AssetKind.Manhole, 19),
            Node("WWTP", AssetKind.TreatmentPlant, 18, attribute: ("tankVolumeM3", "1440")), Node("W", AssetKind.Manhole, 17), Node("OUT", AssetKind.Outfall, 10),
            Node("RP", AssetKind.ReclaimedPlant, 16, attribute: ("tankVolumeM3", "108")), Node("G", AssetKind.Manhole, 15),
            Node("TAP1", AssetKind.ReuseIntake, 15, draws: 0.010, attribute: ("use", "toilet")), Node("H", AssetKind.Manhole, 15),
            Node("TAP2", AssetKind.ReuseIntake, 15, draws: 0.020, attribute: ("use", "irrigation")),
        ],
        Links =
        [
            Force("MILL", "J", 400, 0.2), Force("TOWN", "J", 400, 0.4), Force("J", "WWTP", 1000, 0.4), Force("WWTP", "W", 50, 0.4),
            Force("W", "OUT", 200, 0.6) with { IsPressurised = false }, Force("W", "RP", 500, 0.25),
            Force("RP", "G", 2000, 0.25), Force("G", "TAP1", 300, 0.15), Force("G", "H", 1000, 0.2), Force("H", "TAP2", 100, 0.2),
        ],
    };

    private static NetworkNode Node(string id, AssetKind kind, double invert, double inflow = 0, double draws = 0, (string Name, string Value)? attribute = null) => new()
    {
        LocalId = id,
        Kind = kind,
        Position = new Position(118.3 + Array.IndexOf(Places, id) * 0.001, 35.05),
        InvertElevation = invert,
        FullDepth = 3,
        DryWeatherInflow = inflow,
        DesignFlow = draws,
        Attributes = attribute is { } a ? new Dictionary<string, string> { [a.Name] = a.Value } : [],
    };

    private static NetworkLink Force(string from, string to, double length, double diameter) => new()
    {
        LocalId = $"{from}-{to}",
        Kind = AssetKind.PipeSegment,
        From = Array.IndexOf(Places, from),
        To = Array.IndexOf(Places, to),
        Length = length,
        Section = CrossSection.Circle(diameter),
        IsPressurised = true,
    };
}
