namespace DigitalTwin.Domain.PipeCondition;

public enum InflowGrade : byte { Unknown, Fair, Watch, Severe }

/// <summary>How much of a flow is not sewage, by three signs that fail in different ways. Flows in m³/s, shares 0–1; null where it cannot be said.</summary>
/// <param name="NightFlow">Lowest hourly mean between two and four at night, median of dry nights.</param>
/// <param name="MeanFlow">Mean of dry days.</param>
/// <param name="Infiltration">Night flow less what people use at night.</param>
/// <param name="Share">Of the infiltration in the mean dry-weather flow.</param>
/// <param name="Diluted">Share of outside water by the mass balance of a concentration: 1 − C/C_ref.</param>
/// <param name="RainResponse">R: volume beyond dry weather over rain on the land; null without rain.</param>
public sealed record InflowIndicators(double? NightFlow, double? MeanFlow, double? Infiltration, double? Share, double? Diluted, double? RainResponse, int DryNights, InflowGrade Grade)
{
    /// <summary>Share of the mean sewage flow that runs at night; a platform's assumption (general knowledge, not verified).</summary>
    public const double NightSewageShare = 0.3;
    private const double Watch = 0.3, Severe = 0.5, PoorResponse = 0.05;
    private const int FewestNights = 3;

    /// <param name="nights">Lowest hourly mean of each dry night, m³/s.</param>
    /// <param name="days">Mean of each dry day, m³/s.</param>
    /// <param name="concentration">Mean of what is measured; with <paramref name="reference"/> of undiluted sewage in the same unit.</param>
    /// <param name="stormVolume">m³ beyond dry weather on wet days; with <paramref name="rainVolume"/> m³ of rain on the land.</param>
    public static InflowIndicators Of(IReadOnlyList<double> nights, IReadOnlyList<double> days, double? concentration, double? reference, double? stormVolume, double? rainVolume)
    {
        double? night = nights.Count >= FewestNights ? Median(nights) : null;
        double? mean = days.Count > 0 ? days.Average() : null;
        double? infiltration = null, share = null;
        if (night is { } n && mean is > 0 and { } m)
        {
            // Q_night = I + s·(Q_mean − I), where s is the share of sewage that runs at night: solved for I.
            infiltration = Math.Max(0, (n - NightSewageShare * m) / (1 - NightSewageShare));
            share = Math.Min(1, infiltration.Value / m);
        }
        double? diluted = concentration is > 0 and { } c && reference is > 0 and { } r ? Math.Clamp(1 - c / r, 0, 1) : null;
        double? response = stormVolume is { } storm && rainVolume is > 0 and { } rain ? Math.Max(0, storm) / rain : null;
        var worst = new[] { share, diluted }.Max();
        var grade = worst is null && response is null ? InflowGrade.Unknown : worst > Severe ? InflowGrade.Severe : worst > Watch || response > PoorResponse ? InflowGrade.Watch : InflowGrade.Fair;
        return new InflowIndicators(night, mean, infiltration, share, diluted, response, nights.Count, grade);
    }

    private static double Median(IReadOnlyList<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[sorted.Length / 2 - 1] + sorted[sorted.Length / 2]) / 2;
    }
}
