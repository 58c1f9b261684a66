using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Domain.DataQuality;

/// <summary>What is plausible of one series, in the quantity's canonical unit. A limit of NaN or zero is not tested.</summary>
/// <param name="Minimum">Still plausible.</param>
/// <param name="Maximum">Still plausible.</param>
/// <param name="PerMinute">The fastest change; NaN for any.</param>
/// <param name="LeastStep">A smaller step is neither a spike nor too fast.</param>
/// <param name="SpikeFactor">A spike is more than so many usual steps; NaN where jumps are natural.</param>
/// <param name="FlatAfter">No change for so long is a dead sensor; zero where a value may rest. At most <see cref="SeriesMemory.Block"/>.</param>
/// <param name="FlatAbove">Only values above this may not rest.</param>
public sealed record SeriesLimits(double Minimum, double Maximum, double PerMinute, double LeastStep, double SpikeFactor, TimeSpan FlatAfter, double FlatAbove)
{
    /// <summary>Only the range is tested.</summary>
    public static SeriesLimits Range(double minimum, double maximum) => new(minimum, maximum, double.NaN, 0, double.NaN, TimeSpan.Zero, double.PositiveInfinity);

    public static SeriesLimits Range(QuantityDefinition quantity) => Range(quantity.Minimum, quantity.Maximum);

    public bool Holds(double value) => value >= Minimum && value <= Maximum;

    public bool TestsFlat(double value) => FlatAfter > TimeSpan.Zero && value > FlatAbove;

    /// <summary>Null where the limits make sense, else what is wrong and what was expected.</summary>
    public string? Fault()
    {
        if (double.IsNaN(Minimum) || double.IsNaN(Maximum) || Minimum > Maximum) return $"minimum is {Minimum} and maximum {Maximum}; expected minimum ≤ maximum";
        if (PerMinute <= 0) return $"perMinute is {PerMinute}; expected more than 0, or nothing for any";
        if (!(LeastStep >= 0)) return $"leastStep is {LeastStep}; expected 0 or more";
        if (SpikeFactor <= 1) return $"spikeFactor is {SpikeFactor}; expected more than 1, or nothing";
        if (FlatAfter < TimeSpan.Zero || FlatAfter > SeriesMemory.Block) return $"flatHours is {FlatAfter.TotalHours}; expected 0 to {SeriesMemory.Block.TotalHours}";
        return null;
    }
}
