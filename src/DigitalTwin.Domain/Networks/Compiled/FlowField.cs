using System.Runtime.InteropServices;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Domain.Networks.Compiled;

/// <summary>The flows of now: dry-weather flow, corrected by what is measured, the difference carried downstream to the next measurement.</summary>
/// <remarks>
/// One topological pass computes all, or what lies downstream of what changed since; links that lead back in a loop keep what is measured there and carry nothing on.
/// Without a measurement, a level tells how full the pipes that leave the node are, and with that their velocity (normal depth; a pipe more
/// than 85 % full counts as running at capacity, so an expected time is early rather than late where a blockage holds the water).
/// Safe from any thread: writers take turns, readers take <see cref="Current"/> once for each computation.
/// </remarks>
public sealed class FlowField
{
    private readonly Lock _lock = new();
    private readonly Dictionary<int, Measured> _linkFlow = [], _nodeFlow = [], _nodeDepth = [];
    private readonly FlowPass _pass;
    private readonly float[] _dryFlow;
    private FlowState _current, _spare;
    // Two states take turns, so each lacks what changed since it was computed: this time and the time before.
    private readonly HashSet<int> _changed = [], _changedBefore = [];
    private int _wholePasses = 1;
    private bool _dirty;
    private double _hourOfDay = double.NaN;

    public FlowField(CompiledNetwork network)
    {
        Network = network;
        _pass = new FlowPass(network);
        (_current, _spare) = (new FlowState(network.NodeCount, network.LinkCount), new FlowState(network.NodeCount, network.LinkCount));
        _pass.Run(_current, _linkFlow, _nodeFlow, _nodeDepth, _hourOfDay);
        _dryFlow = _current.LinkFlow.ToArray();
    }

    public CompiledNetwork Network { get; }

    /// <summary>The newest computed state. A reader that holds it over two recomputations sees newer values, never invalid ones.</summary>
    public FlowState Current => Volatile.Read(ref _current);

    /// <summary>Takes a flow (m³/s) or level (m) measured at an asset; other quantities, unknown assets and older or unusable values are ignored.</summary>
    /// <returns>Whether it will change the field at the next <see cref="Recompute"/>.</returns>
    public bool Observe(AssetKey asset, Quantity quantity, double value, Instant at)
    {
        if (!double.IsFinite(value) || !Network.TryFind(asset, out var element)) return false;
        if (quantity != Quantity.Flow && quantity != Quantity.Level) return false;
        lock (_lock)
        {
            var (map, index) = quantity == Quantity.Level ? (_nodeDepth, Network.NodeOf(element))
                : element.IsLink ? (_linkFlow, element.Index) : (_nodeFlow, element.Index);
            ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(map, index, out var exists);
            if (exists && at < known.At) return false;
            var flow = element.IsLink && quantity == Quantity.Flow && Network.Links.Kind[index] == AssetKind.PumpStation ? OverCycles(known, exists, index, value, at) : value;
            var changed = !exists || Math.Abs(known.Value - flow) > 1e-6 + 0.01 * Math.Abs(known.Value); // Less than 1 % moves no arrival that anyone could tell.
            if (changed && quantity == Quantity.Flow) _changed.Add(element.IsLink ? Network.Links.From[index] : index);
            known = new Measured(changed ? (float)flow : known.Value, at, flow, value);
            _dirty |= changed;
            return changed;
        }
    }

    /// <summary>
    /// A pump runs and rests by the level of its well, so what it lifts at one moment says little of what passes in an hour. Its flow counts as the
    /// mean over its cycles, by first-order smoothing of what was measured before, and starts from the dry-weather flow.
    /// </summary>
    private double OverCycles(in Measured known, bool exists, int link, double value, Instant at)
    {
        if (!exists) return _dryFlow[link] > 0 ? _dryFlow[link] : value;
        var weight = 1 - Math.Exp(-(at - known.At).TotalSeconds / Network.Settings.PumpCycleSeconds);
        return known.Mean + (known.Newest - known.Mean) * weight;
    }

    /// <summary>Forgets measurements older than a time, so that their places fall back to dry-weather flow.</summary>
    public void ForgetBefore(Instant oldest)
    {
        lock (_lock)
            foreach (var map in (Dictionary<int, Measured>[])[_linkFlow, _nodeFlow, _nodeDepth])
                foreach (var (index, measured) in map)
                    if (measured.At < oldest)
                    {
                        _dirty |= map.Remove(index);
                        if (map != _nodeDepth) _changed.Add(map == _linkFlow ? Network.Links.From[index] : index);
                    }
    }

    /// <summary>Lets dry-weather inflow follow its daily patterns from now on; NaN returns to the daily mean.</summary>
    /// <param name="hour">Local hour of the day, 0 ≤ hour &lt; 24.</param>
    public void SetHourOfDay(double hour)
    {
        if (hour is < 0 or >= 24) throw new ArgumentOutOfRangeException(nameof(hour), hour, "The hour of the day runs from 0 up to but not including 24.");
        lock (_lock)
        {
            if (_hourOfDay.Equals(hour)) return;
            (_dirty, _wholePasses, _hourOfDay) = (true, 2, hour);
        }
    }

    /// <summary>Recomputes the whole field if anything changed since; returns whether it did.</summary>
    public bool Recompute()
    {
        lock (_lock)
        {
            if (!_dirty) return false;
            _dirty = false;
            _changedBefore.UnionWith(_changed);
            var isWhole = _wholePasses > 0 || _changedBefore.Count > Network.NodeCount / 16; // Beyond that a plain pass is quicker.
            _pass.Run(_spare, _linkFlow, _nodeFlow, _nodeDepth, _hourOfDay, isWhole ? null : _changedBefore);
            if (_wholePasses > 0) _wholePasses--;
            _changedBefore.Clear();
            _changedBefore.UnionWith(_changed);
            _changed.Clear();
            _spare = Interlocked.Exchange(ref _current, _spare);
            return true;
        }
    }
}

/// <param name="Value">What the field was computed with last.</param>
/// <param name="Mean">What counts by now: the measurement, or the mean over a pump's cycles.</param>
/// <param name="Newest">As measured at <paramref name="At"/>.</param>
internal readonly record struct Measured(float Value, Instant At, double Mean, double Newest);
