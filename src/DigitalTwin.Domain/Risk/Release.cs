using DigitalTwin.Domain.Networks.Compiled;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Units;

namespace DigitalTwin.Domain.Risk;

/// <summary>A what-if release: so much of something, for so long, at one asset.</summary>
/// <param name="Flow">Water that comes with it, in addition to what flows there.</param>
public sealed record Release(NetworkElement At, Quantity Quantity, Concentration Concentration, FlowRate Flow, TimeSpan Duration)
{
    /// <summary>kg.</summary>
    public double Mass => Concentration.KilogramsPerCubicMetre * Flow.CubicMetresPerSecond * Duration.TotalSeconds;
}

/// <summary>When and how strongly a release passes a node. Minutes after the release began; first means 5 % of the place's own peak.</summary>
/// <param name="LastMinutes">When it has fallen to 5 % of the peak again.</param>
/// <param name="PeakConcentration">mg/L, what the release adds.</param>
/// <param name="MassShare">Of the mass released, what passes here, decay considered.</param>
public sealed record ReleaseArrival(NetworkElement Asset, double FirstMinutes, double PeakMinutes, double LastMinutes, double PeakConcentration, double MassShare, IReadOnlyList<NetworkElement> Path);

/// <summary>What a release would reach, where to block it and where to sample it.</summary>
public sealed record ReleaseOutlook(IReadOnlyList<ReleaseArrival> Arrivals, IReadOnlyList<Spills.SpillBarrier> Barriers, IReadOnlyList<Spills.SpillSample> Samples)
{
    public static ReleaseOutlook None { get; } = new([], [], []);
}
