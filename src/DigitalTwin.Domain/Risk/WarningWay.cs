using DigitalTwin.Domain.Assets;

namespace DigitalTwin.Domain.Risk;

/// <summary>The ways by which a warning reaches its effects, as one tree in columns: a step is a place, the link by which it is reached, and the numbers of that leg.</summary>
/// <remarks>
/// Trunks are shared, so a hundred effects cost one trunk. A path is put together when someone asks for it, and its arrival and strength can be
/// worked out again from its legs (see <see cref="WarningLeg"/>).
/// </remarks>
public sealed record WarningWay(WarningLeg[] Legs)
{
    public static WarningWay Empty { get; } = new([]);

    /// <summary>Assets from the start to a step, ends included: the link that leads to a place comes before it.</summary>
    /// <param name="asset">What the path is for: the step's place, the link that leads to it (the path then ends with the link), or a link by which water escapes from it.</param>
    public IReadOnlyList<AssetKey> PathTo(int step, AssetKey asset)
    {
        var path = new List<AssetKey>();
        if ((uint)step >= (uint)Legs.Length) return path;
        if (asset != Legs[step].Place && asset != Legs[step].Link) path.Add(asset);
        foreach (var leg in Backwards(step))
        {
            if (leg.Step != step || asset != leg.Leg.Link) path.Add(leg.Leg.Place);
            if (leg.Leg.Link.Value > 0) path.Add(leg.Leg.Link);
        }
        path.Reverse();
        return path;
    }

    /// <summary>The legs from the start to a step, in order.</summary>
    public IReadOnlyList<WarningLeg> LegsTo(int step)
    {
        var legs = Backwards(step).Select(l => l.Leg).ToArray();
        Array.Reverse(legs);
        return legs;
    }

    /// <summary>Minutes after the symptom began at which a step is first felt and felt most, worked out from its legs.</summary>
    public (double First, double Peak) Arrival(int step, bool isMatter, PropagationSettings settings)
    {
        double middle = 0, variance = 0;
        foreach (var (_, leg) in Backwards(step)) (middle, variance) = (middle + leg.Minutes, variance + (double)leg.Spread * leg.Spread);
        return isMatter ? MatterTransport.Window(middle, Math.Sqrt(variance), settings.FrontQuantile) : (middle, middle * settings.WavePeakFactor);
    }

    private IEnumerable<(int Step, WarningLeg Leg)> Backwards(int step)
    {
        for (var i = step; (uint)i < (uint)Legs.Length; i = Legs[i].Previous) yield return (i, Legs[i]);
    }

    /// <summary>Gathers what leads to some effects.</summary>
    /// <param name="steps">By effect: its step here.</param>
    internal static WarningWay Of(WayNumbers numbers, IReadOnlyList<Effect> effects, out int[] steps)
    {
        var position = new Dictionary<(bool Upstream, int Step), int>();
        var legs = new List<WarningLeg>();
        steps = new int[effects.Count];
        var chain = new Stack<int>();
        for (var e = 0; e < effects.Count; e++)
        {
            var upstream = effects[e].Direction == EffectDirection.Upstream;
            for (var i = effects[e].Step; i >= 0 && !position.ContainsKey((upstream, i)); i = numbers.Previous(upstream, i)) chain.Push(i);
            while (chain.TryPop(out var step))
            {
                position[(upstream, step)] = legs.Count;
                legs.Add(numbers.Leg(upstream, step, numbers.Previous(upstream, step) is >= 0 and var previous ? position[(upstream, previous)] : -1));
            }
            steps[e] = position[(upstream, effects[e].Step)];
        }
        return new WarningWay([.. legs]);
    }
}

/// <summary>One leg of a way: from the place before, along a link, to a place.</summary>
/// <remarks>
/// For matter: middle of the arrival = Σ minutes, its deviation = √Σ spread²; first = max(middle/2, middle − 1.645·deviation), peak = middle + 1.645·deviation.
/// Value at the place = (value before · through before · share · decay) / through, plus what joins by other ways: that quotient of flows is the dilution.
/// For a wave: first = Σ minutes; for backwater the value is the surface's elevation.
/// </remarks>
/// <param name="Link">The link travelled; 0 at the start.</param>
/// <param name="Previous">Step of the place before; −1 at the start.</param>
/// <param name="Minutes">Time on this leg, the stay in a tank or plant before the link included; at the start, time since the symptom began.</param>
/// <param name="Spread">Standard deviation of that, min.</param>
/// <param name="Flow">m³/s in the link.</param>
/// <param name="Share">Of what left the place before, the part that took this link.</param>
/// <param name="Decay">What is left of the matter after this leg, 0–1.</param>
/// <param name="Through">m³/s through the place.</param>
/// <param name="Stay">Of the minutes, the stay in the tank or plant before the link.</param>
/// <param name="Value">There: concentration, flow, or elevation of the surface.</param>
public readonly record struct WarningLeg(AssetKey Place, AssetKey Link, int Previous, float Minutes, float Spread, float Flow, float Share, float Decay, float Through, float Value, float Stay = 0);
