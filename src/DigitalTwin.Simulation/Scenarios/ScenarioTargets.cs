using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Simulation.City.Facilities;
using DigitalTwin.Simulation.Process;
using DigitalTwin.Simulation.Sensors;

namespace DigitalTwin.Simulation.Scenarios;

/// <summary>Finds where in a city a scenario can strike and be seen.</summary>
internal sealed class ScenarioTargets
{
    private const double LeastBlockedFlow = 0.006;
    private readonly CityProcess _process;
    private readonly Dictionary<ScenarioKind, int[]> _choices;
    private readonly Dictionary<string, (Place Place, int Index)> _byId = [];

    public ScenarioTargets(CityProcess process)
    {
        _process = process;
        var network = process.Model.Network;
        for (var i = 0; i < network.Nodes.Count; i++) _byId[network.Nodes[i].LocalId] = (Place.Node, i);
        for (var i = 0; i < network.Links.Count; i++) _byId[network.Links[i].LocalId] = (Place.Link, i);
        var fedFrom = process.Model.Sides.Where(s => s.Kind == SideKind.ReclaimedFeed).Select(s => s.Cell).ToHashSet();
        _choices = new Dictionary<ScenarioKind, int[]>
        {
            [ScenarioKind.PumpTrip] = QuickToFill(process),
            [ScenarioKind.IllegalDischarge] = Industry(network),
            // Plants that feed reclaimed water first: their failure reaches users too.
            [ScenarioKind.EffluentBreach] = [.. process.Works.Keys.Where(c => fedFrom.Contains(process.Model.Down[c])).DefaultIfEmpty(process.Works.Keys.First())],
            [ScenarioKind.Blockage] = Watched(),
        };
    }

    /// <summary>The cell to strike: the named asset's, or one by chance (0 ≤ chance &lt; 1).</summary>
    /// <exception cref="ArgumentException">The asset does not exist or cannot suffer this.</exception>
    public int Choose(ScenarioKind kind, string? localId, double chance)
    {
        var choices = _choices[kind];
        if (localId is null)
            return choices.Length > 0 ? choices[(int)(chance * choices.Length)] : throw new ArgumentException($"This city has nothing for the scenario {kind}.");
        var cell = _byId.TryGetValue(localId, out var at) ? CellOf(at) : throw new ArgumentException($"There is no asset '{localId}' in this city.");
        if (!Suits(kind, cell)) throw new ArgumentException($"The scenario {kind} does not fit asset '{localId}'.");
        return cell;
    }

    /// <summary>What to call the asset that is struck at a cell.</summary>
    public string NameOf(ScenarioKind kind, int cell)
    {
        var (network, model) = (_process.Model.Network, _process.Model);
        return kind is ScenarioKind.PumpTrip or ScenarioKind.Blockage ? network.Links[model.MainLink[cell]].LocalId : network.Nodes[model.NodeOf[cell]].LocalId;
    }

    private int CellOf((Place Place, int Index) at) =>
        _process.Model.CellOf[at.Place == Place.Node ? at.Index : _process.Model.Network.Links[at.Index].From];

    private bool Suits(ScenarioKind kind, int cell) => kind switch
    {
        ScenarioKind.PumpTrip => _process.Model.Kind[cell] == CellKind.WetWell,
        ScenarioKind.IllegalDischarge => _process.Model.Strength[cell] > 0,
        ScenarioKind.EffluentBreach => _process.Model.Kind[cell] == CellKind.Plant,
        _ => _process.Model.Kind[cell] == CellKind.Gravity,
    };

    /// <summary>The half of the stations whose wells fill fastest.</summary>
    private static int[] QuickToFill(CityProcess process) =>
        [.. process.Pumps.Select(p => p.Cell).OrderByDescending(c => process.State.Inflow[c] / process.Model.Area[c]).Take((process.Pumps.Length + 1) / 2)];

    private int[] Industry(Network network)
    {
        var drainers = Enumerable.Range(0, network.Nodes.Count).Where(i => network.Nodes[i].Kind == AssetKind.Drainer).ToArray();
        var works = drainers.Where(i => DrainerKind.Find(network.Nodes[i].Attributes["industry"]) is { IsIndustrial: true, MostFlow: >= 500 }).ToArray();
        return [.. (works.Length > 0 ? works : drainers).Select(i => _process.Model.CellOf[i])];
    }

    /// <summary>Foul trunk pipes with a level sensor at their upper end and enough flow to back up within the hour.</summary>
    private int[] Watched()
    {
        var model = _process.Model;
        return [.. SensorPlan.For(model.Network).Where(s => s is { Place: Place.Node, Probe: Probe.Level }).Select(s => model.CellOf[s.Index])
            .Where(c => model.Kind[c] == CellKind.Gravity && model.IsCoupled[c] && _process.State.Flow[c] > LeastBlockedFlow
                && model.Network.Links[model.MainLink[c]].Class is PipeClass.Sewer or PipeClass.Combined && model.Diameter[c] < 0.9)];
    }
}
