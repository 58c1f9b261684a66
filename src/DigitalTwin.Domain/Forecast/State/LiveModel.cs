using DigitalTwin.Domain.Hydraulics.Hydrology;
using DigitalTwin.Domain.Hydraulics.Routing;
using DigitalTwin.Domain.Networks;

namespace DigitalTwin.Domain.Forecast.State;

/// <summary>A part of a network ready to be run beside the water: routing and runoff, with all that was mended or assumed. Immutable; any number of runs share it.</summary>
public sealed class LiveModel
{
    private LiveModel(NetworkPart part, Network network, IReadOnlyList<ModelRepair> assumed, SimulationInput settings)
    {
        (Part, Network, Settings) = (part, network, settings);
        Hydraulics = HydraulicModelBuilder.Build(network);
        Runoff = RunoffModel.Build(network);
        Repairs = [.. assumed, .. Hydraulics.Repairs, .. Runoff.Repairs];
        NodeOf = network.Nodes.Index().ToDictionary(n => n.Item.LocalId, n => n.Index, StringComparer.OrdinalIgnoreCase);
        LinkOf = network.Links.Index().ToDictionary(l => l.Item.LocalId, l => l.Index, StringComparer.OrdinalIgnoreCase);
    }

    public NetworkPart Part { get; }
    /// <summary>The part as it is computed: with what was assumed, and with what a what-if changed.</summary>
    public Network Network { get; }
    /// <summary>How to route, and evaporation; its start and rain are each run's own.</summary>
    public SimulationInput Settings { get; }
    public HydraulicModel Hydraulics { get; }
    public RunoffModel Runoff { get; }
    public IReadOnlyList<ModelRepair> Repairs { get; }
    /// <summary>By local id.</summary>
    public IReadOnlyDictionary<string, int> NodeOf { get; }
    public IReadOnlyDictionary<string, int> LinkOf { get; }

    /// <param name="settings">Of the source (SWMM's options), where there are any.</param>
    /// <exception cref="UnusableModelException">The part cannot be computed; the message says why.</exception>
    public static LiveModel Build(NetworkPart part, SimulationInput? settings = null, ModelAssumptions? assumptions = null)
    {
        var (network, assumed) = AssumedInflow.Complete(part, assumptions ?? new ModelAssumptions());
        return new(part, network, assumed, settings ?? new SimulationInput { Start = DateTime.UnixEpoch });
    }

    /// <summary>The same part over a changed network with as many nodes, links and pieces of land, so that states of one are states of the other.</summary>
    /// <exception cref="ArgumentException">The change added or took away nodes, links or land.</exception>
    public LiveModel With(Network changed)
    {
        if (changed.Nodes.Count != Network.Nodes.Count || changed.Links.Count != Network.Links.Count || changed.Subcatchments.Count != Network.Subcatchments.Count)
            throw new ArgumentException("A changed network must keep its nodes, links and land, so that states fit both.", nameof(changed));
        return new(Part, changed, [], Settings);
    }

    /// <summary>Every pipe rougher or smoother by a factor.</summary>
    public LiveModel WithRoughness(double factor) => With(Network with { Links = [.. Network.Links.Select(l => l with { Roughness = l.Roughness * factor })] });

    /// <summary>A run from dry pipes; the caller restores a state into it.</summary>
    public SewerSimulation Start(DateTime start, IReadOnlyDictionary<string, RainSeries> rain) => new(Hydraulics, Runoff, Settings with { Start = start, Rain = rain });
}
