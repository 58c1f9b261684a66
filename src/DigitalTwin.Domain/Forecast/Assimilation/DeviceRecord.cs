using DigitalTwin.Domain.Forecast.State;
using DigitalTwin.Domain.Hydraulics.Routing;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Domain.Forecast.Assimilation;

/// <summary>What is known of pumps and gates: which run and how much they deliver, how far which stand open, and which have tripped.</summary>
/// <remarks>
/// A pump that is measured to run runs in the model, at the speed that its measured flow tells, and one that stands stands, up to
/// <see cref="EstimatorOptions.StaleAfter"/> after the reading. Where its well has no gauge it is let go at the depths where it switches by itself, so
/// that a wrong inflow cannot fill or empty the well without end. In a forecast see <see cref="Ahead"/>.
/// </remarks>
internal sealed class DeviceRecord(LiveModel model, EstimatorOptions options)
{
    private readonly SortedDictionary<int, Known> _known = [];
    private readonly HashSet<int> _tripped = [];
    private readonly HashSet<int> _healed = [];
    private GaugeReading[] _readings = [];
    private DeviceHolds? _holds;
    private int _next;

    /// <summary>Goes on from holds as they were kept with a state.</summary>
    public void Restore(IReadOnlyList<HeldDevice> holds, DateTime at)
    {
        foreach (var hold in holds)
            if (hold.Until is null && !hold.Yields) _tripped.Add(hold.Device);
            else _known[hold.Device] = new Known { Setting = hold.Setting, At = at, IsHeld = true };
    }

    /// <param name="tripped">Local ids of pumps that stay off whatever their well does, until they are named no more.</param>
    public void Trip(IEnumerable<string> tripped)
    {
        _healed.UnionWith(_tripped);
        _tripped.Clear();
        _tripped.UnionWith(tripped.Select(DeviceOf).Where(d => d >= 0));
        _healed.ExceptWith(_tripped);
    }

    public void Begin(IReadOnlyList<GaugeReading> readings, DateTime until)
    {
        _readings = [.. readings.Where(r => r.At <= until && r.IsUsable && double.IsFinite(r.Value) && IsOfDevice(r.Quantity) && DeviceOf(r.Asset) >= 0).OrderBy(r => r.At)];
        _next = 0;
    }

    /// <summary>Sets a run's devices as they were measured by the end of its next step.</summary>
    /// <param name="gauged">Nodes whose level is measured.</param>
    public void Apply(SewerSimulation run, DateTime at, IReadOnlySet<int> gauged)
    {
        for (; _next < _readings.Length && _readings[_next].At <= at; _next++) Take(_readings[_next], run.State);
        _holds = run.Router.Holds;
        foreach (var device in _healed) _holds.Release(device);
        _healed.Clear();
        foreach (var (device, known) in _known)
        {
            var isFresh = at - known.At <= options.StaleAfter;
            if (isFresh) _holds.Set(device, known.Setting, yields: IsPump(device) && !gauged.Contains(model.Hydraulics.Devices[device].From));
            else if (known.IsHeld && IsPump(device)) _holds.Set(device, known.Setting, yields: true); // Goes on till it switches by itself.
            else if (known.IsHeld) _holds.Release(device);
            known.IsHeld = isFresh;
        }
        foreach (var device in _tripped) _holds.Set(device, 0, priority: DeviceHolds.Firm);
    }

    /// <summary>As a forecast holds them: a tripped pump stays off to its end; another stays as it is until its well passes the depth at which it switches,
    /// or, like a gate, for <see cref="EstimatorOptions.HoldsAgainstRules"/> where a rule of the network moves it.</summary>
    public IReadOnlyList<HeldDevice> Ahead(DateTime now)
    {
        var holds = new List<HeldDevice>();
        foreach (var (device, known) in _known)
        {
            if (_tripped.Contains(device) || !known.IsHeld && _holds?.IsHeld(device) != true) continue;
            var id = model.Network.Links[model.Hydraulics.Devices[device].Link].LocalId;
            var isRuled = model.Network.Controls.Any(c => c.Contains($" {id} ", StringComparison.OrdinalIgnoreCase));
            if (isRuled || IsPump(device)) holds.Add(new(device, known.Setting, isRuled ? now + options.HoldsAgainstRules : null, Yields: IsPump(device)));
        }
        holds.AddRange(_tripped.Order().Select(d => new HeldDevice(d, 0, null, Yields: false)));
        return holds;
    }

    private static bool IsOfDevice(Quantity q) => q == Quantity.Running || q == Quantity.Flow || q == Quantity.Opening;

    private int DeviceOf(string asset) => model.LinkOf.TryGetValue(asset, out var link) ? model.Hydraulics.DeviceOfLink[link] : -1;

    private bool IsPump(int device) => model.Hydraulics.Devices[device].Kind == DeviceKind.Pump;

    private void Take(GaugeReading reading, RoutingState state)
    {
        var device = DeviceOf(reading.Asset);
        var isPump = IsPump(device);
        if (isPump == (reading.Quantity == Quantity.Opening)) return; // A gate's flow is the engine's to find.
        if (!_known.TryGetValue(device, out var known))
        {
            if (reading.Quantity == Quantity.Flow && Rate(device, state) <= 0) return;
            _known[device] = known = new Known();
        }
        known.At = reading.At;
        if (reading.Quantity == Quantity.Opening) known.Setting = Math.Clamp(reading.Value, 0, 1);
        else if (reading.Quantity == Quantity.Running) (known.IsRunning, known.RunningAt) = (reading.Value >= 0.5, reading.At);
        else if (Rate(device, state) is > 0 and var rate) (known.Share, known.ShareAt) = (Math.Clamp(reading.Value / rate, 0, 1), reading.At);
        if (!isPump) return;
        var hasShare = reading.At - known.ShareAt <= options.StaleAfter;
        var stands = reading.At - known.RunningAt <= options.StaleAfter && !known.IsRunning;
        known.Setting = stands ? 0 : hasShare ? known.Share : known.IsRunning ? 1 : 0;
    }

    /// <summary>m³/s at full speed; 0 where it hangs on more than the well's depth.</summary>
    private double Rate(int device, RoutingState state)
    {
        var d = model.Hydraulics.Devices[device];
        return d is { Kind: DeviceKind.Pump, Curve: { } curve, PumpCurve: PumpCurveKind.Depth } ? Interpolation.At(curve, Math.Max(0, state.Depth[d.From])) : 0;
    }

    private sealed class Known
    {
        public DateTime At { get; set; }
        public double Setting { get; set; }
        public bool IsHeld { get; set; }
        public bool IsRunning { get; set; }
        public DateTime RunningAt { get; set; }
        public double Share { get; set; }
        public DateTime ShareAt { get; set; }
    }
}
