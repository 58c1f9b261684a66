namespace DigitalTwin.Domain.Hydraulics.Hydrology;

/// <summary>Potential evaporation from wet surfaces: the same all year, by month, or by a series of its own.</summary>
/// <remarks>SWMM 5.2 User's Manual, appendix D, [EVAPORATION]. A value of a series holds until the next one.</remarks>
public sealed record Evaporation
{
    public static Evaporation None { get; } = new();

    /// <summary>mm a day, where neither months nor a series are given.</summary>
    public double Constant { get; init; }
    /// <summary>mm a day in January to December.</summary>
    public IReadOnlyList<double>? Monthly { get; init; }
    /// <summary>mm a day.</summary>
    public TimeSeries? Series { get; init; }
    /// <summary>Only while it does not rain.</summary>
    public bool IsDryOnly { get; init; }
    /// <summary>Factor on how fast soil dries, January to December.</summary>
    public IReadOnlyList<double>? Recovery { get; init; }

    public bool IsNone => Constant == 0 && Monthly is null && Series is null && Recovery is null;

    public static implicit operator Evaporation(double constant) => FromDouble(constant);

    public static Evaporation FromDouble(double constant) => new() { Constant = constant };

    /// <summary>mm a day at a city time.</summary>
    public double At(DateTime time) => Math.Max(0, Series is { } series ? series.Latest(time) : Monthly is { Count: 12 } monthly ? monthly[time.Month - 1] : Constant);

    public double RecoveryAt(DateTime time) => Recovery is { Count: 12 } recovery ? recovery[time.Month - 1] : 1;
}
