using DigitalTwin.Domain.Networks.Compiled;
using DigitalTwin.Domain.Risk.Spills;

namespace DigitalTwin.Domain.Risk;

/// <summary>Carries a release of limited time down the network and says when each node feels it.</summary>
/// <remarks>
/// Advection–dispersion by moments: along the way the mean travel time and its variance add up, each reach acting as a completely mixed cell
/// (variance τ²; long pipes as several), as in SWMM's quality routing; where ways join, moments mix by mass. A reach takes V/Q: the water in it
/// under the surface that its way out and what stands below it keep (<see cref="WaterSurface"/>), over the flow at the time of passing: the flow
/// of now, going on as dry weather does through the day, with the release's own water. The first and the last of the release are followed each on
/// its own, since the flow changes between them; the passage at a node is that box convolved with a gamma distribution of the moments, exact for
/// equal cells. Mass splits with the flow, decays by k·t, and links that lead back in a loop carry none. A treatment plant keeps the matter for its retention and lets through what the settings say.
/// Side branches that stand open to a reached node's water and bring next to none of their own are reached by its rise (<see cref="SideBranches"/>).
/// </remarks>
public sealed class SpillModel(CompiledNetwork network, PropagationSettings? settings = null)
{
    /// <summary>Nodes that less of the mass than this passes are left out.</summary>
    public const double LeastMassShare = 1e-4;

    private readonly PropagationSettings _settings = settings ?? PropagationSettings.Default;

    /// <summary>Arrivals at the release's own node and all that it reaches, by first arrival. Empty for a release without mass.</summary>
    /// <param name="atHour">Local hour of the day at which the release begins; null for that of <paramref name="flows"/>.</param>
    public IReadOnlyList<ReleaseArrival> Run(Release release, FlowState flows, double? atHour = null) =>
        !(release.Mass > 0) ? [] : Follow(release, flows, atHour).Arrivals(release, _settings.DecayOf(release.Quantity));

    /// <summary>The arrivals, and what can be done about them.</summary>
    public ReleaseOutlook Look(Release release, FlowState flows, double? atHour = null)
    {
        if (!(release.Mass > 0)) return ReleaseOutlook.None;
        var way = Follow(release, flows, atHour);
        var arrivals = way.Arrivals(release, _settings.DecayOf(release.Quantity));
        return new ReleaseOutlook(arrivals, SpillResponse.Barriers(way, arrivals), SpillResponse.Samples(network, arrivals));
    }

    internal SpillWay Follow(Release release, FlowState flows, double? atHour = null)
    {
        var outlook = new FlowOutlook(network, flows, atHour ?? flows.HourOfDay);
        var way = SpillWay.Of(network, flows, release, outlook, _settings);
        way.Travel(null);
        // The first way tells when the release passes, with that the flows and surfaces it meets.
        way.Travel(way.Surfaces(SurfaceAt.Middle));
        return way;
    }
}

/// <summary>The flow of now going on through the day as dry weather does.</summary>
internal sealed class FlowOutlook(CompiledNetwork network, FlowState flows, double startHour)
{
    private readonly bool _varies = !double.IsNaN(flows.HourOfDay) && network.Daily.HasRhythm;

    /// <summary>Flow through a node some time after the start, as a multiple of the flow of now.</summary>
    public double Factor(int node, double seconds)
    {
        if (!_varies) return 1;
        var now = network.Daily.At(node, flows.HourOfDay);
        return now > 0 ? network.Daily.At(node, startHour + seconds / 3600) / now : 1;
    }
}
