using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks.Compiled;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Domain.Risk;

/// <summary>What one symptom will reach: downstream with the water, as a wave, or upstream as backwater.</summary>
/// <remarks>
/// A quality breach and an escaping overflow are carried as matter (<see cref="MatterTransport"/>), a surcharge as a wave of flow downstream
/// (<see cref="FlowWave"/>) and, like a stopped pump, as backwater upstream (<see cref="Backwater"/>). All in memory, over one compiled network.
/// </remarks>
public sealed class Propagation : IDisposable
{
    private readonly CompiledNetwork _network;
    private readonly FlowState _flows;
    private readonly PropagationSettings _settings;
    private TraceScratch? _lease;

    private Propagation(CompiledNetwork network, FlowState flows, PropagationSettings settings, in Symptom cause, PropagationStart start)
    {
        (_network, _flows, _settings, Cause, Start) = (network, flows, settings, cause, start);
        _lease = network.Rent();
        Found.Begin();
    }

    public Symptom Cause { get; }
    public PropagationStart Start { get; }
    /// <summary>Every place reached downstream, in topological order; the start is the first.</summary>
    public ReadOnlySpan<Reached> Reached => Found.Reached;
    /// <summary>Where it leaves the catchment; empty when the whole network was followed.</summary>
    public IReadOnlyList<Crossing> Crossings => Found.CrossingList;

    private PropagationScratch Found => (_lease ?? throw new ObjectDisposedException(nameof(Propagation))).Propagation;

    /// <summary>Computes the propagation of a symptom. An asset outside the graph reaches nothing.</summary>
    /// <param name="strictestLimit">Of those whom matter may reach (<see cref="IntakeLimits"/>): it is followed for as long as it counts by that. NaN to judge by the broken limit alone.</param>
    /// <returns>A view of lent working memory, so that nothing is copied; dispose it to give that back.</returns>
    public static Propagation Run(CompiledNetwork network, FlowState flows, in Symptom cause, PropagationSettings? settings = null,
        PropagationScope scope = PropagationScope.Network, PropagationStart? start = null, double strictestLimit = double.NaN)
    {
        settings ??= PropagationSettings.Default;
        var isKnown = network.TryFind(cause.Asset, out var element);
        var from = start ?? (isKnown ? new PropagationStart(element) : default);
        var propagation = new Propagation(network, flows, settings, cause, from);
        if (start is null && !isKnown) return propagation;
        var scratch = propagation.Found;
        if (IsMatter(cause, network, from)) MatterTransport.Run(scratch, network, flows, settings, cause, from, scope, strictestLimit);
        else
        {
            if (cause.Kind is SymptomKind.Surcharge or SymptomKind.Overflow) FlowWave.Run(scratch, network, flows, settings, from, scope);
            if (from.Into is null) Backwater.Run(scratch, network, flows, settings, cause, from.Element);
        }
        return propagation;
    }

    /// <summary>Gives the working memory back; nothing may be asked afterwards.</summary>
    public void Dispose()
    {
        _lease?.Dispose();
        _lease = null;
    }

    /// <summary>What is worth telling, by time of arrival: notable kinds, overloaded pipes, backed-up places and how far matter gets; at most the settings' number.</summary>
    public IReadOnlyList<Effect> Effects(LocalRules? rules = null)
    {
        rules ??= LocalRules.Default;
        var effects = new List<Effect>();
        var all = Reached;
        for (var i = 0; i < all.Length; i++)
        {
            ref readonly var reached = ref all[i];
            if (reached.Via >= 0 && reached.Previous >= 0) AddDownstream(effects, rules, NetworkElement.Link(reached.Via), i, all[reached.Previous]);
            if (reached.Previous >= 0 || Start.Element.IsLink) AddDownstream(effects, rules, NetworkElement.Node(reached.Node), i, reached);
        }
        foreach (var rise in Found.Rises)
            effects.Add(new Effect(rise.Element, EffectDirection.Upstream, rise.Level, rise.Overflows && rise.Element.IsLink ? Quantity.Flow : Quantity.Level,
                rise.Depth, At(rise.FirstSeconds), At(rise.PeakSeconds), rise.Step));
        if (effects.Count > _settings.MaximumEffects)
            effects = [.. effects.OrderByDescending(e => _settings.Notable.Contains(_network.KindOf(e.Element))).ThenByDescending(e => e.Level).ThenBy(e => e.First).Take(_settings.MaximumEffects)];
        effects.Sort((a, b) => a.First.CompareTo(b.First));
        return effects;
    }

    /// <summary>The way from the cause to an effect, nodes and links in turn, both ends included.</summary>
    public IReadOnlyList<NetworkElement> PathTo(in Effect effect)
    {
        var path = new List<NetworkElement>();
        var upstream = effect.Direction == EffectDirection.Upstream;
        for (var i = effect.Step; i >= 0;)
        {
            var (node, via, previous) = At(upstream, i);
            path.Add(NetworkElement.Node(node));
            if (via >= 0) path.Add(NetworkElement.Link(via));
            i = previous;
        }
        if (!upstream && effect.Element.IsLink && path.Count > 0 && !path[0].IsLink) path.RemoveAt(0); // A link is hit before the node it leads to.
        path.Reverse();
        if (upstream && effect.Element.IsLink) path.Add(effect.Element); // Water escapes by this link out of the last node.
        return path;
    }

    /// <summary>The ways to all these effects in one tree, with the numbers of each leg.</summary>
    public WarningWay WayTo(IReadOnlyList<Effect> effects, out int[] steps) => WarningWay.Of(new WayNumbers(_network, _flows, _settings, this), effects, out steps);

    /// <summary>Every asset on the way, for the map's "an effect is on its way here".</summary>
    public IEnumerable<NetworkElement> Affected()
    {
        for (var i = 0; i < Found.Reached.Length; i++)
        {
            var (node, via, previous) = At(upstream: false, i);
            if (via >= 0 && previous >= 0) yield return NetworkElement.Link(via);
            if (previous >= 0 || Start.Element.IsLink) yield return NetworkElement.Node(node);
        }
        foreach (var rise in Found.Rises) yield return rise.Element;
    }

    internal (int Node, int Via, int Previous) At(bool upstream, int step) => upstream
        ? (Found.Flood.Places[step].Node, Found.Flood.Places[step].Via, Found.Flood.Places[step].Previous)
        : (Reached[step].Node, Reached[step].Via, Reached[step].Previous);

    internal float Elevation(int step) => Found.Flood.Places[step].Elevation;

    private void AddDownstream(List<Effect> effects, LocalRules rules, NetworkElement element, int step, in Reached at)
    {
        var kind = _network.KindOf(element);
        var level = LevelAt(element, kind, rules, at);
        // Matter passes every pipe on its way; only what someone must act on is told, and how far it gets.
        var told = _settings.Notable.Contains(kind) || (IsMatter(Cause, _network, Start) ? step == Reached.Length - 1 && !element.IsLink : level > WarningLevel.Blue);
        if (level > WarningLevel.None && told)
            effects.Add(new Effect(element, EffectDirection.Downstream, level, Carried, float.IsFinite(at.Value) ? at.Value : null, At(at.First), At(at.Peak), step));
    }

    internal bool IsMatter() => IsMatter(Cause, _network, Start);

    private Quantity Carried => IsMatter(Cause, _network, Start) ? Cause.Quantity : Quantity.Flow;

    private WarningLevel LevelAt(NetworkElement element, AssetKind kind, LocalRules rules, in Reached at)
    {
        if (Cause.Kind == SymptomKind.QualityBreach)
        {
            // A user's own limit where it has one; elsewhere the limit that was broken.
            var own = kind == AssetKind.ReuseIntake && !Cause.IsShortfall ? rules.LimitOf(AssetProfile.Of(_network, _network.KeyOf(element), kind, rules.Limits), Cause.Quantity, Cause.Since) : null;
            return _settings.MatterLevel(own is not null ? own.Exceedance(at.Value) : MatterTransport.FractionOfLimit(Cause, at.Value));
        }
        if (Carried != Quantity.Flow || IsMatter(Cause, _network, Start)) return Cause.Level > WarningLevel.Yellow ? WarningLevel.Yellow : WarningLevel.Blue;
        if (!element.IsLink) return WarningLevel.Blue;
        var load = at.Value / _network.Links.FullFlow[element.Index];
        return load >= 1 ? WarningLevel.Yellow : load >= _settings.WaveLoadedRatio ? WarningLevel.Blue : WarningLevel.None;
    }

    /// <summary>A quality breach, or water that has left the sewer through an outfall or weir and is now a discharge.</summary>
    private static bool IsMatter(in Symptom cause, CompiledNetwork network, PropagationStart start) =>
        cause.Kind == SymptomKind.QualityBreach
        || (cause.Kind == SymptomKind.Overflow && network.KindOf(start.Element) is AssetKind.Outfall or AssetKind.Weir or AssetKind.Outlet);

    private Instant At(float seconds) => Cause.Since + TimeSpan.FromSeconds(seconds);
}
