namespace DigitalTwin.Domain.Units;

/// <summary>Volumetric flow, held in m³/s; negative against the direction by design.</summary>
public readonly record struct FlowRate : IComparable<FlowRate>
{
    /// <exception cref="ArgumentOutOfRangeException">NaN, infinite.</exception>
    public FlowRate(double cubicMetresPerSecond) => CubicMetresPerSecond = Finite.Of(cubicMetresPerSecond);

    public double CubicMetresPerSecond { get; }

    public static FlowRate FromLitresPerSecond(double value) => new(value / 1000);
    public static FlowRate FromCubicMetresPerDay(double value) => new(value / 86_400);

    public int CompareTo(FlowRate other) => CubicMetresPerSecond.CompareTo(other.CubicMetresPerSecond);
    public static bool operator <(FlowRate a, FlowRate b) => a.CubicMetresPerSecond < b.CubicMetresPerSecond;
    public static bool operator >(FlowRate a, FlowRate b) => a.CubicMetresPerSecond > b.CubicMetresPerSecond;
    public static bool operator <=(FlowRate a, FlowRate b) => a.CubicMetresPerSecond <= b.CubicMetresPerSecond;
    public static bool operator >=(FlowRate a, FlowRate b) => a.CubicMetresPerSecond >= b.CubicMetresPerSecond;

    public static FlowRate operator +(FlowRate a, FlowRate b) => new(a.CubicMetresPerSecond + b.CubicMetresPerSecond);
    public static FlowRate operator -(FlowRate a, FlowRate b) => new(a.CubicMetresPerSecond - b.CubicMetresPerSecond);
    /// <summary>What flows in that time. The flow must not be negative.</summary>
    public static Volume operator *(FlowRate flow, TimeSpan elapsed) => new(flow.CubicMetresPerSecond * elapsed.TotalSeconds);
    public static Velocity operator /(FlowRate flow, Area area) => new(flow.CubicMetresPerSecond / area.SquareMetres);

    public override string ToString() => FormattableString.Invariant($"{CubicMetresPerSecond:G6} m³/s");
}
