using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Domain.Networks;

/// <summary>One revision of a city's network as known: nodes, links that know their nodes, and areas. Immutable; a change is a new revision.</summary>
/// <remarks>
/// A link names its ends by index into <see cref="Nodes"/>. Positions are WGS-84/CGCS2000 degrees.
/// Local ids are unique over nodes, links and gauges together; an importer that finds the same id twice renames and reports.
/// </remarks>
public sealed record Network
{
    /// <summary>Name used in asset ids; lower-case letters, digits, '-' and '_'.</summary>
    public required string Name { get; init; }
    public required string Title { get; init; }
    /// <summary>1 for the first import, then counting up.</summary>
    public int Revision { get; init; } = 1;
    public Instant KnownAt { get; init; }
    /// <summary>What the source's coordinates were in, as <c>EPSG:25832</c>.</summary>
    public string SourceCrs { get; init; } = "EPSG:4326";
    public required IReadOnlyList<NetworkNode> Nodes { get; init; }
    public required IReadOnlyList<NetworkLink> Links { get; init; }
    /// <summary>Assets that stand outside the graph, such as rain gauges.</summary>
    public IReadOnlyList<NetworkPoint> Points { get; init; } = [];
    public IReadOnlyList<Subcatchment> Subcatchments { get; init; } = [];
    /// <summary>Districts and other named areas, for the base map and for grouping.</summary>
    public IReadOnlyList<Region> Regions { get; init; } = [];
    public IReadOnlyDictionary<string, Curve> Curves { get; init; } = new Dictionary<string, Curve>();
    public IReadOnlyDictionary<string, Pattern> Patterns { get; init; } = new Dictionary<string, Pattern>();
    /// <summary>Control rules as written in the source, in order; read by the forecast engine.</summary>
    public IReadOnlyList<string> Controls { get; init; } = [];
}

/// <summary>Degrees, WGS-84/CGCS2000.</summary>
public readonly record struct Position(double Longitude, double Latitude);

public sealed record NetworkNode
{
    public required string LocalId { get; init; }
    public required AssetKind Kind { get; init; }
    public required Position Position { get; init; }
    public string? Name { get; init; }
    /// <summary>Elevation of the bottom, m above datum.</summary>
    public double InvertElevation { get; init; }
    /// <summary>From invert to ground or rim, m; 0 where unknown. Level over this is an overflow.</summary>
    public double FullDepth { get; init; }
    /// <summary>Mean dry-weather inflow entering here, m³/s.</summary>
    public double DryWeatherInflow { get; init; }
    /// <summary>Mean inflow that the network routes, m³/s: an intake draws its design flow where the source gives no other.</summary>
    public double MeanInflow => Kind == AssetKind.ReuseIntake && DryWeatherInflow == 0 && DesignFlow > 0 ? -DesignFlow : DryWeatherInflow;
    public string? DryWeatherPattern { get; init; }
    /// <summary>Plan area of a storage node, m²; 0 for none. <see cref="StorageCurve"/> overrides it.</summary>
    public double StorageArea { get; init; }
    public string? StorageCurve { get; init; }
    /// <summary>Design capacity of a plant, m³/s; 0 where not a plant or unknown.</summary>
    public double DesignFlow { get; init; }
    public string? Region { get; init; }
    /// <summary>Everything else that the source said, by the source's own names.</summary>
    public IReadOnlyDictionary<string, string> Attributes { get; init; } = NoAttributes.Instance;
}

public sealed record NetworkLink
{
    public required string LocalId { get; init; }
    public required AssetKind Kind { get; init; }
    /// <summary>Index into <see cref="Network.Nodes"/> of the end it flows from by design.</summary>
    public required int From { get; init; }
    public required int To { get; init; }
    public string? Name { get; init; }
    public PipeClass Class { get; init; }
    /// <summary>m along the pipe; 0 for pumps, weirs, orifices and outlets.</summary>
    public double Length { get; init; }
    /// <summary>Manning's n.</summary>
    public double Roughness { get; init; } = 0.013;
    public CrossSection Section { get; init; } = CrossSection.None;
    /// <summary>Height of this end above its node's invert, m.</summary>
    public double FromOffset { get; init; }
    public double ToOffset { get; init; }
    /// <summary>Crest height for weirs and orifices is <see cref="FromOffset"/>; these are their other numbers.</summary>
    public double DischargeCoefficient { get; init; }
    public bool HasFlapGate { get; init; }
    public bool IsPressurised { get; init; }
    /// <summary>Design flow, m³/s; for a pump its rated flow; 0 where unknown.</summary>
    public double DesignFlow { get; init; }
    public string? PumpCurve { get; init; }
    /// <summary>Wet-well depth at which the pump starts and stops, m; both 0 where the source gives none.</summary>
    public double StartDepth { get; init; }
    public double StopDepth { get; init; }
    /// <summary>Points between the two ends, in order.</summary>
    public IReadOnlyList<Position> Vertices { get; init; } = [];
    public string? Region { get; init; }
    public IReadOnlyDictionary<string, string> Attributes { get; init; } = NoAttributes.Instance;
}

/// <summary>What a pipe carries. The numbers go to the map; never renumber.</summary>
public enum PipeClass : byte { Unknown = 0, Sewer = 1, Storm = 2, Combined = 3, Reclaimed = 4, River = 5 }

public enum SectionShape : byte { None, Circular, Egg, RectangularClosed, RectangularOpen, Trapezoidal, Arch, Custom, Other }

/// <summary>Cross-section in m; <paramref name="Height"/> is the diameter of a circular pipe.</summary>
public sealed record CrossSection(SectionShape Shape, double Height, double Width = 0, double SideSlope1 = 0, double SideSlope2 = 0, string? Curve = null, int Barrels = 1)
{
    public static readonly CrossSection None = new(SectionShape.None, 0);
    public static CrossSection Circle(double diameter) => new(SectionShape.Circular, diameter);
}

/// <summary>An asset with a place but no pipe, such as a rain gauge.</summary>
public sealed record NetworkPoint
{
    public required string LocalId { get; init; }
    public required AssetKind Kind { get; init; }
    public required Position Position { get; init; }
    public string? Name { get; init; }
    public string? Region { get; init; }
    public IReadOnlyDictionary<string, string> Attributes { get; init; } = NoAttributes.Instance;
}

/// <summary>Land that drains to a node. Area in m², width in m, slope as a ratio, percentages 0–100.</summary>
public sealed record Subcatchment
{
    public required string LocalId { get; init; }
    /// <summary>Local id of the node, or of another subcatchment, that takes its runoff.</summary>
    public required string Outlet { get; init; }
    public string? RainGauge { get; init; }
    public double Area { get; init; }
    public double PercentImpervious { get; init; }
    public double Width { get; init; }
    public double Slope { get; init; }
    public IReadOnlyList<Position> Boundary { get; init; } = [];
    /// <summary>Runoff and infiltration parameters by the source's names.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = NoAttributes.Instance;
}

public sealed record Region(string Id, string Name, IReadOnlyList<Position> Boundary);

/// <summary>Pairs in ascending x, units as the curve's user says.</summary>
public sealed record Curve(string Type, IReadOnlyList<double> X, IReadOnlyList<double> Y);

/// <summary>Multipliers that repeat: 24 hours, 7 days or 12 months, by <paramref name="Type"/>.</summary>
public sealed record Pattern(string Type, IReadOnlyList<double> Multipliers);

internal static class NoAttributes
{
    public static readonly IReadOnlyDictionary<string, string> Instance = new Dictionary<string, string>();
}
