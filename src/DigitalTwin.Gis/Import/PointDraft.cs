using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks;

namespace DigitalTwin.Gis.Import;

/// <summary>An asset outside the graph while it is being read.</summary>
internal sealed class PointDraft(string localId, AssetKind kind, string section, int line)
{
    public string LocalId { get; } = localId;
    public string Section { get; } = section;
    public int Line { get; } = line;
    public (double X, double Y)? Source { get; set; }
    public Position? Position { get; set; }
    public Dictionary<string, string> Attributes { get; } = [];

    public NetworkPoint Build() => new() { LocalId = LocalId, Kind = kind, Position = Position!.Value, Attributes = Attributes };
}
