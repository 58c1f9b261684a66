namespace DigitalTwin.Domain.Forecast.State;

/// <summary>A pump or gate that a run ahead begins with held as it was measured.</summary>
/// <param name="Device">Index into the model's devices.</param>
/// <param name="Setting">0 off or shut, 1 on or open.</param>
/// <param name="Until">City time at which its own switching and rules take over; null where that is not said by time.</param>
/// <param name="Yields">It is let go where its well passes the depth at which it switches. Without that and without an end it has tripped, and stays off.</param>
public sealed record HeldDevice(int Device, double Setting, DateTime? Until, bool Yields);
