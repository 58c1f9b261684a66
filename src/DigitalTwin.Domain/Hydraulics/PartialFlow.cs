using System.Runtime.CompilerServices;

namespace DigitalTwin.Domain.Hydraulics;

/// <summary>Velocity, celerity and fill of a part-full conduit from Q/Q_full, by table: the hot path of travel times.</summary>
/// <remarks>Sampled evenly in (Q/Q_full)^¼, so that the small shares of dry weather are as exact as the large; within 0.1 % of <see cref="CircularSection"/>.</remarks>
public sealed class PartialFlow
{
    private const int Steps = 1024;
    private readonly float[] _velocity = new float[Steps + 2];
    private readonly float[] _celerity = new float[Steps + 2];
    private readonly float[] _fill = new float[Steps + 2];
    private readonly (float Water, float Wave)[] _slowness = new (float, float)[Steps + 2];

    private PartialFlow(Func<double, (double Velocity, double Celerity, double Fill)> at)
    {
        for (var i = 0; i <= Steps; i++)
        {
            var root = (double)i / Steps;
            var (velocity, celerity, fill) = at(root * root * root * root);
            (_velocity[i], _celerity[i], _fill[i]) = ((float)velocity, (float)celerity, (float)fill);
        }
        // An empty pipe is endlessly slow; its first step stands in for it, and the floor on velocity comes first.
        for (var i = 0; i <= Steps; i++) _slowness[i] = (1 / Math.Max(_velocity[i], _velocity[1] / 2), 1 / _celerity[i]);
        _slowness[Steps + 1] = _slowness[Steps];
        (_velocity[Steps + 1], _celerity[Steps + 1], _fill[Steps + 1]) = (_velocity[Steps], _celerity[Steps], _fill[Steps]);
    }

    /// <summary>Circular pipes, and other closed sections by their own full area and full velocity with the circle's ratios.</summary>
    public static PartialFlow Circular { get; } = new(ratio =>
    {
        var fill = CircularSection.FillOfFlowRatio(ratio);
        return (CircularSection.VelocityRatio(fill), Math.Max(1, CircularSection.CelerityRatio(fill)), fill);
    });

    /// <summary>Open channels and river reaches as wide rectangles: Q ∝ h^(5/3), so V ∝ Q^(2/5), c_k = 5/3 V.</summary>
    public static PartialFlow WideChannel { get; } = new(ratio => (Math.Pow(ratio, 0.4), 5.0 / 3, Math.Pow(ratio, 0.6)));

    /// <summary>V/V_full at a share of the full flow; shares outside 0–1 count as the nearest bound.</summary>
    public float VelocityRatio(float share) => At(_velocity, share);

    /// <summary>Wave celerity over velocity, c_k/V; not below 1, since near full the kinematic celerity loses its meaning.</summary>
    public float CelerityRatio(float share) => At(_celerity, share);

    /// <summary>h/D.</summary>
    public float Fill(float share) => At(_fill, share);

    /// <summary>V_full/V and V/c_k at once, for the hot path: how many times longer than just full water takes, and what share of that a wave.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public (float Water, float Wave) Slowness(float share)
    {
        var x = share > 0 ? MathF.Sqrt(MathF.Sqrt(Math.Min(1, share))) * Steps : 0;
        var i = (int)x;
        var (below, above, part) = (_slowness[i], _slowness[i + 1], x - i);
        return (below.Water + (above.Water - below.Water) * part, below.Wave + (above.Wave - below.Wave) * part);
    }

    private static float At(float[] table, float share)
    {
        if (!(share > 0)) return table[0];
        var x = share >= 1 ? Steps : MathF.Sqrt(MathF.Sqrt(share)) * Steps;
        var i = (int)x;
        var below = table[i];
        return below + (table[i + 1] - below) * (x - i);
    }
}
