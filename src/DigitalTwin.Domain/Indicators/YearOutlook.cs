namespace DigitalTwin.Domain.Indicators;

/// <summary>What a figure will be at the end of its year, with a band that four of five years should end in.</summary>
/// <param name="Months">Months of the year that are known.</param>
/// <param name="IsSeasonal">By the same months of the year before; else by the mean of this year's.</param>
public sealed record YearOutlook(double Value, double Low, double High, int Months, bool IsSeasonal)
{
    private const int FewestMonths = 3, FewestPairs = 6;
    /// <summary>Of the normal distribution: a tenth lies above.</summary>
    private const double Tenth = 1.2815515655446004;

    /// <summary>The months to come are those of the year before plus the mean change since (seasonal naive with drift), or the mean of this year where fewer than six pairs are known.</summary>
    /// <remarks>The errors of single months are taken as independent and as wide as those of the known ones; the error of the mean change is common to all to come: variance σ²·(k + k²/n) for k months to come and n known.</remarks>
    /// <param name="indicator">A standing figure has no outlook of this kind.</param>
    /// <param name="thisYear">Monthly values by number of the month, 1 to 12.</param>
    /// <param name="lastYear">The same of the year before.</param>
    /// <returns>Null where fewer than three months are known.</returns>
    public static YearOutlook? Of(IndicatorDefinition indicator, int year, IReadOnlyDictionary<int, double> thisYear, IReadOnlyDictionary<int, double> lastYear)
    {
        if (indicator.Year == YearRule.Standing || thisYear.Count < FewestMonths) return null;
        var pairs = thisYear.Where(m => lastYear.ContainsKey(m.Key)).Select(m => m.Value - lastYear[m.Key]).ToArray();
        var toCome = Enumerable.Range(1, 12).Where(m => !thisYear.ContainsKey(m)).ToArray();
        var isSeasonal = pairs.Length >= FewestPairs && toCome.All(lastYear.ContainsKey);
        var sample = isSeasonal ? pairs : [.. thisYear.Values];
        var mean = sample.Average();
        var deviation = sample.Length > 1 ? Math.Sqrt(sample.Sum(x => (x - mean) * (x - mean)) / (sample.Length - 1)) : 0;
        // A total adds months up; a rate is taken as the mean of the months by their days.
        double Weight(int month) => indicator.Year == YearRule.Total ? 1 : DateTime.DaysInMonth(year, month) / (double)(DateTime.IsLeapYear(year) ? 366 : 365);
        var value = thisYear.Sum(m => m.Value * Weight(m.Key)) + toCome.Sum(m => Weight(m) * (isSeasonal ? lastYear[m] + mean : mean));
        var (own, common) = (toCome.Sum(m => Weight(m) * Weight(m)), toCome.Sum(Weight));
        var half = Tenth * deviation * Math.Sqrt(own + common * common / sample.Length);
        var low = value - half;
        return new YearOutlook(value, Math.Max(low, Math.Min(0, value)), value + half, thisYear.Count, isSeasonal);
    }
}
