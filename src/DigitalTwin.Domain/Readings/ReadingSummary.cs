namespace DigitalTwin.Domain.Readings;

/// <summary>Readings of one span of time as numbers. Values that are no finite number are not in it.</summary>
/// <param name="Start">Spans begin at whole multiples of their length since 1970, so that the same span is the same on every request.</param>
/// <param name="Count">At least 1; a span without readings has no summary.</param>
/// <param name="Mean">Each reading counts the same.</param>
/// <param name="Weighted">Each moment counts the same, between the neighbouring readings before, in and after the span; <paramref name="Mean"/> where there is one reading only.</param>
/// <param name="KnownAt">When the newest of its readings was known.</param>
/// <param name="Worst">The worst mark in it.</param>
public readonly record struct ReadingSummary(Instant Start, int Count, double Mean, double Weighted, double Min, double Max, double Last, Instant KnownAt, Quality Worst);

/// <summary>What a quantity does between two readings.</summary>
public enum Between : byte
{
    /// <summary>It changes evenly.</summary>
    Linear = 0,
    /// <summary>It stays until the next reading says otherwise.</summary>
    Step = 1,
}
