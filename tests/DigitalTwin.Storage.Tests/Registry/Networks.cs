using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks;

namespace DigitalTwin.Storage.Tests.Registry;

/// <summary>Networks for tests.</summary>
internal static class Networks
{
    /// <summary>A chain of manholes joined by pipes, with a rain gauge.</summary>
    public static Network Chain(string name, int nodes, string prefix = "") => new()
    {
        Name = name,
        Title = $"Chain of {nodes}",
        Nodes = [.. Enumerable.Range(0, nodes).Select(i => new NetworkNode { LocalId = $"{prefix}N{i}", Kind = AssetKind.Manhole, Position = new Position(120 + i * 1e-4, 30), Name = $"井{i}" })],
        Links = [.. Enumerable.Range(0, nodes - 1).Select(i => new NetworkLink { LocalId = $"{prefix}L{i}", Kind = AssetKind.PipeSegment, From = i, To = i + 1, Section = CrossSection.Circle(0.6) })],
        Points = [new NetworkPoint { LocalId = $"{prefix}G", Kind = AssetKind.RainGauge, Position = new Position(120, 30) }],
    };

    /// <summary>Every field of every part says something other than its default.</summary>
    public static Network Full() => new()
    {
        Name = "full",
        Title = "全部字段",
        SourceCrs = "EPSG:25832",
        Nodes =
        [
            new NetworkNode
            {
                LocalId = "A", Kind = AssetKind.StorageTank, Position = new Position(10.25, 55.33), Name = "调蓄池", InvertElevation = -1.25, FullDepth = 3.5,
                DryWeatherInflow = 0.012, DryWeatherPattern = "day", StorageArea = 250, StorageCurve = "tank", DesignFlow = 0.5, Region = "r1",
                Attributes = new Dictionary<string, string> { ["rim"] = "4.5", ["材料"] = "混凝土" },
            },
            new NetworkNode { LocalId = "B", Kind = AssetKind.Outfall, Position = new Position(10.26, 55.34) },
        ],
        Links =
        [
            new NetworkLink
            {
                LocalId = "P1", Kind = AssetKind.PumpStation, From = 0, To = 1, Name = "泵站", Class = PipeClass.Combined, Length = 12.5, Roughness = 0.015,
                Section = new CrossSection(SectionShape.Trapezoidal, 1.2, 2.5, 1.5, 1.6, "shape", 2), FromOffset = 0.1, ToOffset = 0.2, DischargeCoefficient = 1.7,
                HasFlapGate = true, IsPressurised = true, DesignFlow = 0.3, PumpCurve = "pump", StartDepth = 2, StopDepth = 0.5,
                Vertices = [new Position(10.251, 55.331), new Position(10.255, 55.335)], Region = "r1", Attributes = new Dictionary<string, string> { ["status"] = "ON" },
            },
        ],
        Points =
        [
            new NetworkPoint
            {
                LocalId = "G", Kind = AssetKind.RainGauge, Position = new Position(10.2, 55.3), Name = "雨量站", Region = "r1",
                Attributes = new Dictionary<string, string> { ["interval"] = "5" },
            },
        ],
        Subcatchments =
        [
            new Subcatchment
            {
                LocalId = "S", Outlet = "A", RainGauge = "G", Area = 12_000, PercentImpervious = 45, Width = 80, Slope = 0.01,
                Boundary = [new Position(1, 2), new Position(3, 4), new Position(5, 6)], Parameters = new Dictionary<string, string> { ["nImperv"] = "0.01" },
            },
        ],
        Regions = [new Region("r1", "东区", [new Position(1, 1), new Position(2, 2), new Position(3, 1)])],
        Curves = new Dictionary<string, Curve> { ["tank"] = new("storage", [0, 1, 2], [100, 200, 300]), ["pump"] = new("pump3", [0.1], [5]) },
        Patterns = new Dictionary<string, Pattern> { ["day"] = new("hourly", [0.5, 1.5]) },
        Controls = ["RULE 1 IF NODE A DEPTH > 2 THEN PUMP P1 STATUS = ON"],
    };
}
