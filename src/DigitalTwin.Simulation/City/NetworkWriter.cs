using System.Globalization;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Simulation.City.Draft;
using DigitalTwin.Simulation.City.Facilities;
using DigitalTwin.Simulation.City.Plan;

namespace DigitalTwin.Simulation.City;

/// <summary>Turns a finished draft into a <see cref="Network"/>.</summary>
internal sealed class NetworkWriter(CityDraft draft, Districts districts, CityScale scale, ulong seed)
{
    private const double PavedPercent = 62;
    private readonly Dictionary<(string, int), IReadOnlyDictionary<string, string>> _materials = [];

    public Network Write(string title)
    {
        var gauges = Gauges();
        return new Network
        {
            Name = "demo",
            Title = title,
            SourceCrs = "EPSG:4490",
            Nodes = [.. draft.Nodes.Select(Node)],
            Links = [.. draft.Links.Select(Link)],
            Points = gauges,
            Subcatchments = [.. Subcatchments(gauges)],
            Regions = districts.Regions,
            Patterns = DailyPatterns.All,
        };
    }

    private NetworkNode Node(DraftNode n)
    {
        var node = new NetworkNode
        {
            LocalId = n.LocalId,
            Kind = n.Kind,
            Position = CityFrame.ToPosition(n.X, n.Y),
            Name = n.Name,
            InvertElevation = Math.Round(n.Invert, 3),
            FullDepth = Math.Round(n.FullDepth, 3),
            DryWeatherInflow = n.DryFlow,
            DryWeatherPattern = n.Pattern,
            StorageArea = n.StorageArea,
            DesignFlow = n.DesignFlow,
            Region = districts.At(n.U, n.V),
        };
        return n.Kind switch
        {
            AssetKind.TreatmentPlant => node with { Attributes = new Dictionary<string, string> { ["process"] = "A²/O + MBR", ["designM3PerDay"] = PerDay(n.DesignFlow), ["effluentStandard"] = "GB 18918 一级A" } },
            AssetKind.ReclaimedPlant => node with { Attributes = new Dictionary<string, string> { ["process"] = "超滤 + 臭氧 + 次氯酸钠", ["designM3PerDay"] = PerDay(n.DesignFlow) } },
            _ when n.Attributes is not null => node with { Attributes = n.Attributes },
            _ => node,
        };
    }

    private NetworkLink Link(DraftLink l)
    {
        var from = draft.Nodes[l.From];
        var link = new NetworkLink
        {
            LocalId = l.LocalId,
            Kind = l.Kind,
            From = l.From,
            To = l.To,
            Name = l.Name,
            Class = l.Class,
            Length = l.Length,
            FromOffset = Math.Round(Math.Max(0, l.FromOffset), 3),
            ToOffset = Math.Round(Math.Max(0, l.ToOffset), 3),
            DesignFlow = Math.Round(l.DesignFlow, 5),
            StartDepth = l.StartDepth,
            StopDepth = l.StopDepth,
            Vertices = l.Vertices,
            Region = districts.At(from.U, from.V),
        };
        return l.Kind switch
        {
            AssetKind.PipeSegment => WithPipe(link, l, from),
            AssetKind.Valve => link with { IsPressurised = true, Section = CrossSection.Circle(l.Diameter / 1000.0) },
            AssetKind.Weir => link with { DischargeCoefficient = 1.71, Section = new CrossSection(SectionShape.RectangularOpen, 1.2, l.Width) },
            AssetKind.RiverSection => link with { Roughness = 0.035, Section = new CrossSection(SectionShape.Trapezoidal, 4.5, RiverWidth, 2, 2) },
            _ => link,
        };
    }

    private double RiverWidth => Math.Round(0.34 * draft.Outline.RiverCorridor);

    private NetworkLink WithPipe(NetworkLink link, DraftLink l, DraftNode from)
    {
        var pressurised = l.Way == Sewers.Conveyance.Pressure;
        var (material, roughness) = pressurised ? l.Class == PipeClass.Reclaimed && l.Diameter < 400 ? ("PE", 0.010) : ("球墨铸铁", 0.012)
            : l.Diameter <= 500 ? ("HDPE双壁波纹", 0.011) : ("钢筋混凝土", 0.013);
        var chance = SeededRandom.UnitOf(seed ^ 0xA6E, l.Street, l.From / 40);
        var reach = Math.Clamp(draft.Outline.Reach(from.U, from.V), 0, 1);
        var oldest = l.Class == PipeClass.Reclaimed ? 2014 : 1978 + (int)(28 * reach);
        var built = Math.Min(2024, oldest + (int)(chance * (l.Class == PipeClass.Reclaimed ? 10 : 16)));
        if (!_materials.TryGetValue((material, built), out var attributes))
            _materials[(material, built)] = attributes = new Dictionary<string, string> { ["material"] = material, ["yearBuilt"] = built.ToString(CultureInfo.InvariantCulture) };
        return link with { IsPressurised = pressurised, Roughness = roughness, Section = CrossSection.Circle(l.Diameter / 1000.0) with { Barrels = l.Barrels }, Attributes = attributes };
    }

    private NetworkPoint[] Gauges()
    {
        var gauges = new NetworkPoint[scale.RainGauges];
        for (var i = 0; i < gauges.Length; i++)
        {
            // A sunflower's spiral spreads any number evenly.
            var angle = i * 2.399963 + 0.6;
            if (!scale.HasEastBank) angle = Math.PI / 2 + angle % Math.PI;
            var (u, v) = draft.Outline.At(angle, 0.82 * Math.Sqrt((i + 0.3) / gauges.Length));
            gauges[i] = new NetworkPoint { LocalId = $"RG-{i + 1}", Kind = AssetKind.RainGauge, Position = draft.Frame.Locate(u, v), Name = $"{i + 1} 号雨量站", Region = districts.At(u, v) };
        }
        return gauges;
    }

    private IEnumerable<Subcatchment> Subcatchments(NetworkPoint[] gauges)
    {
        foreach (var n in draft.Nodes)
        {
            if (n.RainArea <= 0) continue;
            var here = CityFrame.ToPosition(n.X, n.Y);
            var gauge = gauges.MinBy(g => Math.Abs(g.Position.Longitude - here.Longitude) + Math.Abs(g.Position.Latitude - here.Latitude))!;
            yield return new Subcatchment
            {
                LocalId = $"SC-{n.LocalId}", Outlet = n.LocalId, RainGauge = gauge.LocalId, Area = Math.Round(n.RainArea, 1),
                PercentImpervious = PavedPercent, Width = Math.Round(Math.Sqrt(n.RainArea), 1), Slope = 0.005,
            };
        }
    }

    private static string PerDay(double flow) => Math.Round(flow * 86_400).ToString(CultureInfo.InvariantCulture);
}
