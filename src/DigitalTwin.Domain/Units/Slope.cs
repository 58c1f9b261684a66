namespace DigitalTwin.Domain.Units;

/// <summary>Fall per length, m/m; positive downhill in the direction by design.</summary>
public readonly record struct Slope : IComparable<Slope>
{
    /// <exception cref="ArgumentOutOfRangeException">NaN, infinite.</exception>
    public Slope(double ratio) => Ratio = Finite.Of(ratio);

    public double Ratio { get; }

    public static Slope FromPermille(double value) => new(value / 1000);

    public int CompareTo(Slope other) => Ratio.CompareTo(other.Ratio);
    public static bool operator <(Slope a, Slope b) => a.Ratio < b.Ratio;
    public static bool operator >(Slope a, Slope b) => a.Ratio > b.Ratio;
    public static bool operator <=(Slope a, Slope b) => a.Ratio <= b.Ratio;
    public static bool operator >=(Slope a, Slope b) => a.Ratio >= b.Ratio;

    public override string ToString() => FormattableString.Invariant($"{Ratio:G6} m/m");
}
