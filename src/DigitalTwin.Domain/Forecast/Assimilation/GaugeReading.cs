using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Domain.Forecast.Assimilation;

/// <summary>A measured value as the estimator takes it.</summary>
/// <param name="Asset">Local id of a node or link of the part.</param>
/// <param name="Quantity"><see cref="Quantity.Level"/> in m above the asset's invert (a pump's is that of its wet well), or <see cref="Quantity.Flow"/> in m³/s through a link or into an end.</param>
/// <param name="At">City time.</param>
/// <param name="IsUsable">False where it bears a mark that tells against it.</param>
public readonly record struct GaugeReading(string Asset, Quantity Quantity, DateTime At, double Value, bool IsUsable = true);

/// <summary>Why a gauge had no say.</summary>
public enum LeftReason : byte { Marked, Stale, NotInModel, NoNumber, OffTooFar }

/// <param name="Innovation">Measured less computed; null where they were not compared.</param>
/// <param name="Bound">What it may be at most.</param>
public sealed record LeftOutGauge(string Asset, Quantity Quantity, LeftReason Why, double? Innovation = null, double? Bound = null);

/// <summary>How a gauge that had its say fits: measured, computed without the last correction, computed now.</summary>
public sealed record GaugeFit(string Asset, Quantity Quantity, DateTime At, double Measured, double Before, double After);

/// <summary>What one advance of the estimator found and did.</summary>
/// <param name="At">City time of the state.</param>
/// <param name="Booked">Water added and removed since the advance before.</param>
/// <param name="ModelDoubted">More than half of the gauges were off too far, which speaks against the model and not against them: they were used.</param>
/// <param name="ContinuityError">Of the run since its start, corrections counted as water that entered.</param>
public sealed record Analysis(
    DateTime At, IReadOnlyList<GaugeFit> Used, IReadOnlyList<LeftOutGauge> Left, IReadOnlyList<LedgerEntry> Booked, bool ModelDoubted, double ContinuityError)
{
    /// <summary>The used gauge that fits worst after the correction; null where none was used.</summary>
    public GaugeFit? Worst => Used.MaxBy(f => Math.Abs(f.Measured - f.After));
}
