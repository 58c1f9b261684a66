using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Simulation.Process;

/// <summary>What the water carries, by index into arrays of <see cref="Count"/>: mg/L, conductivity in µS/cm (mixed like a concentration).</summary>
internal static class Pollutants
{
    public const int Cod = 0;
    public const int Ammonia = 1;
    public const int Nitrogen = 2;
    public const int Phosphorus = 3;
    public const int Solids = 4;
    public const int Conductivity = 5;
    public const int Chlorine = 6;
    public const int Count = 7;

    public static int IndexOf(Quantity quantity) => quantity switch
    {
        _ when quantity == Quantity.Cod => Cod,
        _ when quantity == Quantity.AmmoniaNitrogen => Ammonia,
        _ when quantity == Quantity.TotalNitrogen => Nitrogen,
        _ when quantity == Quantity.TotalPhosphorus => Phosphorus,
        _ when quantity == Quantity.SuspendedSolids => Solids,
        _ when quantity == Quantity.Conductivity => Conductivity,
        _ when quantity == Quantity.ResidualChlorine => Chlorine,
        _ => -1,
    };
}
