using DigitalTwin.Domain.Forecast.State;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Domain.Forecast.Assimilation;

/// <summary>A gauge that has its say over one step: its node, and the depth to which it draws, m.</summary>
internal readonly record struct Pull(string Asset, int Node, double Target);

/// <summary>The level readings of one advance, by gauge: which have a say at which time, and how they fit.</summary>
internal sealed class GaugeRecord
{
    private static readonly TimeSpan Often = TimeSpan.FromMinutes(1);

    private readonly LiveModel _model;
    private readonly EstimatorOptions _options;
    private readonly DateTime _until;
    private readonly List<LeftOutGauge> _left = [];
    private readonly List<Gauge> _gauges = [];
    private bool _modelDoubted;

    public GaugeRecord(LiveModel model, IReadOnlyList<GaugeReading> readings, DateTime from, DateTime until, EstimatorOptions options)
    {
        (_model, _until, _options) = (model, until, options);
        foreach (var group in readings.Where(r => r.Quantity == Quantity.Level && r.At > from && r.At <= until).GroupBy(r => r.Asset).OrderBy(g => g.Key, StringComparer.Ordinal)) Take(group.Key, [.. group.OrderBy(r => r.At)]);
        var last = from;
        foreach (var at in _gauges.SelectMany(g => g.Readings.Select(r => r.At)).Append(until).Distinct().Order())
        {
            // The model is given a little time with each reading.
            if (at - last < Often && at < until) continue;
            Times.Add(last = at);
        }
    }

    /// <summary>Nodes of the gauges that can be used, ascending.</summary>
    public IEnumerable<int> Nodes => _gauges.Select(g => g.Node).Order();

    /// <summary>City times at which something is compared; the last one is the advance's end.</summary>
    public List<DateTime> Times { get; } = [];

    /// <summary>The gauges that may draw the model over the step that ends at a time.</summary>
    /// <param name="depth">As computed at the step's start, m.</param>
    /// <param name="rate">How fast each depth has moved, m/s.</param>
    public List<Pull> Pulls(DateTime at, double[] depth, double[] rate, InnovationCheck check)
    {
        var (pulls, doubted) = (new List<Pull>(), new List<Gauge>());
        foreach (var gauge in _gauges)
        {
            var i = Array.FindLastIndex(gauge.Readings, r => r.At <= at);
            if (i < 0 || at - gauge.Readings[i].At > _options.StaleAfter) continue;
            var (reading, computed) = (gauge.Readings[i], Math.Max(0, depth[gauge.Node]));
            gauge.Fit = new(gauge.Asset, Quantity.Level, reading.At, reading.Value, computed, double.NaN);
            gauge.Bound = check.Bound(_model.Hydraulics, gauge.Node, computed, rate[gauge.Node]);
            gauge.Seen++;
            if (Math.Abs(reading.Value - computed) > gauge.Bound) doubted.Add(gauge);
            else pulls.Add(new(gauge.Asset, gauge.Node, Math.Max(0, reading.Value)));
        }
        if (doubted.Count > 1 && doubted.Count > pulls.Count)
        {
            _modelDoubted = true;
            pulls.AddRange(doubted.Select(g => new Pull(g.Asset, g.Node, Math.Max(0, g.Fit!.Measured))));
        }
        else
        {
            foreach (var gauge in doubted) gauge.Off++;
        }
        return pulls;
    }

    public Analysis Conclude(double[] depth, IReadOnlyList<LedgerEntry> booked, double continuityError)
    {
        var used = new List<GaugeFit>();
        foreach (var gauge in _gauges)
        {
            if (gauge.Fit is not { } fit) continue;
            if (gauge.Off > gauge.Seen / 2) _left.Add(new(gauge.Asset, Quantity.Level, LeftReason.OffTooFar, fit.Measured - Math.Max(0, depth[gauge.Node]), gauge.Bound));
            else used.Add(fit with { After = Math.Max(0, depth[gauge.Node]) });
        }
        return new(_until, used, _left, booked, _modelDoubted, continuityError);
    }

    private void Take(string asset, GaugeReading[] readings)
    {
        var node = NodeOf(asset);
        var usable = readings.Where(r => r.IsUsable && double.IsFinite(r.Value)).ToArray();
        LeftReason? why = node < 0 ? LeftReason.NotInModel
            : usable.Length == 0 ? readings.Any(r => r.IsUsable) ? LeftReason.NoNumber : LeftReason.Marked
            : _until - usable[^1].At > _options.StaleAfter ? LeftReason.Stale : null;
        if (why is { } reason) _left.Add(new(asset, Quantity.Level, reason));
        else if (!_gauges.Exists(g => g.Node == node)) _gauges.Add(new(asset, node, usable));
    }

    /// <summary>A pump's level is that of its wet well.</summary>
    private int NodeOf(string asset) =>
        _model.NodeOf.TryGetValue(asset, out var node) ? _model.Hydraulics.Role[node] == Hydraulics.Routing.NodeRole.Outfall ? -1 : node
        : _model.LinkOf.TryGetValue(asset, out var link) && _model.Hydraulics.DeviceOfLink[link] is >= 0 and var device ? _model.Hydraulics.Devices[device].From : -1;

    private sealed class Gauge(string asset, int node, GaugeReading[] readings)
    {
        public string Asset { get; } = asset;
        public int Node { get; } = node;
        public GaugeReading[] Readings { get; } = readings;
        public GaugeFit? Fit { get; set; }
        public double Bound { get; set; }
        public int Seen { get; set; }
        public int Off { get; set; }
    }
}
