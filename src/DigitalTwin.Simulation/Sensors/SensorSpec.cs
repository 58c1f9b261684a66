using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Simulation.Sensors;

/// <summary>Where a sensor takes its true value from.</summary>
internal enum Probe : byte
{
    Level, PipeLevel, Flow, Inflow, DischargeFlow, SideFlow, WellLevel, PumpFlow, PumpRunning, PumpTripped, PumpPower,
    TankVolume, Rain, RiverFlow, RiverLevel, Oxygen, Temperature, IntakeFlow, Pressure,
    Concentration, DischargeConcentration, Ph, Turbidity,
}

/// <summary>What part of a network an index counts.</summary>
internal enum Place : byte { Node, Link, Point }

/// <summary>One sensor: at which asset, what it measures, how often it reports, s.</summary>
internal readonly record struct SensorSpec(string LocalId, Place Place, int Index, Quantity Quantity, Probe Probe, int IntervalSeconds);
