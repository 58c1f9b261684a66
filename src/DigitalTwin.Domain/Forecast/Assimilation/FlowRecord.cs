using DigitalTwin.Domain.Forecast.State;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Domain.Forecast.Assimilation;

/// <summary>The flow readings of one advance. They speak for what enters above them: what passes beside the computed flow is what their land sent beyond the model's.</summary>
/// <remarks>They do not move the state: a flow says how much comes, not where it stands.</remarks>
internal sealed class FlowRecord
{
    /// <summary>A flow that is this many times the greater of the computed one and of the dry-weather flow from above is not believed.</summary>
    private const double MostTimes = 6;
    private const double LeastBound = 0.05; // m³/s
    /// <summary>What a flow may be off before levels above it are no longer asked.</summary>
    private const double ShareOfFlow = 0.02, LeastExcess = 0.001; // m³/s

    private readonly EstimatorOptions _options;
    private readonly List<Gauge> _gauges = [];
    private readonly List<LeftOutGauge> _left = [];

    public FlowRecord(LiveModel model, IReadOnlyList<GaugeReading> readings, DateTime from, DateTime until, EstimatorOptions options)
    {
        _options = options;
        foreach (var group in readings.Where(r => r.Quantity == Quantity.Flow && r.At > from && r.At <= until).GroupBy(r => r.Asset).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            var link = model.LinkOf.GetValueOrDefault(group.Key, -1);
            var node = link >= 0 ? model.Network.Links[link].From : model.NodeOf.TryGetValue(group.Key, out var end) && model.Hydraulics.Role[end] == Hydraulics.Routing.NodeRole.Outfall ? end : -1;
            var usable = group.Where(r => r.IsUsable && double.IsFinite(r.Value)).OrderBy(r => r.At).ToArray();
            LeftReason? why = node < 0 ? LeftReason.NotInModel
                : usable.Length == 0 ? group.Any(r => r.IsUsable) ? LeftReason.NoNumber : LeftReason.Marked
                : until - usable[^1].At > options.StaleAfter ? LeftReason.Stale : null;
            if (why is { } reason) _left.Add(new(group.Key, Quantity.Flow, reason));
            else if (!_gauges.Exists(g => g.Node == node)) _gauges.Add(new(group.Key, node, link, usable));
        }
    }

    public IEnumerable<int> Nodes => _gauges.Select(g => g.Node);

    /// <summary>Compares over the step that has just ended.</summary>
    /// <param name="dry">Mean dry-weather flow from above a node, m³/s.</param>
    public void Compare(SewerSimulation run, DateTime at, double seconds, Func<int, double> dry, Action<int, double> count)
    {
        foreach (var gauge in _gauges)
        {
            var computed = gauge.Link >= 0 ? run.FlowOf(gauge.Link) : run.State.NetInflow[gauge.Node];
            var mean = (computed + (gauge.Last ?? computed)) / 2;
            gauge.Last = computed;
            var i = Array.FindLastIndex(gauge.Readings, r => r.At <= at);
            if (i < 0 || at - gauge.Readings[i].At > _options.StaleAfter) continue;
            var measured = gauge.Readings[i].Value;
            gauge.Bound = Math.Max(LeastBound, MostTimes * Math.Max(Math.Abs(mean), dry(gauge.Node)));
            gauge.Fit = new(gauge.Asset, Quantity.Flow, gauge.Readings[i].At, measured, mean, computed);
            gauge.IsOff = Math.Abs(measured - mean) > gauge.Bound;
            if (!gauge.IsOff) count(gauge.Node, (measured - mean) * seconds);
        }
    }

    /// <summary>Whether more water (or less, for a difference below 0) would take the flow at a gauge further from what was measured there last.</summary>
    /// <param name="node">A flow gauge's.</param>
    public bool Contradicts(int node, double difference) =>
        _gauges.Find(g => g.Node == node) is { IsOff: false, Fit: { } fit } && (fit.After - fit.Measured) * Math.Sign(difference) > Math.Max(LeastExcess, ShareOfFlow * Math.Abs(fit.Measured));

    /// <summary>What to tell beside the levels.</summary>
    public Analysis AddTo(Analysis analysis) => analysis with
    {
        Used = [.. analysis.Used, .. _gauges.Where(g => g is { IsOff: false, Fit: not null }).Select(g => g.Fit!)],
        Left = [.. analysis.Left, .. _left, .. _gauges.Where(g => g is { IsOff: true, Fit: not null }).Select(g => new LeftOutGauge(g.Asset, Quantity.Flow, LeftReason.OffTooFar, g.Fit!.Measured - g.Fit.After, g.Bound))],
    };

    private sealed class Gauge(string asset, int node, int link, GaugeReading[] readings)
    {
        public string Asset { get; } = asset;
        public int Node { get; } = node;
        public int Link { get; } = link;
        public GaugeReading[] Readings { get; } = readings;
        public double? Last { get; set; }
        public GaugeFit? Fit { get; set; }
        public double Bound { get; set; }
        public bool IsOff { get; set; }
    }
}
