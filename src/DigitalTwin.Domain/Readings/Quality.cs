namespace DigitalTwin.Domain.Readings;

/// <summary>How far a value can be trusted, and why not. Stored as it is; never renumber. A mark never deletes the value.</summary>
/// <remarks>
/// The low four bits say what the platform found (or, 2 and 3, what a source said before its own flag was kept); the high four keep the source's flag.
/// One of each may stand together: <c>Faulty | OutOfRange</c>. What each means for rules and for validity is in <c>quality.json</c>.
/// </remarks>
public enum Quality : byte
{
    Good = 0,
    /// <summary>Outside what the quantity can plausibly be here.</summary>
    OutOfRange = 1,
    /// <summary>The source flagged a fault, in words of its own.</summary>
    SourceFault = 2,
    /// <summary>The source flagged maintenance or calibration, in words of its own.</summary>
    SourceMaintenance = 3,
    /// <summary>The source or a rule holds it doubtful.</summary>
    Suspect = 4,
    /// <summary>Changed faster than the quantity can.</summary>
    RateOfChange = 5,
    /// <summary>Stands alone, far off what came before it and what its neighbours show.</summary>
    Spike = 6,
    /// <summary>Has not moved at all for longer than a live sensor does.</summary>
    FlatLine = 7,
    /// <summary>The value may be right; the device's clock is not.</summary>
    ClockSkew = 8,
    /// <summary>The first one after a silence: right, but what was between is not known.</summary>
    AfterGap = 9,

    /// <summary>The value is the limit of detection: what was there is at most that.</summary>
    BelowDetection = 0x10,
    /// <summary>Flag F of HJ 212: the source is stopped.</summary>
    Stopped = 0x20,
    /// <summary>M: under maintenance.</summary>
    Maintenance = 0x30,
    /// <summary>S: entered by hand.</summary>
    Manual = 0x40,
    /// <summary>D: the instrument is faulty.</summary>
    Faulty = 0x50,
    /// <summary>C: under calibration.</summary>
    Calibration = 0x60,
    /// <summary>T: above the instrument's range.</summary>
    OverRange = 0x70,
    /// <summary>B: the logger lost its instrument.</summary>
    NoSignal = 0x80,
    /// <summary>A flag that no standard known here names.</summary>
    OtherFlag = 0xF0,
}

public static class Qualities
{
    private const byte FindingBits = 0x0F;
    private static readonly bool[] Usable = [.. Enumerable.Range(0, 256).Select(q =>
        ((Quality)q).Finding() is Quality.Good or Quality.ClockSkew or Quality.AfterGap && ((Quality)q).Flag() is Quality.Good or Quality.Manual or Quality.BelowDetection)];

    /// <summary>Whether local rules may judge by it, and the next readings be measured against it.</summary>
    public static bool IsUsable(this Quality quality) => Usable[(byte)quality];

    /// <summary>What the platform found; <see cref="Quality.Good"/> for nothing.</summary>
    public static Quality Finding(this Quality quality) => (Quality)((byte)quality & FindingBits);

    /// <summary>The source's own flag; <see cref="Quality.Good"/> for none (N).</summary>
    public static Quality Flag(this Quality quality) => (Quality)((byte)quality & ~FindingBits);

    /// <summary>The same flag with another finding.</summary>
    public static Quality With(this Quality quality, Quality finding) => quality.Flag() | finding.Finding();

    /// <summary>The one reason to show: the source's flag where it tells against the value, else the finding.</summary>
    public static Quality Reason(this Quality quality) => quality.Flag() switch
    {
        Quality.Good or Quality.Manual => quality.Finding(),
        Quality.BelowDetection when quality.Finding() != Quality.Good => quality.Finding(),
        var flag => flag,
    };
}
