namespace DigitalTwin.Simulation.Process;

/// <summary>What a drainer lets go beyond its licence: its flow times a factor, and a strength of its own (mg/L; NaN leaves a pollutant as it is).</summary>
internal sealed record Release(double FlowFactor, double[] Strength, double Ph);
