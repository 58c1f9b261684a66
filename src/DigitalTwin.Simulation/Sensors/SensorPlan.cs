using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Simulation.City.Plan;

namespace DigitalTwin.Simulation.Sensors;

/// <summary>Which assets of a demo city carry which sensors: all works, and a share of manholes and trunk pipes. Depends on the network alone.</summary>
internal static class SensorPlan
{
    private const double ManholeShare = 0.17;
    private const double TrunkShare = 0.4;
    private const double StormTrunkShare = 0.15;
    private const double TrunkDiameter = 0.6;
    private const ulong Salt = 0x5E25;
    /// <summary>Cities beyond this report three times more seldom.</summary>
    private const int LargeCity = 20_000;

    private static readonly Quantity[] Effluent = [Quantity.Cod, Quantity.AmmoniaNitrogen, Quantity.TotalNitrogen, Quantity.TotalPhosphorus, Quantity.SuspendedSolids];

    public static List<SensorSpec> For(Network network)
    {
        var specs = new List<SensorSpec>();
        var slower = network.Links.Count > LargeCity ? 3 : 1;
        var main = new int[network.Nodes.Count];
        Array.Fill(main, -1);
        for (var i = 0; i < network.Links.Count; i++)
            if (main[network.Links[i].From] < 0 && network.Links[i].Kind is AssetKind.PipeSegment or AssetKind.PumpStation) main[network.Links[i].From] = i;
        var posts = QualityPosts.Below(network, main);
        var gauged = LevelPosts.AbovePumps(network, main);
        for (var i = 0; i < network.Nodes.Count; i++)
        {
            AddNode(specs, network, i, main[i] >= 0 ? network.Links[main[i]] : null, gauged.Contains(i), slower);
            if (gauged.Contains(i)) specs.Add(new SensorSpec(network.Nodes[i].LocalId, Place.Node, i, Quantity.Level, Probe.Level, 60 * slower));
            if (posts.Contains(i)) specs.AddRange(QualityPosts.Quantities.Select(q => new SensorSpec(network.Nodes[i].LocalId, Place.Node, i, q, Probe.Concentration, 120 * slower)));
        }
        for (var i = 0; i < network.Links.Count; i++) AddLink(specs, network.Links[i], i, slower);
        for (var i = 0; i < network.Points.Count; i++)
            specs.Add(new SensorSpec(network.Points[i].LocalId, Place.Point, i, Quantity.Rainfall, Probe.Rain, 60 * slower));
        return specs;
    }

    private static void AddNode(List<SensorSpec> specs, Network network, int i, NetworkLink? main, bool isGauged, int slower)
    {
        var node = network.Nodes[i];
        void Add(Quantity quantity, Probe probe, int seconds) => specs.Add(new SensorSpec(node.LocalId, Place.Node, i, quantity, probe, seconds * slower));
        void AddAll(IEnumerable<Quantity> quantities, Probe probe, int seconds)
        {
            foreach (var quantity in quantities) Add(quantity, probe, seconds);
        }
        switch (node.Kind)
        {
            case AssetKind.TreatmentPlant:
                Add(Quantity.Flow, Probe.Inflow, 60);
                AddAll(Effluent, Probe.Concentration, 300);
                Add(Quantity.Ph, Probe.Ph, 300);
                Add(Quantity.Temperature, Probe.Temperature, 300);
                break;
            case AssetKind.ReclaimedPlant:
                Add(Quantity.Flow, Probe.IntakeFlow, 60);
                AddAll([Quantity.ResidualChlorine, Quantity.AmmoniaNitrogen, Quantity.Cod], Probe.Concentration, 300);
                Add(Quantity.Turbidity, Probe.Turbidity, 300);
                break;
            case AssetKind.ReuseIntake:
                Add(Quantity.Flow, Probe.IntakeFlow, 120);
                Add(Quantity.Pressure, Probe.Pressure, 120);
                AddAll([Quantity.ResidualChlorine, Quantity.AmmoniaNitrogen], Probe.Concentration, 240);
                Add(Quantity.Turbidity, Probe.Turbidity, 240);
                break;
            case AssetKind.StorageTank:
                Add(Quantity.Level, Probe.Level, 60);
                Add(Quantity.Volume, Probe.TankVolume, 60);
                break;
            case AssetKind.Drainer:
                Add(Quantity.Flow, Probe.Flow, 60);
                AddAll([Quantity.Cod, Quantity.AmmoniaNitrogen, Quantity.Conductivity], Probe.Concentration, 120);
                Add(Quantity.Ph, Probe.Ph, 120);
                break;
            case AssetKind.Outfall:
                Add(Quantity.Flow, Probe.DischargeFlow, 120);
                // Only plants' outfalls carry analysers; at overflows and storm outfalls it is the flow that counts.
                if (node.LocalId.StartsWith("OF", StringComparison.Ordinal)) AddAll(Effluent, Probe.DischargeConcentration, 300);
                break;
            case AssetKind.Manhole when main is { Kind: AssetKind.PipeSegment, IsPressurised: false } && main.Class != PipeClass.Reclaimed:
                AddManhole(Add, AddAll, i, main, network.Nodes[main.To].Kind == AssetKind.TreatmentPlant, isGauged);
                break;
        }
    }

    private static void AddManhole(Action<Quantity, Probe, int> add, Action<IEnumerable<Quantity>, Probe, int> addAll, int i, NetworkLink main, bool isPlantInlet, bool isGauged)
    {
        if (isPlantInlet)
        {
            add(Quantity.Level, Probe.Level, 60);
            addAll([.. Effluent, Quantity.Conductivity], Probe.Concentration, 300);
            add(Quantity.Ph, Probe.Ph, 300);
            return;
        }
        if (main.DesignFlow <= 0) return; // An effluent well or a pipe behind a weir.
        if (!isGauged && SeededRandom.UnitOf(Salt, i) < ManholeShare) add(Quantity.Level, Probe.Level, 120);
    }

    private static void AddLink(List<SensorSpec> specs, NetworkLink link, int i, int slower)
    {
        void Add(Quantity quantity, Probe probe, int seconds) => specs.Add(new SensorSpec(link.LocalId, Place.Link, i, quantity, probe, seconds * slower));
        switch (link.Kind)
        {
            case AssetKind.PumpStation:
                Add(Quantity.Level, Probe.WellLevel, 30);
                Add(Quantity.Flow, Probe.PumpFlow, 30);
                Add(Quantity.Running, Probe.PumpRunning, 30);
                Add(Quantity.Tripped, Probe.PumpTripped, 30);
                Add(Quantity.Power, Probe.PumpPower, 60);
                break;
            case AssetKind.Weir:
                Add(Quantity.Flow, Probe.SideFlow, 60);
                break;
            case AssetKind.RiverSection:
                Add(Quantity.Flow, Probe.RiverFlow, 300);
                Add(Quantity.Level, Probe.RiverLevel, 300);
                Add(Quantity.Cod, Probe.Concentration, 600);
                Add(Quantity.AmmoniaNitrogen, Probe.Concentration, 600);
                Add(Quantity.DissolvedOxygen, Probe.Oxygen, 600);
                break;
            case AssetKind.PipeSegment when !link.IsPressurised && link.DesignFlow > 0 && IsWatched(link, i):
                Add(Quantity.Level, Probe.PipeLevel, 90);
                Add(Quantity.Flow, Probe.Flow, 90);
                break;
        }
    }

    private static bool IsWatched(NetworkLink pipe, int i) => pipe.Class switch
    {
        PipeClass.Sewer or PipeClass.Combined => pipe.Section.Height >= TrunkDiameter && SeededRandom.UnitOf(Salt, i, 2) < TrunkShare,
        PipeClass.Storm => pipe.Section.Height >= 1 && SeededRandom.UnitOf(Salt, i, 2) < StormTrunkShare,
        _ => false,
    };
}
