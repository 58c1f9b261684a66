using DigitalTwin.Domain.Alarms;
using DigitalTwin.Domain.Forecast.Events;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Risk;
using DigitalTwin.Host.Forecasts;
using DigitalTwin.Simulation.Scenarios;

namespace DigitalTwin.Host.Live;

/// <summary>Enumerations by the names that they have outside: camelCase.</summary>
internal static class WireNames
{
    public static string Of(WarningLevel level) => Of<WarningLevel>(level);
    public static string Of(AlarmState state) => Of<AlarmState>(state);
    public static string Of(AlarmPriority priority) => Of<AlarmPriority>(priority);
    public static string Of(AlarmConsequence consequence) => Of<AlarmConsequence>(consequence);
    public static string Of(AlarmChange change) => Of<AlarmChange>(change);
    public static string Of(SymptomKind kind) => Of<SymptomKind>(kind);
    /// <summary>The one reason why a value is doubtful, <c>good</c> where there is none; see <c>quality.json</c>.</summary>
    public static string Of(Quality quality) => Of<Quality>(quality.Reason());
    public static string Of(Provenance provenance) => Of<Provenance>(provenance);
    public static string Of(ClockMode mode) => Of<ClockMode>(mode);
    public static string Of(ScenarioKind kind) => Of<ScenarioKind>(kind);
    public static string Of(ForecastEventKind kind) => Of<ForecastEventKind>(kind);
    public static string Of(PartStatus status) => Of<PartStatus>(status);

    /// <summary>To six significant digits, which is more than anything here is known to. JSON knows no NaN; null stands for what is not known.</summary>
    public static double? Finite(double value)
    {
        if (!double.IsFinite(value) || value == 0) return double.IsFinite(value) ? 0 : null;
        var digits = 5 - (int)Math.Floor(Math.Log10(Math.Abs(value)));
        return digits is >= 0 and <= 15 ? Math.Round(value, digits) : value;
    }

    internal static string Of<T>(T value) where T : struct, Enum
    {
        var name = value.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }
}
