namespace DigitalTwin.Simulation.Process;

/// <summary>What changes from step to step, by cell of a <see cref="FlowModel"/>.</summary>
internal sealed class FlowState(FlowModel model)
{
    /// <summary>Water held, m³, and what it carries, mg/L, <see cref="Pollutants.Count"/> values a cell.</summary>
    public readonly double[] Volume = new double[model.Count];
    public readonly double[] Concentration = new double[model.Count * Pollutants.Count];
    /// <summary>Depth above invert, m.</summary>
    public readonly double[] Level = new double[model.Count];
    /// <summary>Through the main way out, mean of the last step, m³/s.</summary>
    public readonly double[] Flow = new double[model.Count];
    /// <summary>Into the cell from outside and from above, mean of the last step, m³/s.</summary>
    public readonly double[] Inflow = new double[model.Count];
    /// <summary>Lost onto the street, mean of the last step, m³/s.</summary>
    public readonly double[] Flooding = new double[model.Count];
    /// <summary>By index into <see cref="FlowModel.Sides"/>, m³/s.</summary>
    public readonly double[] SideFlow = new double[model.Sides.Length];

    /// <summary>Rain-fed and dry inflow that enters during this step, m³/s, and the mass with it, g/s (mg/L · m³/s).</summary>
    public readonly double[] Entering = new double[model.Count];
    public readonly double[] EnteringMass = new double[model.Count * Pollutants.Count];
    /// <summary>Flows fixed at the start of the step (pumps, tank drains, plants), m³/s: out of the cell, and into it.</summary>
    public readonly double[] FixedOut = new double[model.Count];
    public readonly double[] FixedIn = new double[model.Count];
    /// <summary>Flow out by gravity as solved, before it is bounded by the water that is there, m³/s.</summary>
    public readonly double[] Wanted = new double[model.Count];

    /// <summary>Factor on a pipe's conveyance: 1 clear, near 0 blocked.</summary>
    public readonly double[] Openness = Ones(model.Count);

    public ReadOnlySpan<double> ConcentrationOf(int cell) => Concentration.AsSpan(cell * Pollutants.Count, Pollutants.Count);

    private static double[] Ones(int count)
    {
        var array = new double[count];
        Array.Fill(array, 1);
        return array;
    }
}
