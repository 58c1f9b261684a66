using DigitalTwin.Domain.Networks.Compiled;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Domain.Risk;

/// <summary>Stored and sent; never renumber.</summary>
public enum EffectDirection : byte
{
    /// <summary>With the water: matter, or a wave of flow.</summary>
    Downstream = 1,
    /// <summary>As backwater.</summary>
    Upstream = 2,
}

/// <summary>One asset that a symptom reaches.</summary>
/// <param name="Value">Expected at the peak, in the quantity's canonical unit; null where only the arrival is known.</param>
/// <param name="First">When it begins to be felt (5 % of a front; the beginning of surcharge).</param>
/// <param name="Step">Position in <see cref="Propagation.Reached"/>, from which <see cref="Propagation.PathTo"/> rebuilds the way.</param>
public readonly record struct Effect(NetworkElement Element, EffectDirection Direction, WarningLevel Level, Quantity Quantity, double? Value, Instant First, Instant Peak, int Step);

/// <summary>A place that a propagation reached. Times in s after the symptom began.</summary>
/// <param name="Via">The link by which it was reached; −1 at the start.</param>
/// <param name="Previous">Position of the place before it; −1 at the start.</param>
/// <param name="Value">Concentration, flow or level, by the symptom's kind.</param>
public readonly record struct Reached(int Node, int Via, int Previous, float First, float Peak, float Value);

/// <summary>Where a propagation leaves its catchment.</summary>
/// <param name="Node">The node it leaves by.</param>
/// <param name="Into">Catchment it enters.</param>
/// <param name="Value">Concentration or flow as it leaves.</param>
/// <param name="Flow">m³/s of water that carries it.</param>
public readonly record struct Crossing(int Node, Catchment Into, float First, float Peak, float Value, float Flow);

/// <summary>Where a propagation begins: the element, and for one that comes from another catchment how it arrives.</summary>
/// <param name="Into">Follow only links of this catchment out of the start; null for all.</param>
/// <param name="First">s after the symptom began.</param>
/// <param name="Value">As the crossing said; NaN to take the symptom's own.</param>
public readonly record struct PropagationStart(NetworkElement Element, Catchment? Into = null, float First = 0, float Peak = 0, float Value = float.NaN)
{
    public static PropagationStart At(Crossing crossing) => new(NetworkElement.Node(crossing.Node), crossing.Into, crossing.First, crossing.Peak, crossing.Value);
}

/// <summary>How far to follow.</summary>
public enum PropagationScope : byte { Catchment, Network }
