using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Indicators;
using DigitalTwin.Domain.Networks;

namespace DigitalTwin.Host.Indicators;

/// <summary>Where a network's figures are measured, and what is read off the network itself.</summary>
internal sealed class LedgerPlaces
{
    private const int InletSteps = 2;
    private readonly ILookup<int, NetworkLink> _out, _into;

    public LedgerPlaces(Network network, IndicatorCatalogue catalogue)
    {
        Network = network;
        (_out, _into) = (network.Links.ToLookup(l => l.From), network.Links.ToLookup(l => l.To));
        Plants = [.. Of(AssetKind.TreatmentPlant)];
        Intakes = [.. Of(AssetKind.ReuseIntake)];
        UseOf = Intakes.ToDictionary(i => i, i => network.Nodes[i].Attributes.TryGetValue("use", out var use) ? catalogue.Uses.GetValueOrDefault(use) : null);
        Overflows = [.. SpillOutfalls()];
        Hops = IntakeSpacing.Hops([.. Intakes.Select(i => network.Nodes[i].Position)]);
    }

    public Network Network { get; }
    /// <summary>Indices of nodes, here and below.</summary>
    public IReadOnlyList<int> Plants { get; }
    public IReadOnlyList<int> Intakes { get; }
    /// <summary>One of the four uses; null where an intake's own is none of them.</summary>
    public IReadOnlyDictionary<int, string?> UseOf { get; }
    /// <summary>Outfalls that a weir spills to.</summary>
    public IReadOnlyList<int> Overflows { get; }
    /// <summary>By position in <see cref="Intakes"/>.</summary>
    public IReadOnlyList<IntakeHop> Hops { get; }

    public string IdOf(int node) => $"{Network.Name}:{Network.Nodes[node].LocalId}";

    /// <summary>Nodes just above a plant, where what comes in is measured.</summary>
    public IReadOnlyList<int> InletsOf(int plant)
    {
        var found = new List<int>();
        var at = new List<int> { plant };
        for (var step = 0; step < InletSteps; step++)
        {
            at = [.. at.SelectMany(n => _into[n]).Select(l => l.From).Where(n => !found.Contains(n)).Distinct()];
            found.AddRange(at);
        }
        return found;
    }

    public IReadOnlyList<LedgerItem> Standing(string measure) => measure switch
    {
        "plantCapacity" => [.. Plants.Where(p => Network.Nodes[p].DesignFlow > 0).Select(p => PerDay(p))],
        "reclaimedCapacity" => [.. Of(AssetKind.ReclaimedPlant).Where(p => Network.Nodes[p].DesignFlow > 0).Select(p => PerDay(p))],
        "reclaimedLength" => Network.Links.Where(l => l is { Class: PipeClass.Reclaimed, Kind: AssetKind.PipeSegment }).ToArray() is { Length: > 0 } mains
            ? [new LedgerItem(null, null, Math.Round(mains.Sum(l => l.Length) / 1000, 6), ItemSource.Network, mains.Length)] : [],
        "intakeSpacing" => [.. Hops.Select(h => new LedgerItem(HopName(h), null, Math.Round(h.Metres / 1000, 6), ItemSource.Network))],
        _ => throw new ArgumentException($"'{measure}' is no measure of a network."),
    };

    public string HopName(IntakeHop hop) => $"{IdOf(Intakes[hop.From])} – {IdOf(Intakes[hop.To])}";

    private LedgerItem PerDay(int node) => new(IdOf(node), null, Math.Round(Network.Nodes[node].DesignFlow * 86_400, 3), ItemSource.Network);

    private IEnumerable<int> Of(AssetKind kind) => Enumerable.Range(0, Network.Nodes.Count).Where(i => Network.Nodes[i].Kind == kind);

    /// <summary>A tank holds back, and a plant treats: water that goes on behind them is no overflow of the weir before.</summary>
    private IEnumerable<int> SpillOutfalls()
    {
        var seen = new HashSet<int>();
        var ahead = new Stack<int>(Network.Links.Where(l => l.Kind == AssetKind.Weir).Select(l => l.To));
        while (ahead.TryPop(out var node))
        {
            if (!seen.Add(node) || Network.Nodes[node].Kind is AssetKind.StorageTank or AssetKind.TreatmentPlant or AssetKind.RiverNode) continue;
            if (Network.Nodes[node].Kind == AssetKind.Outfall) continue;
            foreach (var link in _out[node].Where(l => l.Kind != AssetKind.RiverSection)) ahead.Push(link.To);
        }
        return seen.Where(n => Network.Nodes[n].Kind == AssetKind.Outfall).Order();
    }
}
