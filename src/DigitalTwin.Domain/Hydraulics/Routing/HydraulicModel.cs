using DigitalTwin.Domain.Networks;

namespace DigitalTwin.Domain.Hydraulics.Routing;

public enum NodeRole : byte { Junction, Storage, Outfall }

public enum OutfallRule : byte { Free, Normal, Fixed, Tidal, Series }

/// <summary>A network ready to be computed: arrays by node and by conduit, devices beside them. Immutable; any number of runs share it.</summary>
/// <remarks>Node indices are those of <see cref="Network.Nodes"/>. Conduits run downhill here; <see cref="Direction"/> is −1 where the network draws them the other way.</remarks>
public sealed class HydraulicModel
{
    private EliminationOrder? _order;

    internal HydraulicModel(Network network) => Network = network;

    /// <summary>Found with the first run, and shared by all.</summary>
    internal EliminationOrder Order => LazyInitializer.EnsureInitialized(ref _order, () => new EliminationOrder(NodeCount, Ends, n => Role[n] != NodeRole.Outfall));
    /// <summary>Of conduits, then of devices.</summary>
    internal IEnumerable<(int From, int To)> Ends => From.Zip(To).Concat(Devices.Select(d => (d.From, d.To)));

    public Network Network { get; }
    /// <summary>What was mended so that the equations hold.</summary>
    public required IReadOnlyList<ModelRepair> Repairs { get; init; }
    public int NodeCount => Invert.Length;
    public int ConduitCount => From.Length;

    // Nodes
    public required double[] Invert { get; init; }
    /// <summary>Invert to rim, m; never below the crown of a pipe that joins.</summary>
    public required double[] FullDepth { get; init; }
    /// <summary>Depth at which the node's head can rise above the rim before water leaves, m.</summary>
    public required double[] SurchargeDepth { get; init; }
    /// <summary>Invert to the highest crown of a joining pipe, m; 0 where none joins.</summary>
    public required double[] CrownDepth { get; init; }
    public required double[] PondedArea { get; init; }
    public required double[] InitialDepth { get; init; }
    public required NodeRole[] Role { get; init; }
    public required StorageVolume?[] Storage { get; init; }
    public required OutfallRule[] Outfall { get; init; }
    /// <summary>m above datum, of fixed outfalls.</summary>
    public required double[] Stage { get; init; }
    /// <summary>Of tidal outfalls: hour of the day against m above datum.</summary>
    public required Curve?[] Tide { get; init; }
    public required bool[] OutfallGate { get; init; }

    // Conduits
    /// <summary>Index into <see cref="Network.Links"/>.</summary>
    public required int[] ConduitLink { get; init; }
    public required int[] From { get; init; }
    public required int[] To { get; init; }
    public required sbyte[] Direction { get; init; }
    /// <summary>Elevation of the pipe's invert at either end, m above datum.</summary>
    public required double[] FromInvert { get; init; }
    public required double[] ToInvert { get; init; }
    public required double[] Length { get; init; }
    /// <summary>g·n², the factor of friction.</summary>
    public required double[] Friction { get; init; }
    /// <summary>√S/n: uniform flow is this times the section factor.</summary>
    public required double[] UniformFactor { get; init; }
    public required double[] Height { get; init; }
    public required double[] Barrels { get; init; }
    public required double[] EntryLoss { get; init; }
    public required double[] ExitLoss { get; init; }
    public required double[] MeanLoss { get; init; }
    /// <summary>m³/s; 0 where unbounded.</summary>
    public required double[] FlowLimit { get; init; }
    public required bool[] FlapGate { get; init; }
    public required double[] InitialFlow { get; init; }
    /// <summary>Which table of <see cref="Sections"/>.</summary>
    public required int[] Section { get; init; }
    public required Sections.SectionTable[] Sections { get; init; }

    public required Device[] Devices { get; init; }

    /// <summary>Conduit or device of a link of the network; −1 where the link is of the other sort or was left out.</summary>
    public required int[] ConduitOfLink { get; init; }
    public required int[] DeviceOfLink { get; init; }
}
