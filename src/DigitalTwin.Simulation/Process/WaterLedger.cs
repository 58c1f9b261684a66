namespace DigitalTwin.Simulation.Process;

/// <summary>What entered and left the modelled water since the start: m³, and mass in g by <see cref="Pollutants"/>. Entered − left = change in what is stored.</summary>
internal sealed class WaterLedger
{
    public double Entered { get; set; }
    /// <summary>Past the last river node.</summary>
    public double Left { get; set; }
    public double Flooded { get; set; }
    /// <summary>Taken by users of reclaimed water.</summary>
    public double Used { get; set; }

    public double[] MassEntered { get; } = new double[Pollutants.Count];
    public double[] MassLeft { get; } = new double[Pollutants.Count];
    /// <summary>Taken out by plants (chlorine: decayed), less what they dose.</summary>
    public double[] MassRemoved { get; } = new double[Pollutants.Count];
}
