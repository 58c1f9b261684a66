using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks.Compiled;

namespace DigitalTwin.Domain.Risk;

/// <summary>All places that a release reaches with the water, in topological order, and the moments of its passage at each.</summary>
internal sealed class SpillWay
{
    private readonly CompiledNetwork _network;
    private readonly FlowState _flows;
    private readonly FlowOutlook _outlook;
    private readonly double _duration;
    private readonly int _firstLink;
    /// <summary>Share of the matter that a treatment plant lets through.</summary>
    private readonly double _plantPass;
    private readonly List<SpillPlace> _places = [];
    private readonly Dictionary<int, int> _position = [];

    private SpillWay(CompiledNetwork network, FlowState flows, Release release, FlowOutlook outlook, PropagationSettings settings)
    {
        (_network, _flows, _outlook, _duration) = (network, flows, outlook, release.Duration.TotalSeconds);
        _firstLink = release.At.IsLink ? release.At.Index : -1;
        _plantPass = settings.PlantPassOf(release.Quantity);
    }

    public IReadOnlyList<SpillPlace> Places => _places;
    public CompiledNetwork Network => _network;
    public FlowState Flows => _flows;

    /// <summary>Finds the places and how mass and the release's own water divide.</summary>
    public static SpillWay Of(CompiledNetwork network, FlowState flows, Release release, FlowOutlook outlook, PropagationSettings settings)
    {
        var way = new SpillWay(network, flows, release, outlook, settings);
        var start = way._firstLink >= 0 ? network.Links.To[way._firstLink] : release.At.Index;
        var open = new SortedDictionary<int, (double Mass, double Extra)> { [start] = (1, release.Flow.CubicMetresPerSecond) };
        while (open.Count > 0)
        {
            var (node, here) = open.First();
            open.Remove(node);
            way._position[node] = way._places.Count;
            way._places.Add(new SpillPlace { Node = node, Mass = here.Mass, Extra = here.Extra });
            foreach (var (link, share, matter) in way.Exits(node))
                if (here.Mass * matter >= SpillModel.LeastMassShare)
                {
                    var there = open.GetValueOrDefault(network.Links.To[link]);
                    open[network.Links.To[link]] = (there.Mass + here.Mass * matter, there.Extra + here.Extra * share);
                }
        }
        return way;
    }

    /// <summary>Follows the first and the last of the release along all ways.</summary>
    /// <param name="surfaces">Water surface by place, m; null to let every reach run as its own flow does.</param>
    public void Travel(double[]? surfaces)
    {
        foreach (var place in _places) place.Forget();
        Start(surfaces);
        for (var i = 0; i < _places.Count; i++)
        {
            var here = _places[i];
            // A tank is felt where it is mixed; released at a plant means with its effluent, its retention lies behind.
            var isEffluent = i == 0 && _firstLink < 0 && IsPlant(here.Node);
            if (!isEffluent) here.Hold(StayAt(here, here.First, surfaces, i), StayAt(here, here.Last, surfaces, i), StorageVolume.Stores(_network, here.Node));
            foreach (var (link, share, matter) in Exits(here.Node))
            {
                if (!_position.TryGetValue(_network.Links.To[link], out var to)) continue;
                var first = Travel(here, link, share, here.FirstOut, surfaces, i, to);
                var last = Travel(here, link, share, here.LastOut, surfaces, i, to);
                _places[to].Arrive(link, i, here.Mass * matter, here.FirstOut + first, here.LastOut + last, here.VarianceOut + first * first * _network.Links.MixingShare[link]);
            }
        }
    }

    /// <summary>The surface at each place, worked out from the ends upwards.</summary>
    public double[] Surfaces(SurfaceAt moment)
    {
        var surfaces = new double[_places.Count];
        for (var i = _places.Count - 1; i >= 0; i--)
        {
            var place = _places[i];
            var known = _flows.Depth(place.Node);
            surfaces[i] = _network.Nodes.Invert[place.Node] + Math.Max(0, float.IsNaN(known) ? 0 : known);
            if (!float.IsNaN(known) || _network.Nodes.MainLink[place.Node] is not (>= 0 and var main)) continue;
            var below = _position.TryGetValue(_network.Links.To[main], out var to) ? surfaces[to] : double.NegativeInfinity;
            surfaces[i] = WaterSurface.Above(_network, main, FlowAt(moment, place, main), below);
        }
        return surfaces;
    }

    private double FlowAt(SurfaceAt moment, SpillPlace place, int link)
    {
        var share = ShareOf(place.Node, link);
        return moment switch
        {
            SurfaceAt.Before => _flows.LinkFlow[link] * _outlook.Factor(place.Node, place.First),
            SurfaceAt.Middle => FlowIn(place, link, share, (place.First + place.Last) / 2),
            _ => Math.Max(FlowIn(place, link, share, (place.First + place.Last) / 2), FlowIn(place, link, share, place.Last)),
        };
    }

    /// <summary>Water through a place at a time after the start, the release's own included, m³/s.</summary>
    public double Water(SpillPlace place, double seconds) => Math.Max(1e-9, Through(place.Node) * _outlook.Factor(place.Node, seconds) + place.Extra);

    /// <summary>Links that carry the release on, with the place that each leaves and the share of the mass that takes it.</summary>
    public IEnumerable<(int Link, int Place, double Mass)> Passages()
    {
        for (var i = 0; i < _places.Count; i++)
            foreach (var (link, _, matter) in Exits(_places[i].Node))
                if (_position.ContainsKey(_network.Links.To[link])) yield return (link, i, _places[i].Mass * matter);
    }

    /// <summary>Share of the mass that passes each place if one link were shut and its water held back.</summary>
    public double[] MassAt(int without)
    {
        var mass = new double[_places.Count];
        mass[0] = 1;
        for (var i = 0; i < mass.Length; i++)
            foreach (var (link, _, matter) in Exits(_places[i].Node))
                if (link != without && _position.TryGetValue(_network.Links.To[link], out var to)) mass[to] += mass[i] * matter;
        return mass;
    }

    /// <summary>The way from the release to a place, nodes and links in turn.</summary>
    public List<NetworkElement> Path(int place)
    {
        var path = new List<NetworkElement>();
        for (var at = place; at >= 0; at = _places[at].Previous)
        {
            path.Add(NetworkElement.Node(_places[at].Node));
            if (_places[at].Via >= 0) path.Add(NetworkElement.Link(_places[at].Via));
        }
        path.Reverse();
        return path;
    }

    private void Start(double[]? surfaces)
    {
        var place = _places[0];
        double first = 0, last = 0;
        if (_firstLink >= 0)
        {
            var upper = new SpillPlace { Node = _network.Links.From[_firstLink], Extra = place.Extra };
            first = Travel(upper, _firstLink, 1, 0, null, -1, 0);
            last = Travel(upper, _firstLink, 1, _duration, null, -1, 0);
        }
        place.Arrive(_firstLink, -1, 1, first, _duration + last, first * first * (_firstLink < 0 ? 0 : _network.Links.MixingShare[_firstLink]));
    }

    /// <summary>Exits that carry water on, their shares of the water that leaves and of the matter that came; the main exit where nothing flows.</summary>
    private IEnumerable<(int Link, double Share, double Matter)> Exits(int node)
    {
        var left = _places[0].Node != node && _network.Nodes.Kind[node] == AssetKind.TreatmentPlant ? _plantPass : 1;
        for (var l = _network.Nodes.DownStart[node]; l < _network.Nodes.DownStart[node + 1]; l++)
            if (_network.Links.To[l] > node && ShareOf(node, l) is > 0 and var share)
                yield return (l, share, left * (_network.Nodes.DryInflow[node] < 0 ? MatterTransport.ShareOf(_network, _flows, node, l) : share));
    }

    /// <summary>Water in which matter is thinned: where users draw, what they draw too.</summary>
    private double Through(int node) => _network.Nodes.DryInflow[node] < 0 ? MatterTransport.Passing(_network, _flows, node) : _flows.NodeFlow[node];

    private double ShareOf(int node, int link)
    {
        double leaving = 0;
        for (var l = _network.Nodes.DownStart[node]; l < _network.Nodes.DownStart[node + 1]; l++)
            if (_network.Links.To[l] > node) leaving += _flows.LinkFlow[l];
        return leaving > 0 ? _flows.LinkFlow[link] / leaving : link == _network.Nodes.MainLink[node] ? 1 : 0;
    }

    private double FlowIn(SpillPlace from, int link, double share, double seconds) => _flows.LinkFlow[link] * _outlook.Factor(from.Node, seconds) + from.Extra * share;

    /// <summary>Seconds in a link for what enters it at a time: the water in it over the flow.</summary>
    private double Travel(SpillPlace from, int link, double share, double at, double[]? surfaces, int fromPlace, int toPlace)
    {
        var settings = _network.Settings;
        if (_network.Links.Conduit[link] == ConduitKind.Device) return settings.DeviceSeconds;
        var flow = Math.Max(1e-9, FlowIn(from, link, share, at));
        var (above, below) = surfaces is null || fromPlace < 0 ? (double.NegativeInfinity, double.NegativeInfinity) : (surfaces[fromPlace], surfaces[toPlace]);
        return Math.Clamp(WaterSurface.Volume(_network, link, flow, above, below) / flow, _network.Links.Length[link] / settings.MaximumVelocity, settings.MaximumResidenceSeconds);
    }

    /// <summary>The stay in a tank, wet well or plant. A tank mixes what it holds; a well that fills and empties keeps water waiting for the pump and mixes only what the pump leaves.</summary>
    private Stay StayAt(SpillPlace place, double at, double[]? surfaces, int position)
    {
        var node = place.Node;
        var water = Water(place, at);
        if (!StorageVolume.Stores(_network, node)) return new Stay(_flows.Residence[node], _flows.Residence[node] * _flows.Residence[node]);
        if (_network.Nodes.MainLink[node] is not (>= 0 and var main)) return default;
        if (_network.Source.Links[_network.Links.Source[main]] is { Kind: AssetKind.PumpStation, StartDepth: > 0 } pump)
        {
            double kept = StorageVolume.Of(_network, node, pump.StopDepth), wait = (StorageVolume.Of(_network, node, pump.StartDepth) - kept) / water;
            return new Stay(Math.Min(_network.Settings.MaximumResidenceSeconds, wait / 2 + kept / water), wait * wait / 12 + kept * kept / (water * water));
        }
        var depth = surfaces is null || position < 0 ? WaterSurface.ExitDepth(_network, main, FlowIn(place, main, ShareOf(node, main), at)) : surfaces[position] - _network.Nodes.Invert[node];
        var seconds = Math.Min(_network.Settings.MaximumResidenceSeconds, StorageVolume.Of(_network, node, depth) / water);
        return new Stay(seconds, seconds * seconds);
    }

    public bool IsPlant(int node) => _network.Nodes.Kind[node] is AssetKind.TreatmentPlant or AssetKind.ReclaimedPlant;
}

/// <summary>Moments of a release's passage for which a water surface is asked.</summary>
internal enum SurfaceAt { Before, Middle, Highest }
