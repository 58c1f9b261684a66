namespace DigitalTwin.Domain.Hydraulics.Routing;

/// <summary>How the router steps through time. Lengths in m, times in s.</summary>
/// <param name="LongestStep">Bound on the time step while water moves little.</param>
/// <param name="ShortestStep">Below this a step is taken even where it has not converged.</param>
/// <param name="DepthChange">A step that would change a free surface by more than this is made shorter: the scheme is stable at any step, accuracy bounds it.</param>
/// <param name="HeadTolerance">Iterations end when no head changes by more.</param>
/// <param name="MostIterations">Newton iterations of a step.</param>
/// <param name="LeastSurface">Plan area of a node whatever its pipes hold, m²: a manhole of 1.22 m.</param>
/// <param name="Theta">Weight of the new flows in the volume balance, 0.5–1. Near a half the peaks of a storm keep their height; at 1 the longest steps flatten them.</param>
public sealed record RoutingOptions(
    double LongestStep = 30,
    double ShortestStep = 0.25,
    double DepthChange = 0.05,
    double HeadTolerance = 0.0015,
    int MostIterations = 8,
    double LeastSurface = 1.167,
    double Theta = 0.6)
{
    /// <summary>SWMM's INERTIAL_DAMPING.</summary>
    public InertialDamping Damping { get; init; } = InertialDamping.Partial;

    /// <summary>
    /// A pipe end drowned in a tank still lends the tank a surface: SWMM's way, with which models are calibrated, and wrong (a U-tube between tanks
    /// swings at half its pace). False lets such a surface fade, as it does at manholes.
    /// </summary>
    public bool DrownedEndsWidenTanks { get; init; }

    /// <summary>Water above the rim stays over nodes that have a ponded area.</summary>
    public bool AllowsPonding { get; init; }

    /// <exception cref="ArgumentOutOfRangeException">A number is not one that the method can run with.</exception>
    public RoutingOptions Checked()
    {
        Require(ShortestStep > 0, nameof(ShortestStep), ShortestStep, "more than 0 s");
        Require(LongestStep >= ShortestStep && LongestStep <= 300, nameof(LongestStep), LongestStep, "between the shortest step and 300 s");
        Require(HeadTolerance > 0, nameof(HeadTolerance), HeadTolerance, "more than 0 m");
        Require(DepthChange > HeadTolerance, nameof(DepthChange), DepthChange, "more than the head tolerance");
        Require(MostIterations > 0, nameof(MostIterations), MostIterations, "at least 1");
        Require(LeastSurface > 0, nameof(LeastSurface), LeastSurface, "more than 0 m²");
        Require(Theta is >= 0.5 and <= 1, nameof(Theta), Theta, "0.5 to 1");
        return this;
    }

    private static void Require(bool holds, string name, double value, string expected)
    {
        if (!holds) throw new ArgumentOutOfRangeException(name, value, $"Expected {expected}.");
    }
}

/// <summary>What of the inertia terms is kept: all, less as the flow nears the critical, or none.</summary>
public enum InertialDamping : byte { None, Partial, Full }
