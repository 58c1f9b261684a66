namespace DigitalTwin.Domain.Units;

/// <summary>A volume of water, held in m³; never negative.</summary>
public readonly record struct Volume : IComparable<Volume>
{
    /// <exception cref="ArgumentOutOfRangeException">NaN, infinite or negative.</exception>
    public Volume(double cubicMetres) => CubicMetres = Finite.NotNegative(cubicMetres);

    public double CubicMetres { get; }

    public int CompareTo(Volume other) => CubicMetres.CompareTo(other.CubicMetres);
    public static bool operator <(Volume a, Volume b) => a.CubicMetres < b.CubicMetres;
    public static bool operator >(Volume a, Volume b) => a.CubicMetres > b.CubicMetres;
    public static bool operator <=(Volume a, Volume b) => a.CubicMetres <= b.CubicMetres;
    public static bool operator >=(Volume a, Volume b) => a.CubicMetres >= b.CubicMetres;

    public static Volume operator +(Volume a, Volume b) => new(a.CubicMetres + b.CubicMetres);
    /// <summary>Residence time in plug flow, τ = V/Q.</summary>
    public static TimeSpan operator /(Volume volume, FlowRate flow) => TimeSpan.FromSeconds(volume.CubicMetres / flow.CubicMetresPerSecond);

    public override string ToString() => FormattableString.Invariant($"{CubicMetres:G6} m³");
}
