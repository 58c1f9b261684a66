using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Simulation.Sensors;

/// <summary>What one sensor of the demo city sends: an asset by its local id, in the quantity's canonical unit.</summary>
public readonly record struct SensorReading(string LocalId, Quantity Quantity, Instant At, double Value, Quality Quality);
