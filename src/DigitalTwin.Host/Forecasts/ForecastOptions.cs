using System.Globalization;

namespace DigitalTwin.Host.Forecasts;

/// <summary>Section <c>DigitalTwin:Forecast</c>. Each is described in docs/configuration.md.</summary>
public sealed class ForecastOptions
{
    public bool Enabled { get; set; } = true;
    /// <summary>City time between two forecasts of a part.</summary>
    public TimeSpan Every { get; set; } = TimeSpan.FromMinutes(5);
    /// <summary>City time between two forecasts of a part where it is dry and the last one still holds.</summary>
    public TimeSpan CalmEvery { get; set; } = TimeSpan.FromMinutes(15);
    public TimeSpan Horizon { get; set; } = TimeSpan.FromHours(2);
    /// <summary>City time between two outputs.</summary>
    public TimeSpan Output { get; set; } = TimeSpan.FromMinutes(5);
    public int Members { get; set; } = 5;
    /// <summary>Of one core, over time; a forecast that took a second is followed by a rest that keeps to it.</summary>
    public double CoreShare { get; set; } = 0.4;
    public int MostNodes { get; set; } = 30_000;
    /// <summary>How much of the past a part is run through before its first forecast.</summary>
    public TimeSpan SpinUp { get; set; } = TimeSpan.FromHours(3);
    public TimeSpan Keep { get; set; } = TimeSpan.FromDays(14);
    public long MostBytes { get; set; } = 512L * 1024 * 1024;
    /// <summary>What-ifs that wait or run at once.</summary>
    public int MostQueued { get; set; } = 8;
    /// <summary>What-ifs that are kept; the oldest goes when one more is made.</summary>
    public int MostWhatIfs { get; set; } = 50;

    public string? Fault(string section)
    {
        static string Text(TimeSpan span) => span.ToString("c", CultureInfo.InvariantCulture);
        if (Every < TimeSpan.FromMinutes(1) || Every > TimeSpan.FromHours(6)) return $"{section}:Every is {Text(Every)}; expected 00:01:00 to 06:00:00.";
        if (CalmEvery < TimeSpan.Zero || CalmEvery > Horizon) return $"{section}:CalmEvery is {Text(CalmEvery)}; expected 00:00:00 (never waits) to the horizon, {Text(Horizon)}.";
        if (Horizon < TimeSpan.FromMinutes(15) || Horizon > TimeSpan.FromHours(24)) return $"{section}:Horizon is {Text(Horizon)}; expected 00:15:00 to 1.00:00:00.";
        if (Output < TimeSpan.FromMinutes(1) || Output > Horizon) return $"{section}:Output is {Text(Output)}; expected 00:01:00 to the horizon, {Text(Horizon)}.";
        if (Members is < 1 or > 50) return $"{section}:Members is {Members}; expected 1 to 50.";
        if (!(CoreShare is > 0 and <= 1)) return $"{section}:CoreShare is {CoreShare.ToString(CultureInfo.InvariantCulture)}; expected more than 0 and at most 1.";
        if (MostNodes is < 2 or > 1_000_000) return $"{section}:MostNodes is {MostNodes}; expected 2 to 1000000.";
        if (SpinUp < TimeSpan.Zero || SpinUp > TimeSpan.FromDays(2)) return $"{section}:SpinUp is {Text(SpinUp)}; expected 00:00:00 to 2.00:00:00.";
        if (Keep < TimeSpan.FromHours(1)) return $"{section}:Keep is {Text(Keep)}; expected at least 01:00:00.";
        if (MostBytes < 1024 * 1024) return $"{section}:MostBytes is {MostBytes}; expected at least 1048576.";
        if (MostQueued is < 1 or > 100) return $"{section}:MostQueued is {MostQueued}; expected 1 to 100.";
        return MostWhatIfs is < 1 or > 1000 ? $"{section}:MostWhatIfs is {MostWhatIfs}; expected 1 to 1000." : null;
    }
}
