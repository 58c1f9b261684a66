namespace DigitalTwin.Domain.Units;

/// <summary>A length, depth or elevation difference, held in m; may be negative (a level below its datum).</summary>
public readonly record struct Length : IComparable<Length>
{
    /// <exception cref="ArgumentOutOfRangeException">NaN, infinite.</exception>
    public Length(double metres) => Metres = Finite.Of(metres);

    public double Metres { get; }

    public static Length FromMillimetres(double value) => new(value / 1000);

    public int CompareTo(Length other) => Metres.CompareTo(other.Metres);
    public static bool operator <(Length a, Length b) => a.Metres < b.Metres;
    public static bool operator >(Length a, Length b) => a.Metres > b.Metres;
    public static bool operator <=(Length a, Length b) => a.Metres <= b.Metres;
    public static bool operator >=(Length a, Length b) => a.Metres >= b.Metres;

    public static Length operator +(Length a, Length b) => new(a.Metres + b.Metres);
    public static Length operator -(Length a, Length b) => new(a.Metres - b.Metres);
    public static Area operator *(Length a, Length b) => new(a.Metres * b.Metres);
    public static TimeSpan operator /(Length distance, Velocity speed) => TimeSpan.FromSeconds(distance.Metres / speed.MetresPerSecond);

    public override string ToString() => FormattableString.Invariant($"{Metres:G6} m");
}
