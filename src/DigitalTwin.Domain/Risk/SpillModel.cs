using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Hydraulics;
using DigitalTwin.Domain.Networks.Compiled;

namespace DigitalTwin.Domain.Risk;

/// <summary>Carries a release of limited time down the network and says when each node feels it.</summary>
/// <remarks>
/// Advection–dispersion by moments: along the way the mean travel time and its variance add up, each reach acting as a completely mixed cell
/// (variance τ²; long pipes as several), as in SWMM's quality routing; where ways join, moments mix by mass. The velocity is that of the flow of now with the release's own flow added while
/// it lasts. The passage at a node is the release (a box) convolved with a gamma distribution of those moments, exact for equal cells.
/// Mass splits with the flow, decays by k·t, and links that lead back in a loop carry none. The treatment plant takes all.
/// </remarks>
public sealed class SpillModel(CompiledNetwork network, PropagationSettings? settings = null)
{
    /// <summary>Nodes that less of the mass than this passes are left out.</summary>
    public const double LeastMassShare = 1e-4;

    private readonly PropagationSettings _settings = settings ?? PropagationSettings.Default;

    private struct Place
    {
        public double Mass, Mean, Square, ExtraFlow, FirstSeconds;
        public int Via, Previous;
    }

    /// <summary>Arrivals at the release's own node and all downstream of it, by first arrival. Empty for a release without mass.</summary>
    public IReadOnlyList<ReleaseArrival> Run(Release release, FlowState flows)
    {
        if (!(release.Mass > 0)) return [];
        var places = new SortedDictionary<int, Place>();
        var done = new Dictionary<int, Place>();
        var link = release.At.IsLink ? release.At.Index : -1;
        var start = link >= 0 ? network.Links.To[link] : release.At.Index;
        var flow = release.Flow.CubicMetresPerSecond;
        var (travel, _) = link >= 0 ? Seconds(flows, link, flow) : default;
        places[start] = new Place { Mass = 1, Mean = travel, Square = travel * travel + Variance(link, travel, 0), ExtraFlow = flow, Via = link, Previous = -1 };
        var arrivals = new List<ReleaseArrival>();
        var decay = _settings.DecayOf(release.Quantity);
        while (places.Count > 0)
        {
            var (node, place) = places.First();
            places.Remove(node);
            done[node] = place;
            arrivals.Add(Arrival(release, flows, node, place, decay, done));
            if (network.Nodes.Kind[node] == AssetKind.TreatmentPlant && node != start) continue;
            Pass(places, flows, node, place, node == start && link < 0);
        }
        arrivals.Sort((a, b) => a.FirstMinutes.CompareTo(b.FirstMinutes));
        return arrivals;
    }

    private void Pass(SortedDictionary<int, Place> places, FlowState flows, int node, in Place place, bool isStart)
    {
        int begin = network.Nodes.DownStart[node], end = network.Nodes.DownStart[node + 1];
        double leaving = 0;
        for (var l = begin; l < end; l++) if (network.Links.To[l] > node) leaving += flows.LinkFlow[l];
        for (var l = begin; l < end; l++)
        {
            var next = network.Links.To[l];
            var share = leaving > 0 ? flows.LinkFlow[l] / leaving : l == network.Nodes.MainLink[node] ? 1 : 0;
            if (next <= node || place.Mass * share < LeastMassShare) continue;
            var extra = place.ExtraFlow * share;
            var (travel, stay) = Seconds(flows, l, extra);
            if (isStart && network.Nodes.Kind[node] is AssetKind.TreatmentPlant or AssetKind.ReclaimedPlant) stay = 0; // Released with its effluent.
            var variance = place.Square - place.Mean * place.Mean + Variance(l, travel, stay);
            var (mean, mass) = (place.Mean + travel + stay, place.Mass * share);
            if (!places.TryGetValue(next, out var there)) there = new Place { Via = l, Previous = node, FirstSeconds = mean };
            else if (mean < there.FirstSeconds) (there.Via, there.Previous, there.FirstSeconds) = (l, node, mean);
            // Moments mix by mass.
            var total = there.Mass + mass;
            there.Mean = (there.Mean * there.Mass + mean * mass) / total;
            there.Square = (there.Square * there.Mass + (variance + mean * mean) * mass) / total;
            (there.Mass, there.ExtraFlow) = (total, there.ExtraFlow + extra);
            places[next] = there;
        }
    }

    /// <summary>Travel time of a link and the stay in the tank or plant before it, with the release's water added to the flow of now.</summary>
    private (double Travel, double Stay) Seconds(FlowState flows, int link, double extra)
    {
        double stay = flows.Residence[network.Links.From[link]], travel = flows.WaterSeconds[link] - stay;
        if (!(extra > 0)) return (travel, stay);
        var before = flows.LinkFlow[link];
        if (before > 0 && network.Nodes.StorageArea[network.Links.From[link]] > 0) stay *= before / (before + extra);
        if (network.Links.Conduit[link] == ConduitKind.Device) return (travel, stay);
        var fastest = network.Links.Length[link] / network.Settings.MaximumVelocity;
        return (Math.Max(travel / SpeedGain(link, before, (float)(before + extra)), fastest), stay);
    }

    private double Variance(int link, double travel, double stay) => (link < 0 ? 0 : travel * travel * network.Links.MixingShare[link]) + stay * stay;

    private double SpeedGain(int link, float before, float after)
    {
        var full = network.Links.FullFlow[link];
        if (network.Links.Conduit[link] == ConduitKind.Pressurised) return Speed(after / network.Links.FullArea[link]) / Speed(before / network.Links.FullArea[link]);
        var table = network.Links.Conduit[link] == ConduitKind.Gravity ? PartialFlow.Circular : PartialFlow.WideChannel;
        var fullVelocity = full / network.Links.FullArea[link];
        return Speed(At(after / full)) / Speed(At(before / full));

        double At(float share) => fullVelocity * (share >= 1 ? share : table.VelocityRatio(share));
        double Speed(double velocity) => Math.Clamp(velocity, network.Settings.MinimumVelocity, network.Settings.MaximumVelocity);
    }

    private ReleaseArrival Arrival(Release release, FlowState flows, int node, in Place place, double decay, Dictionary<int, Place> done)
    {
        var share = place.Mass * Math.Exp(-decay * place.Mean);
        // A pulse longer than its spreading reaches the mixed concentration; a shorter one is thinned further.
        var water = Math.Max(flows.NodeFlow[node] + place.ExtraFlow, 1e-9);
        var plateau = Math.Min(release.Concentration.MilligramsPerLitre, release.Concentration.MilligramsPerLitre * release.Flow.CubicMetresPerSecond * share / water);
        var passage = PulsePassage.Of(place.Mean, Math.Max(0, place.Square - place.Mean * place.Mean), release.Duration.TotalSeconds);
        return new ReleaseArrival(NetworkElement.Node(node), passage.FirstSeconds / 60, passage.PeakSeconds / 60, plateau * passage.PeakShare, share, Path(node, done));
    }

    private static List<NetworkElement> Path(int node, Dictionary<int, Place> done)
    {
        var path = new List<NetworkElement>();
        for (var at = node; at >= 0; at = done[at].Previous)
        {
            path.Add(NetworkElement.Node(at));
            if (done[at].Via >= 0) path.Add(NetworkElement.Link(done[at].Via));
        }
        path.Reverse();
        return path;
    }
}
