using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Simulation.Sensors;

/// <summary>How well a kind of sensor measures: noise as a share of the value and in the quantity's unit, drift as a share, decimals sent.</summary>
internal readonly record struct Accuracy(double Relative, double Absolute, double Drift, int Decimals)
{
    public static Accuracy Of(Quantity quantity) => quantity switch
    {
        _ when quantity == Quantity.Level => new(0.002, 0.003, 0, 3),
        _ when quantity == Quantity.Flow => new(0.01, 0.00004, 0, 5),
        _ when quantity == Quantity.Running || quantity == Quantity.Tripped => new(0, 0, 0, 0),
        _ when quantity == Quantity.Rainfall => new(0.04, 0, 0, 1),
        _ when quantity == Quantity.Pressure => new(0.003, 400, 0, 0),
        _ when quantity == Quantity.Power => new(0.015, 0, 0, 0),
        _ when quantity == Quantity.Volume => new(0.005, 1, 0, 1),
        _ when quantity == Quantity.Ph => new(0, 0.03, 0.01, 2),
        _ when quantity == Quantity.TotalPhosphorus => new(0.025, 0.005, 0.03, 3),
        _ when quantity == Quantity.AmmoniaNitrogen => new(0.02, 0.02, 0.03, 2),
        _ when quantity == Quantity.ResidualChlorine => new(0.015, 0.01, 0.02, 2),
        _ when quantity == Quantity.Conductivity => new(0.006, 2, 0.01, 0),
        _ when quantity == Quantity.Temperature => new(0, 0.1, 0, 1),
        _ => new(0.02, 0.05, 0.03, 2),
    };
}
