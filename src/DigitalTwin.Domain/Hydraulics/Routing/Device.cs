using DigitalTwin.Domain.Hydraulics.Sections;
using DigitalTwin.Domain.Networks;

namespace DigitalTwin.Domain.Hydraulics.Routing;

public enum DeviceKind : byte { Pump, Orifice, BottomOrifice, TransverseWeir, SideWeir, VNotchWeir, TrapezoidalWeir, Outlet }

public enum PumpCurveKind : byte { Ideal, Volume, DepthSteps, Head, Depth }

/// <summary>A link whose flow follows from the heads at its ends without momentum of its own.</summary>
public sealed record Device
{
    /// <summary>Index into <see cref="Network.Links"/>.</summary>
    public required int Link { get; init; }
    public required DeviceKind Kind { get; init; }
    public required int From { get; init; }
    public required int To { get; init; }
    /// <summary>Elevation of crest, opening's bottom or outlet, m above datum.</summary>
    public double Crest { get; init; }
    public double Coefficient { get; init; }
    /// <summary>Of the triangular ends of a trapezoidal weir.</summary>
    public double EndCoefficient { get; init; }
    public int EndContractions { get; init; }
    public double SideSlope { get; init; }
    public double Height { get; init; }
    public double Width { get; init; }
    public SectionTable? Opening { get; init; }
    public bool HasFlapGate { get; init; }
    /// <summary>A weir under water acts as an orifice.</summary>
    public bool CanSurcharge { get; init; }
    /// <summary>s from shut to open; 0 for at once.</summary>
    public double StrokeTime { get; init; }
    /// <summary>Pump or rating curve.</summary>
    public Curve? Curve { get; init; }
    public PumpCurveKind PumpCurve { get; init; }
    /// <summary>Exponent of an outlet without a curve.</summary>
    public double Exponent { get; init; }
    /// <summary>An outlet rated by the head across it rather than by depth above its crest.</summary>
    public bool RatedByHead { get; init; }
    public double StartDepth { get; init; }
    public double StopDepth { get; init; }
    /// <summary>0 shut or off, 1 open or on.</summary>
    public double InitialSetting { get; init; } = 1;
}
