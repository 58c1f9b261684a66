namespace DigitalTwin.Domain.Networks.Topology;

/// <summary>How far apart things may lie and still belong together, m. Defaults suit a survey by GPS; a scanned plan needs more.</summary>
public sealed record TopologyOptions
{
    /// <summary>Within this, ends are joined without asking.</summary>
    public double SnapMetres { get; init; } = 0.5;
    /// <summary>Within this, a joint is proposed.</summary>
    public double SearchMetres { get; init; } = 5;
    /// <summary>Between parts and the rest, a lost pipe of at most this is proposed: the usual distance of manholes.</summary>
    public double BridgeMetres { get; init; } = 60;
    /// <summary>A plant is an area but drawn as a point: so far from it sewers may end.</summary>
    public double PlantMetres { get; init; } = 200;

    /// <summary>Null, or which is wrong.</summary>
    public string? Fault() =>
        !(SnapMetres is >= 0.01 and <= 20) ? $"snapMetres is {SnapMetres}; expected 0.01 to 20."
        : !(SearchMetres >= SnapMetres && SearchMetres <= 100) ? $"searchMetres is {SearchMetres}; expected snapMetres to 100."
        : !(BridgeMetres is >= 0 and <= 500) ? $"bridgeMetres is {BridgeMetres}; expected 0 to 500."
        : !(PlantMetres is >= 0 and <= 2000) ? $"plantMetres is {PlantMetres}; expected 0 to 2000." : null;
}

/// <summary>How much of what could be mended is.</summary>
public enum Mending
{
    /// <summary>Nothing that needs a tolerance: ends must coincide to a centimetre.</summary>
    AsDrawn,
    /// <summary>What needs no asking, and what people decided.</summary>
    Decided,
    /// <summary>Further every open proposal.</summary>
    Proposed,
}
