using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks;

namespace DigitalTwin.Gis.Import;

/// <summary>A node while it is being read; SI units, but coordinates still as in the source.</summary>
internal sealed class NodeDraft(string localId, AssetKind kind, string section, int line)
{
    public string LocalId { get; } = localId;
    public AssetKind Kind { get; set; } = kind;
    public string Section { get; } = section;
    public int Line { get; } = line;
    public (double X, double Y)? Source { get; set; }
    public Position? Position { get; set; }
    public string? Name { get; set; }
    public double InvertElevation { get; set; }
    public double FullDepth { get; set; }
    public double DryWeatherInflow { get; set; }
    public string? DryWeatherPattern { get; set; }
    public double StorageArea { get; set; }
    public string? StorageCurve { get; set; }
    public double DesignFlow { get; set; }
    public Dictionary<string, string> Attributes { get; } = [];

    public NetworkNode Build() => new()
    {
        LocalId = LocalId, Kind = Kind, Position = Position!.Value, Name = Name, InvertElevation = InvertElevation, FullDepth = FullDepth,
        DryWeatherInflow = DryWeatherInflow, DryWeatherPattern = DryWeatherPattern, StorageArea = StorageArea, StorageCurve = StorageCurve,
        DesignFlow = DesignFlow, Attributes = Attributes,
    };
}
