using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Domain.Networks.Compiled;

namespace DigitalTwin.Domain.Tests.Networks;

/// <summary>Builds small networks by name, hiding what a test does not care about. Keys are 1, 2, 3 … nodes first.</summary>
internal sealed class TestNetwork
{
    private readonly List<NetworkNode> _nodes = [];
    private readonly List<NetworkLink> _links = [];
    private readonly Dictionary<string, int> _keys = [];
    private CompiledNetwork? _compiled;

    public TestNetwork Node(string id, AssetKind kind = AssetKind.Manhole, double invert = 0, double full = 3, double inflow = 0, double area = 0)
    {
        _nodes.Add(new NetworkNode { LocalId = id, Kind = kind, Position = new Position(112 + _nodes.Count * 1e-3, 37), InvertElevation = invert, FullDepth = full, DryWeatherInflow = inflow, StorageArea = area });
        return this;
    }

    public TestNetwork Pipe(string from, string to, double length = 100, double diameter = 0.6, double offset = 0, bool pressurised = false, PipeClass kind = PipeClass.Sewer) =>
        Link($"{from}-{to}", AssetKind.PipeSegment, from, to, l => l with { Length = length, Section = CrossSection.Circle(diameter), FromOffset = offset, IsPressurised = pressurised, Class = kind });

    public TestNetwork Link(string id, AssetKind kind, string from, string to, Func<NetworkLink, NetworkLink>? with = null)
    {
        var link = new NetworkLink { LocalId = id, Kind = kind, From = IndexOf(from), To = IndexOf(to) };
        _links.Add(with?.Invoke(link) ?? link);
        return this;
    }

    public CompiledNetwork Compile()
    {
        _keys.Clear();
        foreach (var node in _nodes) _keys[node.LocalId] = _keys.Count + 1;
        foreach (var link in _links) _keys[link.LocalId] = _keys.Count + 1;
        return _compiled = CompiledNetwork.Build(new Network { Name = "t", Title = "t", Nodes = _nodes, Links = _links }, id => new AssetKey(_keys[id]));
    }

    /// <summary>Known before compiling too, so that a cause can be named first.</summary>
    public AssetKey Key(string id)
    {
        var node = _nodes.FindIndex(n => n.LocalId == id);
        return new AssetKey(node >= 0 ? node + 1 : _nodes.Count + _links.FindIndex(l => l.LocalId == id) + 1);
    }


    public NetworkElement At(string id) => _compiled!.TryFind(Key(id), out var element) ? element : throw new ArgumentException($"No '{id}'.");
    public string Name(NetworkElement element) => _keys.Single(k => k.Value == _compiled!.KeyOf(element).Value).Key;

    private int IndexOf(string id) => _nodes.FindIndex(n => n.LocalId == id) is >= 0 and var i ? i : throw new ArgumentException($"No node '{id}'.");
}
