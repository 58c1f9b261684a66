using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks;

namespace DigitalTwin.Gis.Import;

/// <summary>A link while it is being read; SI units, but vertices still as in the source.</summary>
internal sealed class LinkDraft(string localId, AssetKind kind, NodeDraft from, NodeDraft to, string section, int line)
{
    public string LocalId { get; } = localId;
    public AssetKind Kind { get; } = kind;
    public NodeDraft From { get; } = from;
    public NodeDraft To { get; } = to;
    public string Section { get; } = section;
    public int Line { get; } = line;
    public string? Name { get; set; }
    public PipeClass Class { get; set; }
    public double Length { get; set; }
    public double Roughness { get; set; } = 0.013;
    public CrossSection CrossSection { get; set; } = CrossSection.None;
    public double FromOffset { get; set; }
    public double ToOffset { get; set; }
    public double DischargeCoefficient { get; set; }
    public bool HasFlapGate { get; set; }
    public bool IsPressurised { get; set; }
    public double DesignFlow { get; set; }
    public string? PumpCurve { get; set; }
    public double StartDepth { get; set; }
    public double StopDepth { get; set; }
    public List<(double X, double Y)> Source { get; } = [];
    public List<Position> Vertices { get; } = [];
    public Dictionary<string, string> Attributes { get; } = [];

    public NetworkLink Build(int from, int to) => new()
    {
        LocalId = LocalId, Kind = Kind, From = from, To = to, Name = Name, Class = Class, Length = Length, Roughness = Roughness, Section = CrossSection,
        FromOffset = FromOffset, ToOffset = ToOffset, DischargeCoefficient = DischargeCoefficient, HasFlapGate = HasFlapGate,
        IsPressurised = IsPressurised, DesignFlow = DesignFlow, PumpCurve = PumpCurve, StartDepth = StartDepth, StopDepth = StopDepth,
        Vertices = Vertices, Attributes = Attributes,
    };
}
