namespace DigitalTwin.Domain.Networks.Compiled;

/// <summary>Flow and travel time of every link at one moment. Read-only to all but the <see cref="FlowField"/> that makes it.</summary>
public sealed class FlowState
{
    internal readonly float[] LinkFlow, WaterSeconds, WaveSeconds, NodeFlow, Residence;
    /// <summary>Links whose times hold more than their flow says: a measured level, or the stay in a tank.</summary>
    internal readonly List<int> Adjusted = [];

    internal FlowState(int nodes, int links)
    {
        (LinkFlow, WaterSeconds, WaveSeconds) = (new float[links], new float[links], new float[links]);
        Array.Fill(LinkFlow, float.NaN); // Nothing is computed yet, so the first pass finds every link changed.
        (NodeFlow, Residence) = (new float[nodes], new float[nodes]);
    }

    internal Dictionary<int, float> Depths = [];

    /// <summary>Local hour of the day for which dry-weather flow was taken; NaN for the daily mean.</summary>
    public double HourOfDay { get; internal set; } = double.NaN;

    /// <summary>Measured depth of water at a node, m; NaN where nobody measures.</summary>
    public float Depth(int node) => Depths.TryGetValue(node, out var depth) ? depth : float.NaN;

    /// <summary>m³/s by link.</summary>
    public ReadOnlySpan<float> Flow => LinkFlow;
    /// <summary>m³/s that pass each node: what arrives and enters, less what is withdrawn.</summary>
    public ReadOnlySpan<float> Through => NodeFlow;

    /// <summary>Seconds from entering a link's upper node to its lower one, by link; the stay in a tank or plant at the upper node counts in.</summary>
    public ReadOnlySpan<float> Seconds(TravelSpeed speed) => speed == TravelSpeed.Water ? WaterSeconds : WaveSeconds;

    /// <summary>How long water stays in each node, s: tanks by V/Q, plants by their retention, else 0.</summary>
    public ReadOnlySpan<float> ResidenceSeconds => Residence;
}

/// <summary>What travels: matter goes with the water, a change of flow or level as a wave.</summary>
public enum TravelSpeed : byte { Water, Wave }
