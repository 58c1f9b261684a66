using DigitalTwin.Domain.Networks;

namespace DigitalTwin.Simulation.Process;

/// <summary>By which law water leaves a cell.</summary>
internal enum CellKind : byte
{
    /// <summary>A manhole with the pipe that leaves it: Manning, with backwater.</summary>
    Gravity,
    /// <summary>A node of a rising main: what comes in goes out.</summary>
    Pressure,
    /// <summary>A pump station's well.</summary>
    WetWell,
    Tank,
    Plant,
    ReclaimedPlant,
    /// <summary>An outfall or river node with the section that leaves it.</summary>
    River,
    /// <summary>Part of the reclaimed mains; see <see cref="ReclaimedMains"/>.</summary>
    Reclaimed,
}

internal enum SideKind : byte { Weir, TankDrain, ReclaimedFeed }

/// <summary>A second way out of a cell. Crest in m above the cell's invert, rated flow in m³/s.</summary>
internal readonly record struct SideFlow(SideKind Kind, int Cell, int To, int Link, double Crest, double CrestVolume, double Rated);

/// <summary>A network compiled for stepping: one cell a node, numbered from upstream to downstream, in flat arrays. SI.</summary>
internal sealed class FlowModel(Network network, int count)
{
    public Network Network => network;
    public int Count => count;
    public readonly int[] NodeOf = new int[count];
    public readonly int[] CellOf = new int[count];
    public readonly CellKind[] Kind = new CellKind[count];
    /// <summary>The cell that the main way out leads to, and its link in the network; −1 for none.</summary>
    public readonly int[] Down = new int[count];
    public readonly int[] MainLink = new int[count];
    /// <summary>Whether the level below holds this cell's outflow back.</summary>
    public readonly bool[] IsCoupled = new bool[count];

    public readonly double[] Invert = new double[count];
    public readonly double[] FullDepth = new double[count];
    /// <summary>Of the pipe that leaves: start over invert, end elevation, length, diameter, slope, volume and conveyance when full.</summary>
    public readonly double[] StartOffset = new double[count];
    public readonly double[] EndElevation = new double[count];
    public readonly double[] Length = new double[count];
    public readonly double[] Diameter = new double[count];
    public readonly double[] Slope = new double[count];
    public readonly double[] FullVolume = new double[count];
    public readonly double[] Conveyance = new double[count];
    /// <summary>The most that an inlet gate lets through, m³/s; infinite where there is none.</summary>
    public readonly double[] MostFlow = new double[count];
    /// <summary>Plan area of a well or tank, or of a surcharged manhole with its house connections, m².</summary>
    public readonly double[] Area = new double[count];
    /// <summary>Volume at full depth, m³.</summary>
    public readonly double[] BrimVolume = new double[count];

    /// <summary>Mean dry inflow, m³/s; its daily pattern and strength by index.</summary>
    public readonly double[] DryFlow = new double[count];
    public readonly byte[] Pattern = new byte[count];
    public readonly byte[] Strength = new byte[count];
    /// <summary>Index into <see cref="Sides"/> of the first side flow of the cell, and how many follow.</summary>
    public readonly int[] SideStart = new int[count];
    public readonly byte[] SideCount = new byte[count];

    /// <summary>Area over which water spreads above the rim, m².</summary>
    public const double PondArea = 30;

    /// <summary>Water held at a level up to the rim, m³.</summary>
    public double VolumeAt(int c, double level)
    {
        if (Kind[c] != CellKind.Gravity) return Area[c] * level;
        var depth = Math.Max(0, level - StartOffset[c]);
        return FullVolume[c] * PipeTable.FillOf(depth / Diameter[c]) + Area[c] * Math.Max(0, depth - Diameter[c]);
    }

    /// <summary>The inverse, with water over the rim ponding on the street.</summary>
    public double LevelAt(int c, double volume)
    {
        if (volume > BrimVolume[c]) return FullDepth[c] + (volume - BrimVolume[c]) / PondArea;
        if (Kind[c] != CellKind.Gravity) return volume / Area[c];
        return volume < FullVolume[c]
            ? StartOffset[c] + Diameter[c] * PipeTable.DepthOf(volume / FullVolume[c])
            : StartOffset[c] + Diameter[c] + (volume - FullVolume[c]) / Area[c];
    }

    public SideFlow[] Sides { get; set; } = [];
    public Pattern[] Patterns { get; set; } = [];
    public double[][] Strengths { get; set; } = [];
    /// <summary>Cells that are wet wells, plants, tanks and so on, in order.</summary>
    public int[] CellsOf(CellKind kind) => [.. Enumerable.Range(0, count).Where(c => Kind[c] == kind)];
}
