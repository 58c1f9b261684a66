namespace DigitalTwin.Domain.Units;

/// <summary>Speed along a pipe, held in m/s; negative against the direction by design.</summary>
public readonly record struct Velocity : IComparable<Velocity>
{
    /// <exception cref="ArgumentOutOfRangeException">NaN, infinite.</exception>
    public Velocity(double metresPerSecond) => MetresPerSecond = Finite.Of(metresPerSecond);

    public double MetresPerSecond { get; }

    public int CompareTo(Velocity other) => MetresPerSecond.CompareTo(other.MetresPerSecond);
    public static bool operator <(Velocity a, Velocity b) => a.MetresPerSecond < b.MetresPerSecond;
    public static bool operator >(Velocity a, Velocity b) => a.MetresPerSecond > b.MetresPerSecond;
    public static bool operator <=(Velocity a, Velocity b) => a.MetresPerSecond <= b.MetresPerSecond;
    public static bool operator >=(Velocity a, Velocity b) => a.MetresPerSecond >= b.MetresPerSecond;

    public static FlowRate operator *(Velocity speed, Area area) => new(speed.MetresPerSecond * area.SquareMetres);

    public override string ToString() => FormattableString.Invariant($"{MetresPerSecond:G6} m/s");
}
