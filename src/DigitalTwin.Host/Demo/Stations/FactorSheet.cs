using System.Globalization;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Ingest.Hj212.Factors;
using DigitalTwin.Simulation.Sensors;

namespace DigitalTwin.Host.Demo.Stations;

/// <summary>Writes readings as factors of HJ 212, in the units that the standard has them sent in.</summary>
internal static class FactorSheet
{
    private static readonly Dictionary<ushort, (string Code, UnitScale Scale)> ByQuantity = Read();

    public static bool Knows(Quantity quantity) => ByQuantity.ContainsKey(quantity.Code);

    /// <summary><c>w01018-Rtd=22.4,w01018-Flag=N</c></summary>
    public static string Write(in SensorReading reading)
    {
        var (code, scale) = ByQuantity[reading.Quantity.Code];
        var value = Math.Round((reading.Value - scale.Offset) / scale.Factor, 6);
        return string.Create(CultureInfo.InvariantCulture, $"{code}-Rtd={value},{code}-Flag={FlagOf(reading.Quality)}");
    }

    private static char FlagOf(Quality quality) => quality switch
    {
        Quality.Good => 'N',
        Quality.SourceMaintenance => 'M',
        _ => 'D',
    };

    private static Dictionary<ushort, (string, UnitScale)> Read()
    {
        var sheet = new Dictionary<ushort, (string, UnitScale)>();
        foreach (var factor in FactorTable.Default.All)
            if (factor.Quantity is { } name && QuantityCatalogue.Default.Find(name) is { } known && UnitConversion.Default.TryFind(known.Quantity, factor.Unit, out var scale, out _))
                sheet.TryAdd(known.Quantity.Code, (factor.Code, scale));
        return sheet;
    }
}
