using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Risk;

namespace DigitalTwin.Host.Live;

/// <summary>Enumerations by the names that they have outside: camelCase.</summary>
internal static class WireNames
{
    public static string Of(WarningLevel level) => Of<WarningLevel>(level);
    public static string Of(SymptomKind kind) => Of<SymptomKind>(kind);
    public static string Of(Quality quality) => Of<Quality>(quality);
    public static string Of(Provenance provenance) => Of<Provenance>(provenance);
    public static string Of(ClockMode mode) => Of<ClockMode>(mode);

    /// <summary>JSON knows no NaN; null stands for what is not known.</summary>
    public static double? Finite(double value) => double.IsFinite(value) ? value : null;

    private static string Of<T>(T value) where T : struct, Enum
    {
        var name = value.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }
}
