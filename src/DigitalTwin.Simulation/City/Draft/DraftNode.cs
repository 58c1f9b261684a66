using DigitalTwin.Domain.Assets;

namespace DigitalTwin.Simulation.City.Draft;

/// <summary>A node of the city while it is being built, in plan coordinates; see <see cref="Plan.CityFrame"/>.</summary>
internal sealed class DraftNode
{
    public required AssetKind Kind { get; init; }
    public required string LocalId { get; set; }
    public required double U { get; init; }
    public required double V { get; init; }
    public required double X { get; init; }
    public required double Y { get; init; }
    public required double Ground { get; set; }
    public string? Name { get; set; }
    public double Invert { get; set; }
    public double FullDepth { get; set; }
    /// <summary>The link by which water leaves; −1 for none.</summary>
    public int Main { get; set; } = -1;
    /// <summary>Mean dry-weather inflow, m³/s.</summary>
    public double DryFlow { get; set; }
    public string? Pattern { get; set; }
    /// <summary>Land that drains rain to here, m².</summary>
    public double RainArea { get; set; }
    public double StorageArea { get; set; }
    public double DesignFlow { get; set; }
    /// <summary>The street it lies in; −1 off the streets. <see cref="CrossStreet"/> is −1 between crossings.</summary>
    public int Street { get; set; } = -1;
    public int CrossStreet { get; set; } = -1;
    public bool StreetRunsNorth { get; set; }
    public IReadOnlyDictionary<string, string>? Attributes { get; set; }
}
