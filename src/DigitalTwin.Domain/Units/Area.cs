namespace DigitalTwin.Domain.Units;

/// <summary>An area, held in m²; never negative.</summary>
public readonly record struct Area : IComparable<Area>
{
    /// <exception cref="ArgumentOutOfRangeException">NaN, infinite or negative.</exception>
    public Area(double squareMetres) => SquareMetres = Finite.NotNegative(squareMetres);

    public double SquareMetres { get; }

    public int CompareTo(Area other) => SquareMetres.CompareTo(other.SquareMetres);
    public static bool operator <(Area a, Area b) => a.SquareMetres < b.SquareMetres;
    public static bool operator >(Area a, Area b) => a.SquareMetres > b.SquareMetres;
    public static bool operator <=(Area a, Area b) => a.SquareMetres <= b.SquareMetres;
    public static bool operator >=(Area a, Area b) => a.SquareMetres >= b.SquareMetres;

    public static Volume operator *(Area area, Length depth) => new(area.SquareMetres * depth.Metres);

    public override string ToString() => FormattableString.Invariant($"{SquareMetres:G6} m²");
}
