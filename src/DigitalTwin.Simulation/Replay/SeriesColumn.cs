using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Simulation.Replay;

/// <summary>A column that is replayed: where it stands (0 is the first after time), whose value it is, of what, and how it becomes canonical.</summary>
public sealed record SeriesColumn(int Index, string Heading, string LocalId, Quantity Quantity, UnitScale Scale);

/// <summary>A column that is left out, and why.</summary>
public sealed record SkippedColumn(string Heading, string Why);

/// <summary>One value of a row, in the quantity's canonical unit.</summary>
public readonly record struct SeriesValue(string LocalId, Quantity Quantity, double Value);

/// <summary>All values of one time, in the order of columns; cells that were empty or bad are absent.</summary>
public sealed record SeriesRow(Instant At, IReadOnlyList<SeriesValue> Values);

/// <summary>A cell, or with no column a whole row, that could not be read. Rows count as a text editor does: the heading is 1.</summary>
public sealed record SeriesDefect(int Row, string? Column, string Why);
