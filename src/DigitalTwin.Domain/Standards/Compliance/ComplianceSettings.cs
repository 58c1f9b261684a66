namespace DigitalTwin.Domain.Standards.Compliance;

/// <summary>How a limit is judged while its period still runs, from <c>standards.json</c>.</summary>
/// <param name="AtRiskMargin">Below this share of the limit left, a value is at risk.</param>
/// <param name="LeastCoverage">Share of the hours passed that must hold data before a mean is held against its limit.</param>
/// <param name="Trend">What the trend is drawn through.</param>
/// <param name="Horizon">Beyond it no time to breach is told.</param>
public sealed record ComplianceSettings(double AtRiskMargin, double LeastCoverage, TimeSpan Trend, TimeSpan Horizon)
{
    public static ComplianceSettings Default { get; } = Load();

    private static ComplianceSettings Load()
    {
        using var document = EmbeddedData.Open("standards.json");
        var e = document.RootElement.GetProperty("compliance");
        double Value(string name) => e.GetProperty(name).GetProperty("value").GetDouble();
        return new ComplianceSettings(Value("atRiskMargin"), Value("leastCoverage"), TimeSpan.FromHours(Value("trendHours")), TimeSpan.FromHours(Value("horizonHours")));
    }
}
