using DigitalTwin.Domain.Assets;

namespace DigitalTwin.Domain.Networks.Topology;

/// <summary>What a survey drew: points and lines that do not yet know each other. SI units, WGS-84/CGCS2000 degrees, local ids unique over all.</summary>
public sealed record Survey
{
    public required string Name { get; init; }
    public required string Title { get; init; }
    public string SourceCrs { get; init; } = "EPSG:4326";
    public required IReadOnlyList<SurveyPoint> Points { get; init; }
    public required IReadOnlyList<SurveyLine> Lines { get; init; }
    /// <summary>Assets outside the graph; they pass through.</summary>
    public IReadOnlyList<NetworkPoint> Gauges { get; init; } = [];
    public IReadOnlyList<Region> Regions { get; init; } = [];
}

/// <summary>Which feature of which layer said so; <paramref name="Number"/> is 1-based.</summary>
public readonly record struct SourcePlace(string Layer, int Number);

/// <summary>A surveyed point. Elevations in m above datum, NaN where unknown.</summary>
public sealed record SurveyPoint
{
    public required string LocalId { get; init; }
    /// <summary>What lines call it in <see cref="SurveyLine.From"/>; the local id unless that had to be changed.</summary>
    public string? SourceId { get; init; }
    public required AssetKind Kind { get; init; }
    public required Position Position { get; init; }
    public string? Name { get; init; }
    public PipeClass Class { get; init; }
    public double Invert { get; init; } = double.NaN;
    public double Ground { get; init; } = double.NaN;
    /// <summary>From invert to ground, m.</summary>
    public double Depth { get; init; } = double.NaN;
    /// <summary>Design capacity of a plant, m³/s; 0 where unknown.</summary>
    public double DesignFlow { get; init; }
    /// <summary>Why it is not part of the living network, such as its status; null where it is.</summary>
    public string? Retired { get; init; }
    public SourcePlace Source { get; init; }
    public IReadOnlyDictionary<string, string> Attributes { get; init; } = NoAttributes.Instance;

    /// <summary>Elevation of the bottom by what is known of it.</summary>
    public double Bottom => double.IsNaN(Invert) ? Ground - Depth : Invert;
}

/// <summary>A surveyed line, in the order it was drawn.</summary>
public sealed record SurveyLine
{
    public required string LocalId { get; init; }
    public required AssetKind Kind { get; init; }
    /// <summary>Two or more positions.</summary>
    public required IReadOnlyList<Position> Path { get; init; }
    public string? Name { get; init; }
    public PipeClass Class { get; init; }
    /// <summary>Source ids of the points at its first and last position, where it names them.</summary>
    public string? From { get; init; }
    public string? To { get; init; }
    /// <summary>m; NaN where the source does not say.</summary>
    public double Length { get; init; } = double.NaN;
    public CrossSection Section { get; init; } = CrossSection.None;
    public double Roughness { get; init; } = 0.013;
    /// <summary>Elevation of the pipe's bottom at its first and last position, m; NaN where unknown.</summary>
    public double FromInvert { get; init; } = double.NaN;
    public double ToInvert { get; init; } = double.NaN;
    /// <summary>Fall along the drawn direction as a ratio, negative where it rises; NaN where unknown.</summary>
    public double Slope { get; init; } = double.NaN;
    public bool IsPressurised { get; init; }
    public double DesignFlow { get; init; }
    public string? Retired { get; init; }
    public SourcePlace Source { get; init; }
    public IReadOnlyDictionary<string, string> Attributes { get; init; } = NoAttributes.Instance;
}
