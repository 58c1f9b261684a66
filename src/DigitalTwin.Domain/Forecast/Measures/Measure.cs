using DigitalTwin.Domain.Forecast.Events;

namespace DigitalTwin.Domain.Forecast.Measures;

/// <summary>What an operator can do. The numbers are stored; never renumber.</summary>
public enum MeasureAction : byte { StartPump = 1, OpenGate = 2, CloseGate = 3, PreEmptyTank = 4 }

/// <summary>A pump or gate held at a setting from now on.</summary>
/// <param name="Asset">Local id of what the operator thinks of: the pump, the gate, or the tank that it empties.</param>
/// <param name="Link">Local id of the link that is set.</param>
/// <param name="Setting">0 to 1.</param>
public sealed record Measure(MeasureAction Action, string Asset, string Link, double Setting);

/// <summary>A measure that was tried in the engine, and what it did to one event.</summary>
/// <param name="Before">m³ that overflow at the event's place; for events other than overflow the greatest depth (m) or flow (m³/s) there.</param>
/// <param name="TotalBefore">m³ that overflow in the whole part.</param>
/// <param name="Avoids">With it the event does not come.</param>
public sealed record TriedMeasure(Measure Measure, ForecastEvent Event, double Before, double After, double TotalBefore, double TotalAfter, bool Avoids);
