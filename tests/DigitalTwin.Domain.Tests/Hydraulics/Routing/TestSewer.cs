using System.Globalization;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Hydraulics.Routing;
using DigitalTwin.Domain.Networks;

namespace DigitalTwin.Domain.Tests.Hydraulics.Routing;

/// <summary>Small sewers by hand; lengths in m, flows in m³/s.</summary>
internal sealed class TestSewer
{
    private readonly List<NetworkNode> _nodes = [];
    private readonly List<NetworkLink> _links = [];
    private readonly Dictionary<string, Curve> _curves = [];

    public List<string> Controls { get; } = [];

    public TestSewer Manhole(string id, double invert, double depth = 5) => Add(id, AssetKind.Manhole, invert, depth);

    public TestSewer Tank(string id, double invert, double area, double initial = 0, double depth = 10) =>
        Add(id, AssetKind.StorageTank, invert, depth, ("InitDepth", initial), area: area);

    public TestSewer Outfall(string id, double invert, string type = "FREE", double stage = 0)
    {
        Add(id, AssetKind.Outfall, invert, 0, ("Stage", stage));
        _nodes[^1] = _nodes[^1] with { Attributes = new Dictionary<string, string>(_nodes[^1].Attributes) { ["Type"] = type } };
        return this;
    }

    public TestSewer Pipe(string from, string to, double length, double diameter, double roughness = 0.013, double toOffset = 0, CrossSection? section = null)
    {
        _links.Add(new()
        {
            LocalId = $"{from}-{to}", Kind = AssetKind.PipeSegment, From = Index(from), To = Index(to), Length = length, Roughness = roughness,
            Section = section ?? CrossSection.Circle(diameter), ToOffset = toOffset,
        });
        return this;
    }

    public TestSewer Pump(string from, string to, double? flow, double start = 0, double stop = 0)
    {
        if (flow is { } q) _curves["pump"] = new Curve("PUMP4", [0, 10], [q, q]);
        _links.Add(new()
        {
            LocalId = $"{from}>{to}", Kind = AssetKind.PumpStation, From = Index(from), To = Index(to), PumpCurve = flow is null ? null : "pump", StartDepth = start, StopDepth = stop,
        });
        return this;
    }

    public TestSewer Depth(string id, double initial)
    {
        var i = Index(id);
        _nodes[i] = _nodes[i] with { Attributes = new Dictionary<string, string>(_nodes[i].Attributes) { ["InitDepth"] = Text(initial) } };
        return this;
    }

    public int Index(string id) => _nodes.FindIndex(n => n.LocalId == id);

    public Network Build() => new() { Name = "test", Title = "test", Nodes = _nodes, Links = _links, Curves = _curves, Controls = Controls };

    public Router Router(RoutingOptions? options = null) => new(HydraulicModelBuilder.Build(Build()), options);

    /// <summary>Runs with a steady inflow.</summary>
    public static void Run(Router router, double seconds, params (int Node, double Flow)[] inflow)
    {
        var entering = new NodeInflow(router.Model.NodeCount);
        foreach (var (node, flow) in inflow) entering.AddExternal(node, flow);
        var until = router.State.Time + seconds;
        while (router.State.Time < until - 1e-9) router.Step(router.NextStep(until), entering);
    }

    private TestSewer Add(string id, AssetKind kind, double invert, double depth, (string, double) attribute = default, double area = 0)
    {
        var attributes = attribute.Item1 is null ? [] : new Dictionary<string, string> { [attribute.Item1] = Text(attribute.Item2) };
        _nodes.Add(new() { LocalId = id, Kind = kind, Position = default, InvertElevation = invert, FullDepth = depth, StorageArea = area, Attributes = attributes });
        return this;
    }

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
