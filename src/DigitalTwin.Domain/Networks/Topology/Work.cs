using DigitalTwin.Domain.Assets;

namespace DigitalTwin.Domain.Networks.Topology;

/// <summary>A node while the network is put together.</summary>
internal sealed class WorkNode
{
    public required string Id { get; init; }
    public required Spot At { get; init; }
    public required AssetKind Kind { get; set; }
    public PipeClass Class { get; init; }
    /// <summary>Null where it was made.</summary>
    public SurveyPoint? Point { get; init; }
    public double Invert { get; set; } = double.NaN;
    public int Index { get; set; } = -1;
    public bool IsTerminal => Kind is AssetKind.TreatmentPlant or AssetKind.ReclaimedPlant or AssetKind.Outfall;
    public bool IsPlant => Kind is AssetKind.TreatmentPlant or AssetKind.ReclaimedPlant;
}

/// <summary>A pipe while the network is put together; a part of its line where that was split.</summary>
internal sealed class WorkPipe
{
    public required string Id { get; init; }
    /// <summary>Null for a pipe that was inferred.</summary>
    public SurveyLine? Line { get; init; }
    public required Spot[] Path { get; set; }
    public WorkNode? From { get; set; }
    public WorkNode? To { get; set; }
    public AssetKind Kind { get; init; } = AssetKind.PipeSegment;
    public PipeClass Class { get; set; }
    public CrossSection Section { get; set; } = CrossSection.None;
    public double FromInvert { get; set; } = double.NaN;
    public double ToInvert { get; set; } = double.NaN;
    public double Slope { get; set; } = double.NaN;
    /// <summary>As the source gives it, shared out where it was split; NaN where it does not.</summary>
    public double GivenLength { get; set; } = double.NaN;
    public bool IsPressurised { get; init; }
    public bool IsTurned { get; private set; }
    public bool NamesItsEnds { get; init; }

    public double Drawn
    {
        get
        {
            var sum = 0.0;
            for (var i = 0; i + 1 < Path.Length; i++) sum += Path[i].To(Path[i + 1]);
            return sum;
        }
    }

    public Spot Middle => Path.Length > 2 ? Path[Path.Length / 2] : (Path[0] + Path[^1]) * 0.5;

    /// <summary>Bottom at its ends, by itself or by its nodes; NaN where unknown.</summary>
    public double Upper => double.IsNaN(FromInvert) ? From!.Invert : FromInvert;
    public double Lower => double.IsNaN(ToInvert) ? To!.Invert : ToInvert;

    public void Turn()
    {
        (From, To) = (To, From);
        (FromInvert, ToInvert) = (ToInvert, FromInvert);
        Path = [.. Path.Reverse()];
        Slope = -Slope;
        IsTurned = !IsTurned;
    }
}

/// <summary>All that the steps share.</summary>
internal sealed class Work(Survey survey, TopologyOptions options, FindingBook findings, Mending mending)
{
    public const double Exact = 0.01;
    public Survey Survey => survey;
    public TopologyOptions Options { get; } = mending == Mending.AsDrawn ? options with { SnapMetres = Exact, SearchMetres = Exact, BridgeMetres = 0, PlantMetres = 0 } : options;
    public Mending Mending => mending;
    public FindingBook Findings => findings;
    public Plane Plane { get; } = Plane.Around(survey);
    public List<WorkNode> Nodes { get; } = [];
    public List<WorkPipe> Pipes { get; set; } = [];
    public List<KeptFeature> Kept { get; } = [];
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);

    public WorkNode Make(string id, Spot at, AssetKind kind = AssetKind.Manhole)
    {
        var node = new WorkNode { Id = Claim(id), At = at, Kind = kind };
        Nodes.Add(node);
        return node;
    }

    /// <summary>The id, or one like it that nothing has.</summary>
    public string Claim(string id)
    {
        if (_ids.Add(id)) return id;
        var n = 2;
        while (!_ids.Add($"{id}~{n}")) n++;
        return $"{id}~{n}";
    }

    public void Keep(string id, SourcePlace source, Position? place, string zh, string en) => Kept.Add(new KeptFeature(id, source, place, new Told(zh, en)));
}
