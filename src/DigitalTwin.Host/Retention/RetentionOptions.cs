namespace DigitalTwin.Host.Retention;

/// <summary>Section <c>DigitalTwin:Retention</c>; see docs/configuration.md.</summary>
public sealed class RetentionOptions
{
    /// <summary>Whether anything is dropped at all. False keeps everything, and the policy is only shown.</summary>
    public bool Drops { get; set; }

    /// <summary>File with a policy of the city's own; without it <c>retention.json</c>.</summary>
    public string? Policy { get; set; }

    /// <summary>How often is looked for what is due.</summary>
    public TimeSpan Every { get; set; } = TimeSpan.FromHours(1);

    /// <summary>For how long back any moment of the whole city is found at once.</summary>
    public TimeSpan QuickPast { get; set; } = TimeSpan.FromDays(35);

    /// <summary>Null where all is well, else what is wrong and what was expected.</summary>
    public string? Fault(string section)
    {
        if (Every < TimeSpan.FromSeconds(1) || Every > TimeSpan.FromDays(7)) return $"{section}:Every is {Every}; expected 00:00:01 to 7.00:00:00.";
        if (QuickPast < TimeSpan.Zero || QuickPast > TimeSpan.FromDays(3660)) return $"{section}:QuickPast is {QuickPast}; expected 0 to 3660 days.";
        return Policy is null || File.Exists(Policy) ? null : $"{section}:Policy is '{Policy}', which is no file.";
    }
}
