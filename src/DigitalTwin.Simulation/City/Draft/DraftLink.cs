using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Simulation.City.Sewers;

namespace DigitalTwin.Simulation.City.Draft;

/// <summary>A link of the city while it is being built.</summary>
internal sealed class DraftLink
{
    public required AssetKind Kind { get; init; }
    public required string LocalId { get; init; }
    public required int From { get; init; }
    public required int To { get; init; }
    public required PipeClass Class { get; set; }
    public required Conveyance Way { get; init; }
    public string? Name { get; set; }
    public double Length { get; set; }
    /// <summary>mm.</summary>
    public int Diameter { get; set; }
    /// <summary>Pipes side by side, where the largest is not enough.</summary>
    public int Barrels { get; set; } = 1;
    public double FromOffset { get; set; }
    public double ToOffset { get; set; }
    public double DesignFlow { get; set; }
    public double StartDepth { get; set; }
    public double StopDepth { get; set; }
    public double Width { get; set; }
    /// <summary>Part of a ring of reclaimed mains.</summary>
    public bool IsRing { get; set; }
    public int Street { get; set; } = -1;
    /// <summary>Distance of its start from where the street begins, m.</summary>
    public double Chainage { get; set; }
    public IReadOnlyList<Position> Vertices { get; set; } = [];
    public IReadOnlyDictionary<string, string>? Attributes { get; set; }
}
