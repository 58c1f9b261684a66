namespace DigitalTwin.Host.Resources;

/// <summary>A positioning terminal that may report. It is known by its number alone, as JT/T 808 has it.</summary>
/// <param name="Code">By which it authenticates itself, as it was given when it registered last; null before.</param>
/// <param name="Plate">Where set, what it must say of its vehicle to be given a code.</param>
internal sealed record Terminal(string Phone, string Name, string? Plate, string? Code);
