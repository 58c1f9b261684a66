namespace DigitalTwin.Domain.Units;

/// <summary>Mass of a substance per volume of water, held in kg/m³; never negative.</summary>
public readonly record struct Concentration : IComparable<Concentration>
{
    /// <exception cref="ArgumentOutOfRangeException">NaN, infinite or negative.</exception>
    public Concentration(double kilogramsPerCubicMetre) => KilogramsPerCubicMetre = Finite.NotNegative(kilogramsPerCubicMetre);

    public double KilogramsPerCubicMetre { get; }

    /// <summary>mg/L, which equals g/m³.</summary>
    public double MilligramsPerLitre => KilogramsPerCubicMetre * 1000;
    public static Concentration FromMilligramsPerLitre(double value) => new(value / 1000);

    /// <summary>Complete mixing of two waters: C = ΣQC/ΣQ. Zero where neither flows.</summary>
    public static Concentration Mix(FlowRate flowA, Concentration a, FlowRate flowB, Concentration b)
    {
        var total = flowA.CubicMetresPerSecond + flowB.CubicMetresPerSecond;
        return total <= 0 ? default : new((flowA.CubicMetresPerSecond * a.KilogramsPerCubicMetre + flowB.CubicMetresPerSecond * b.KilogramsPerCubicMetre) / total);
    }

    public int CompareTo(Concentration other) => KilogramsPerCubicMetre.CompareTo(other.KilogramsPerCubicMetre);
    public static bool operator <(Concentration a, Concentration b) => a.KilogramsPerCubicMetre < b.KilogramsPerCubicMetre;
    public static bool operator >(Concentration a, Concentration b) => a.KilogramsPerCubicMetre > b.KilogramsPerCubicMetre;
    public static bool operator <=(Concentration a, Concentration b) => a.KilogramsPerCubicMetre <= b.KilogramsPerCubicMetre;
    public static bool operator >=(Concentration a, Concentration b) => a.KilogramsPerCubicMetre >= b.KilogramsPerCubicMetre;

    public override string ToString() => FormattableString.Invariant($"{KilogramsPerCubicMetre:G6} kg/m³");
}
