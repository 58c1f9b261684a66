using System.Runtime.CompilerServices;

namespace DigitalTwin.Domain.Units;

/// <summary>Keeps NaN, infinity and impossible signs out of the unit types.</summary>
internal static class Finite
{
    public static double Of(double value, [CallerArgumentExpression(nameof(value))] string name = "")
        => double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} must be a finite number.");

    public static double NotNegative(double value, [CallerArgumentExpression(nameof(value))] string name = "")
        => Of(value, name) >= 0 ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} must not be negative.");
}
