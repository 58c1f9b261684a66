using System.Globalization;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Hydraulics.Sections;
using DigitalTwin.Domain.Networks;

namespace DigitalTwin.Domain.Hydraulics.Routing;

/// <summary>Compiles a network for routing, mending what can be mended and saying so.</summary>
public sealed class HydraulicModelBuilder
{
    /// <summary>Least fall of a conduit, m (0.001 ft): a level pipe still has a uniform depth. SWMM 5 Reference Manual, vol. II, §2.2.</summary>
    private const double LeastFall = 0.0003048;
    private const double LeastLength = 0.5;
    private const double LeastDiameter = 0.02;
    private const double UsualRoughness = 0.013;

    private readonly Network _network;
    private readonly SectionShapes _shapes;
    private readonly List<ModelRepair> _repairs = [];
    private readonly double[] _full, _crown;

    private HydraulicModelBuilder(Network network)
    {
        _network = network;
        _shapes = new SectionShapes(network.Curves);
        _full = [.. network.Nodes.Select(n => n.FullDepth)];
        _crown = new double[network.Nodes.Count];
    }

    /// <exception cref="UnusableModelException">There is no node, or no place where water can leave.</exception>
    public static HydraulicModel Build(Network network) => new HydraulicModelBuilder(network).Build();

    private HydraulicModel Build()
    {
        var nodes = _network.Nodes;
        if (nodes.Count == 0) throw new UnusableModelException($"Network '{_network.Name}' has no nodes; expected at least one outfall.");
        if (!nodes.Any(n => IsEnd(n.Kind)))
            throw new UnusableModelException($"Network '{_network.Name}' has no outfall, plant or reclaimed plant; expected at least one node where water leaves.");
        foreach (var node in nodes.Where(n => !double.IsFinite(n.InvertElevation) || !double.IsFinite(n.FullDepth)))
            throw new UnusableModelException($"Node '{node.LocalId}' has no finite elevation or depth; expected numbers in m.");
        var conduits = new List<Conduit>();
        var devices = new List<Device>();
        int[] conduitOf = [.. Enumerable.Repeat(-1, _network.Links.Count)], deviceOf = [.. conduitOf];
        var factory = new DeviceBuilder(_network, _shapes, _repairs);
        for (var i = 0; i < _network.Links.Count; i++)
        {
            var link = _network.Links[i];
            if (link.From == link.To)
            {
                Repair(link.LocalId, $"has both ends at '{nodes[link.From].LocalId}'; no water passes it.", $"两端都在“{nodes[link.From].LocalId}”，不过水。");
                continue;
            }
            if (link.Kind is AssetKind.PumpStation or AssetKind.Weir or AssetKind.Orifice or AssetKind.Outlet)
            {
                if (factory.Make(i) is not { } device) continue;
                deviceOf[i] = devices.Count;
                devices.Add(device);
                if (device.Kind is not (DeviceKind.Pump or DeviceKind.BottomOrifice) && nodes[device.From].Kind != AssetKind.StorageTank)
                    _full[device.From] = Math.Max(_full[device.From], device.Crest - nodes[device.From].InvertElevation + device.Height);
                continue;
            }
            conduitOf[i] = conduits.Count;
            conduits.Add(MakeConduit(i));
        }
        foreach (var c in conduits) Raise(c);
        foreach (var node in nodes.Where(n => n.Attributes.GetValueOrDefault("Type") == "TIDAL" && (!n.Attributes.TryGetValue("StageData", out var tide) || !_network.Curves.ContainsKey(tide))))
            Repair(node.LocalId, $"is tidal, but its tide curve is not in the network; it was taken to be free.", $"为潮汐出水口，但潮位曲线不在管网中，按自由出流计算。");
        ReportDry(conduits, devices);
        var tables = conduits.Select(c => c.Table).Distinct().ToArray();
        var roles = nodes.Select(n => IsEnd(n.Kind) ? NodeRole.Outfall : HoldsWater(n) ? NodeRole.Storage : NodeRole.Junction).ToArray();
        return new HydraulicModel(_network)
        {
            Repairs = _repairs,
            Invert = [.. nodes.Select(n => n.InvertElevation)], FullDepth = _full, CrownDepth = _crown, Role = roles,
            SurchargeDepth = [.. nodes.Select(n => Number(n.Attributes, "SurDepth"))],
            PondedArea = [.. nodes.Select(n => Number(n.Attributes, "Aponded"))],
            InitialDepth = [.. nodes.Select((n, i) => Initial(n, roles[i], _full[i]))],
            Storage = [.. nodes.Select((n, i) => roles[i] == NodeRole.Storage ? Tank(n) : null)],
            Outfall = [.. nodes.Select(Rule)], Stage = [.. nodes.Select(n => Number(n.Attributes, "Stage"))],
            Tide = [.. nodes.Select(n => n.Attributes.TryGetValue("StageData", out var name) ? _network.Curves.GetValueOrDefault(name) : null)],
            OutfallGate = [.. nodes.Select(n => n.Attributes.GetValueOrDefault("Gated") == "YES")],
            ConduitLink = [.. conduits.Select(c => c.Link)], From = [.. conduits.Select(c => c.From)], To = [.. conduits.Select(c => c.To)],
            Direction = [.. conduits.Select(c => c.Direction)], FromInvert = [.. conduits.Select(c => c.High)], ToInvert = [.. conduits.Select(c => c.Low)],
            Length = [.. conduits.Select(c => c.Length)], Friction = [.. conduits.Select(c => Gravity * c.Roughness * c.Roughness)],
            UniformFactor = [.. conduits.Select(c => Math.Sqrt(c.Slope) / c.Roughness)], Height = [.. conduits.Select(c => c.Height)],
            Barrels = [.. conduits.Select(c => (double)c.Barrels)], Section = [.. conduits.Select(c => Array.IndexOf(tables, c.Table))], Sections = tables,
            EntryLoss = Losses(conduits, "Kentry", "Kexit"), ExitLoss = Losses(conduits, "Kexit", "Kentry"), MeanLoss = Losses(conduits, "Kavg", "Kavg"),
            FlowLimit = [.. conduits.Select(c => Number(_network.Links[c.Link].Attributes, "MaxFlow"))],
            InitialFlow = [.. conduits.Select(c => Number(_network.Links[c.Link].Attributes, "InitFlow") * c.Direction)],
            FlapGate = [.. conduits.Select(c => _network.Links[c.Link].HasFlapGate)],
            Devices = [.. devices], ConduitOfLink = conduitOf, DeviceOfLink = deviceOf,
        };
    }

    internal const double Gravity = 9.80665;

    internal static bool IsEnd(AssetKind kind) => kind is AssetKind.Outfall or AssetKind.TreatmentPlant or AssetKind.ReclaimedPlant;

    internal static double Number(IReadOnlyDictionary<string, string> attributes, string name) =>
        attributes.TryGetValue(name, out var text) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : 0;

    private sealed record Conduit(int Link, int From, int To, sbyte Direction, double High, double Low, double Length, double Slope, double Roughness, double Height, int Barrels, SectionTable Table);

    private Conduit MakeConduit(int index)
    {
        var link = _network.Links[index];
        var section = link.Section;
        if (_shapes.Of(section, out var why) is not { } table)
        {
            section = CrossSection.Circle(section.Height > 0 ? section.Height : 0.3);
            table = _shapes.Of(section, out _)!;
            Repair(link.LocalId, $"{why.En}. A circle of {section.Height} m was used.", $"{why.Zh}，按直径 {section.Height} m 的圆管计算。");
        }
        if (section.Height < LeastDiameter)
        {
            Repair(link.LocalId, $"is {section.Height} m high; expected at least {LeastDiameter} m, which was used.", $"断面高 {section.Height} m，按至少 {LeastDiameter} m 计算。");
            section = section with { Height = LeastDiameter };
        }
        var roughness = link.Roughness;
        if (!(roughness > 0) || !double.IsFinite(roughness))
        {
            Repair(link.LocalId, $"has roughness {roughness}; expected Manning's n above 0. {UsualRoughness} was used.", $"糙率为 {roughness}，曼宁系数应大于 0，按 {UsualRoughness} 计算。");
            roughness = UsualRoughness;
        }
        var length = link.Length;
        if (!(length >= LeastLength) || !double.IsFinite(length))
        {
            Repair(link.LocalId, $"is {length} m long; expected at least {LeastLength} m, which was used.", $"长 {length} m，按至少 {LeastLength} m 计算。");
            length = LeastLength;
        }
        double high = _network.Nodes[link.From].InvertElevation + Math.Max(0, link.FromOffset), low = _network.Nodes[link.To].InvertElevation + Math.Max(0, link.ToOffset);
        var (from, to, direction) = (link.From, link.To, (sbyte)1);
        if (high < low) (high, low, from, to, direction) = (low, high, to, from, -1);
        var fall = Math.Max(high - low, LeastFall);
        if (high - low < LeastFall) Repair(link.LocalId, $"falls {high - low:0.#####} m; uniform flow was reckoned with {LeastFall} m.", $"落差 {high - low:0.#####} m，均匀流按 {LeastFall} m 计算。");
        var slope = fall < length ? fall / Math.Sqrt(length * length - fall * fall) : fall / length;
        return new(index, from, to, direction, high, low, length, slope, roughness, section.Height, Math.Max(1, section.Barrels), table);
    }

    private void Raise(Conduit c)
    {
        Raise(c.From, c.High + c.Height);
        Raise(c.To, c.Low + c.Height);
    }

    private void Raise(int node, double crown)
    {
        var depth = crown - _network.Nodes[node].InvertElevation;
        _crown[node] = Math.Max(_crown[node], depth);
        if (_network.Nodes[node].Kind == AssetKind.StorageTank || _full[node] >= depth) return;
        if (_full[node] > 0) Repair(_network.Nodes[node].LocalId, $"is {_full[node]:0.###} m deep, below the crown of a pipe that joins it; {depth:0.###} m was used.", $"深 {_full[node]:0.###} m，低于所接管道的管顶，按 {depth:0.###} m 计算。");
        _full[node] = depth;
    }

    /// <summary>A pump's wet well is drawn as a manhole; what tells that it holds water is its area.</summary>
    private static bool HoldsWater(NetworkNode node) => node.Kind == AssetKind.StorageTank || node.StorageArea > 0;

    /// <summary>What hangs together without any place where water can leave fills and spills; whoever reads the result should know.</summary>
    private void ReportDry(List<Conduit> conduits, List<Device> devices)
    {
        var parent = Enumerable.Range(0, _network.Nodes.Count).ToArray();
        int Root(int n)
        {
            while (parent[n] != n) n = parent[n] = parent[parent[n]];
            return n;
        }
        foreach (var (a, b) in conduits.Select(c => (c.From, c.To)).Concat(devices.Select(d => (d.From, d.To)))) parent[Root(a)] = Root(b);
        var drained = _network.Nodes.Index().Where(n => IsEnd(n.Item.Kind)).Select(n => Root(n.Index)).ToHashSet();
        foreach (var part in Enumerable.Range(0, parent.Length).Where(n => !drained.Contains(Root(n))).GroupBy(Root))
            Repair(_network.Nodes[part.First()].LocalId, $"and {part.Count() - 1} more nodes have no way to an outfall or plant; water that enters there stays or spills.", $"及另外 {part.Count() - 1} 个节点与任何排口或处理厂不连通，进入的水只能滞留或溢出。");
    }

    private StorageVolume Tank(NetworkNode node)
    {
        if (node.StorageCurve is { } name && _network.Curves.TryGetValue(name, out var curve) && curve.X.Count > 0 && curve.Y.Max() > 0) return StorageVolume.Of(curve);
        if (node.StorageArea > 0) return StorageVolume.Constant(node.StorageArea);
        Repair(node.LocalId, $"is a tank without a known area; it was given that of a manhole.", $"为调蓄池但面积未知，按检查井面积计算。");
        return StorageVolume.Constant(1.167);
    }

    private double Initial(NetworkNode node, NodeRole role, double full)
    {
        var (depth, rim) = (Number(node.Attributes, "InitDepth"), full + Number(node.Attributes, "SurDepth"));
        if (role == NodeRole.Outfall || (depth >= 0 && depth <= rim)) return depth;
        var used = Math.Clamp(depth, 0, rim);
        Repair(node.LocalId, $"begins {depth} m deep; expected 0 to its rim at {rim:0.###} m. {used:0.###} m was used.", $"初始水深 {depth} m，应在 0 至井口 {rim:0.###} m 之间，按 {used:0.###} m 计算。");
        return used;
    }

    private OutfallRule Rule(NetworkNode node) => node.Attributes.GetValueOrDefault("Type") switch
    {
        "NORMAL" => OutfallRule.Normal,
        "FIXED" => OutfallRule.Fixed,
        "TIDAL" when node.Attributes.TryGetValue("StageData", out var tide) && _network.Curves.TryGetValue(tide, out var curve) && curve.X.Count > 0 => OutfallRule.Tidal,
        "TIMESERIES" => OutfallRule.Series,
        _ => OutfallRule.Free,
    };

    private double[] Losses(List<Conduit> conduits, string along, string against) =>
        [.. conduits.Select(c => Number(_network.Links[c.Link].Attributes, c.Direction > 0 ? along : against))];

    private void Repair(string asset, FormattableString text, FormattableString zh) => _repairs.Add(ModelRepair.Of(asset, text, zh));
}
