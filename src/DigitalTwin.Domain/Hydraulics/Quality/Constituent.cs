namespace DigitalTwin.Domain.Hydraulics.Quality;

/// <summary>Something that water carries.</summary>
/// <param name="Name">As the caller calls it.</param>
/// <param name="DecayPerDay">First-order decay, 1/d; 0 for what only mixes.</param>
/// <param name="InDryWeather">Concentration in dry-weather flow, mg/L.</param>
/// <param name="InRunoff">Concentration in runoff, mg/L.</param>
public sealed record Constituent(string Name, double DecayPerDay = 0, double InDryWeather = 0, double InRunoff = 0)
{
    /// <exception cref="ArgumentOutOfRangeException">A number is below 0 or none.</exception>
    public Constituent Checked()
    {
        Require(DecayPerDay, nameof(DecayPerDay));
        Require(InDryWeather, nameof(InDryWeather));
        Require(InRunoff, nameof(InRunoff));
        return this;
    }

    private static void Require(double value, string name)
    {
        if (!(value >= 0) || !double.IsFinite(value)) throw new ArgumentOutOfRangeException(name, value, "Expected 0 or more.");
    }
}

/// <summary>Grams of one constituent since the transport began.</summary>
public readonly record struct MassBalance(double Entered, double Left, double Overflowed, double Decayed)
{
    /// <summary>What should be in the network now, g.</summary>
    public double Expected => Entered - Left - Overflowed - Decayed;
}
