namespace DigitalTwin.Domain.Units;

/// <summary>Temperature, held in K; never below absolute zero. <c>default</c> is 0 K, never a real water's.</summary>
public readonly record struct Temperature
{
    private const double ZeroCelsius = 273.15;

    /// <exception cref="ArgumentOutOfRangeException">NaN, infinite or below absolute zero.</exception>
    public Temperature(double kelvin) => Kelvin = Finite.NotNegative(kelvin);

    public double Kelvin { get; }
    public double Celsius => Kelvin - ZeroCelsius;
    public static Temperature FromCelsius(double value) => new(value + ZeroCelsius);

    public override string ToString() => FormattableString.Invariant($"{Celsius:G6} °C");
}
