using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Gis.Inp;

namespace DigitalTwin.Gis.Import;

/// <summary>A network while it is being read: keeps ids apart and remembers what was left out, so that one defect is reported once.</summary>
/// <param name="ids">How the format compares ids; SWMM does not mind letter case, EPANET does.</param>
internal sealed class NetworkDraft(ReportBuilder report, StringComparer ids)
{
    private const int LongestId = AssetId.MaxLength - 65;

    private readonly Dictionary<string, NodeDraft> _nodes = new(ids);
    private readonly Dictionary<string, LinkDraft> _links = new(ids);
    private readonly HashSet<string> _linksLeftOut = new(ids);
    private readonly HashSet<string> _curveNames = new(ids), _patternNames = new(ids);
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    public List<NodeDraft> Nodes { get; } = [];
    public List<LinkDraft> Links { get; } = [];
    public List<PointDraft> Points { get; } = [];
    public List<Subcatchment> Subcatchments { get; set; } = [];
    public List<Region> Regions { get; } = [];
    public Dictionary<string, Curve> Curves { get; } = new(ids);
    public Dictionary<string, Pattern> Patterns { get; } = new(ids);
    public List<string> Controls { get; } = [];
    public string? Title { get; set; }
    public ReportBuilder Report => report;

    /// <summary>The node under its id in the source, or null.</summary>
    public NodeDraft? FindNode(string sourceId) => _nodes.GetValueOrDefault(sourceId);

    public LinkDraft? FindLink(string sourceId) => _links.GetValueOrDefault(sourceId);

    /// <summary>The name of a curve as it was defined, however it is written here; null where there is none.</summary>
    public string? CurveNamed(string name) => Defined(_curveNames, Curves, name);

    public string? PatternNamed(string name) => Defined(_patternNames, Patterns, name);

    public NodeDraft? AddNode(InpLine line, AssetKind kind)
    {
        if (_nodes.ContainsKey(line.Id))
        {
            report.Add(DefectCode.DuplicateId, Remedy.LeftOut, line.Section, line.Number, line.Id, $"A node of this id came before, in line {_nodes[line.Id].Line}; expected ids to be unique among nodes.");
            return null;
        }
        var node = new NodeDraft(Claim(line, line.Id, "node"), kind, line.Section, line.Number);
        _nodes.Add(line.Id, node);
        Nodes.Add(node);
        report.CountElement(line.Section);
        return node;
    }

    /// <summary>Adds a link between the nodes in fields <paramref name="from"/> and the next; null, and reported, where it cannot stand.</summary>
    public LinkDraft? AddLink(InpLine line, AssetKind kind, int from = 1)
    {
        if (_links.TryGetValue(line.Id, out var before))
        {
            report.Add(DefectCode.DuplicateId, Remedy.LeftOut, line.Section, line.Number, line.Id, $"A link of this id came before, in line {before.Line}; expected ids to be unique among links.");
            return null;
        }
        var (a, b) = (End(line, from), End(line, from + 1));
        if (a is not null && a == b)
            report.Add(DefectCode.LinkFromNodeToItself, Remedy.LeftOut, line.Section, line.Number, line.Id, $"Both ends are node '{line[from]}'; expected two different nodes.");
        if (a is null || b is null || a == b)
        {
            _linksLeftOut.Add(line.Id);
            return null;
        }
        var link = new LinkDraft(Claim(line, line.Id, "link"), kind, a, b, line.Section, line.Number);
        _links.Add(line.Id, link);
        Links.Add(link);
        report.CountElement(line.Section);
        return link;
    }

    public PointDraft AddPoint(InpLine line, AssetKind kind)
    {
        var point = new PointDraft(Claim(line, line.Id, "gauge"), kind, line.Section, line.Number);
        Points.Add(point);
        report.CountElement(line.Section);
        return point;
    }

    /// <summary>The node that a line of another section speaks of; null and reported where there is none.</summary>
    public NodeDraft? NodeOf(InpLine line, int index = 0) => Of(line, index, FindNode(line[index]), null, "node");

    public LinkDraft? LinkOf(InpLine line, int index = 0) => Of(line, index, FindLink(line[index]), _linksLeftOut, "link");

    /// <summary>Takes out what has no place on the map; the caller reports why.</summary>
    public void LeaveOut(HashSet<NodeDraft> nodes, HashSet<LinkDraft> links)
    {
        Nodes.RemoveAll(nodes.Contains);
        Links.RemoveAll(links.Contains);
    }

    private static string? Defined<T>(HashSet<string> names, Dictionary<string, T> tables, string name)
    {
        if (names.Count != tables.Count) names.UnionWith(tables.Keys);
        return names.TryGetValue(name, out var defined) ? defined : null;
    }

    private NodeDraft? End(InpLine line, int index)
    {
        if (!line.Has(index))
        {
            report.Add(DefectCode.MissingEndNode, Remedy.LeftOut, line.Section, line.Number, line.Id, $"No node in field {index + 1}; expected the id of a node.");
            return null;
        }
        var node = FindNode(line[index]);
        if (node is null)
            report.Add(DefectCode.MissingEndNode, Remedy.LeftOut, line.Section, line.Number, line.Id, $"End node '{line[index]}' is not in the file; expected the id of a node.");
        return node;
    }

    private T? Of<T>(InpLine line, int index, T? found, HashSet<string>? leftOut, string what) where T : class
    {
        if (found is not null) return found;
        if (leftOut is not null && leftOut.Contains(line[index])) report.CountLeftOut(line.Section);
        else report.Add(DefectCode.UnknownReference, Remedy.LeftOut, line.Section, line.Number, line[index], $"There is no {what} '{line[index]}'; expected the id of one.");
        return null;
    }

    /// <summary>Makes the id fit for assets: no white space, not too long, unlike any before it.</summary>
    private string Claim(InpLine line, string sourceId, string what)
    {
        var id = string.Concat(sourceId.Select(c => char.IsWhiteSpace(c) || char.IsControl(c) ? '_' : c));
        if (id.Length > LongestId) id = id[..LongestId];
        if (id.Length == 0) id = $"{what}{line.Number}";
        if (id != sourceId)
            report.Add(DefectCode.InvalidId, Remedy.Renamed, line.Section, line.Number, sourceId, $"Expected 1 to {LongestId} characters without white space; the {what} is now '{id}'.");
        if (_taken.Add(id)) return id;
        var renamed = $"{id}~{what}";
        for (var n = 2; !_taken.Add(renamed); n++) renamed = $"{id}~{what}{n}";
        report.Add(DefectCode.IdSharedByNodeAndLink, Remedy.Renamed, line.Section, line.Number, sourceId, $"Another asset has this id; the {what} is now '{renamed}'.");
        return renamed;
    }
}
