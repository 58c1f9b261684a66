namespace DigitalTwin.Domain.Networks.Compiled;

/// <summary>Flow and travel time of every link at one moment. Read-only to all but the <see cref="FlowField"/> that makes it.</summary>
public sealed class FlowState
{
    internal readonly float[] LinkFlow, WaterSeconds, WaveSeconds, NodeFlow, Residence;
    /// <summary>Flow for which a link's times stand; NaN where they must be computed anew.</summary>
    internal readonly float[] TimedFlow;

    internal FlowState(int nodes, int links)
    {
        (LinkFlow, WaterSeconds, WaveSeconds) = (new float[links], new float[links], new float[links]);
        TimedFlow = new float[links];
        Array.Fill(TimedFlow, float.NaN);
        (NodeFlow, Residence) = (new float[nodes], new float[nodes]);
    }

    internal Dictionary<int, float> Depths = [];

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
