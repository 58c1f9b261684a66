using DigitalTwin.Domain.Forecast.State;
using DigitalTwin.Domain.Hydraulics.Routing;

namespace DigitalTwin.Domain.Forecast.Assimilation;

/// <summary>Counts what each zone sends into the pipes beside what its gauge's correction had to add, and learns factors of runoff and dry-weather flow from it.</summary>
internal sealed class InflowLearning
{
    private const double LeastRunoff = 0.2; // of all inflow of a span: below it the span is one of dry weather
    private const double DryAfter = 4 * 3600; // s without runoff until corrections speak of dry-weather flow

    private readonly LiveModel _model;
    private readonly PipeGraph _graph;
    private readonly InflowZones _zones;
    private readonly FactorFilter _runoff, _dry;
    private readonly double[] _dryMean, _rate, _dryRate, _sent, _drySent, _corrected;
    private readonly bool[] _spoke, _drawn;
    private readonly double[] _dryAbove;
    private double _runoffRate, _total, _runoffSent, _allSent, _sinceRunoff;

    public InflowLearning(LiveModel model, PipeGraph graph, IReadOnlyList<int> gauges)
    {
        (_model, _graph, _zones) = (model, graph, new InflowZones(model.Hydraulics, graph, gauges));
        var zones = _zones.Count;
        (_runoff, _dry) = (new FactorFilter(zones), new FactorFilter(zones));
        (_dryMean, _rate, _dryRate, _sent, _drySent, _corrected, _spoke, _drawn, _dryAbove) =
            (new double[zones], new double[zones], new double[zones], new double[zones], new double[zones], new double[zones - 1], new bool[zones - 1], new bool[zones - 1], new double[zones - 1]);
        for (var n = 0; n < _zones.ZoneOf.Length; n++) _dryMean[_zones.ZoneOf[n]] += model.Network.Nodes[n].DryWeatherInflow;
        for (var z = 0; z < _zones.Rest; z++)
            for (var (at, steps) = (z, 0); at >= 0 && at < _zones.Rest && steps <= zones; (at, steps) = (_zones.Below[at], steps + 1)) _dryAbove[at] += _dryMean[z];
    }

    /// <summary>Mean dry-weather flow that passes a gauge's node, m³/s.</summary>
    public double DryAbove(int gauge) => _dryAbove[Array.BinarySearch(_zones.Gauges, gauge)];

    /// <summary>The node of the first gauge below a gauge's; −1 where there is none.</summary>
    public int Below(int gauge) => _zones.Below[Array.BinarySearch(_zones.Gauges, gauge)] is var zone && zone >= 0 && zone < _zones.Rest ? _zones.Gauges[zone] : -1;

    public double Spread => _runoff.Spread;

    /// <summary>The same, with gauges that were not known before. What was learnt stays where a gauge was known.</summary>
    public InflowLearning Knowing(IEnumerable<int> nodes)
    {
        var gauges = _zones.Gauges.Union(nodes).Order().ToArray();
        if (gauges.Length == _zones.Gauges.Length) return this;
        var wider = new InflowLearning(_model, _graph, gauges);
        // A new gauge's land was another's until now.
        wider._runoff.Begin(gauges.Append(-1).Select(g => _runoff.LogOf(g < 0 ? _zones.Rest : _zones.ZoneOf[g])));
        wider._dry.Begin(gauges.Append(-1).Select(g => _dry.LogOf(g < 0 ? _zones.Rest : _zones.ZoneOf[g])));
        wider._sinceRunoff = _sinceRunoff;
        return wider;
    }

    public void Apply(NodeInflow inflow)
    {
        for (var n = 0; n < _zones.ZoneOf.Length; n++)
            (inflow.RunoffFactor[n], inflow.DryWeatherFactor[n]) = (_runoff.Factor(_zones.ZoneOf[n]), _dry.Factor(_zones.ZoneOf[n]));
    }

    /// <summary>Before corrections are added: what each zone sends now.</summary>
    public void See(NodeInflow inflow)
    {
        Array.Clear(_rate);
        for (var n = 0; n < _zones.ZoneOf.Length; n++) _rate[_zones.ZoneOf[n]] += inflow.Total[n];
        (_runoffRate, _total) = (inflow.RunoffTotal, inflow.RunoffTotal + inflow.DryWeatherTotal);
        double mean = 0;
        for (var z = 0; z < _dryMean.Length; z++) mean += _dryMean[z] * _dry.Factor(z);
        for (var z = 0; z < _dryMean.Length; z++) _dryRate[z] = mean > 0 ? Math.Min(_rate[z], _dryMean[z] * _dry.Factor(z) / mean * inflow.DryWeatherTotal) : 0;
    }

    public void Took(double dt)
    {
        for (var z = 0; z < _rate.Length; z++)
        {
            _sent[z] += (_rate[z] - _dryRate[z]) * dt;
            _drySent[z] += _dryRate[z] * dt;
        }
        (_runoffSent, _allSent) = (_runoffSent + _runoffRate * dt, _allSent + _total * dt);
    }

    /// <summary>Net water that a gauge's correction added over some steps, or that passed a flow gauge beyond the computed flow, m³.</summary>
    /// <param name="drew">The water was put into the model, so that gauges below do not miss it any more.</param>
    public void Count(int gauge, double net, bool drew)
    {
        var i = Array.BinarySearch(_zones.Gauges, gauge);
        if (_drawn[i] && !drew) return; // A level at the same node has said it.
        if (drew && !_drawn[i]) _corrected[i] = 0;
        (_corrected[i], _spoke[i], _drawn[i]) = (_corrected[i] + net, true, drew);
    }

    /// <summary>Of each gauge: its own zone, and those of gauges above it that do not put the missing water in themselves.</summary>
    private int[][] Hears()
    {
        var hears = Enumerable.Range(0, _zones.Rest).Select(z => new List<int> { z }).ToArray();
        for (var z = 0; z < _zones.Rest; z++)
        {
            var at = z;
            for (var steps = 0; steps < _zones.Rest && !_drawn[at]; steps++)
            {
                at = _zones.Below[at];
                if (at < 0 || at >= _zones.Rest || at == z) break;
                hears[at].Add(z);
            }
        }
        return [.. hears.Select(h => h.ToArray())];
    }

    /// <summary>Learns from what was counted since the last time, over so many seconds.</summary>
    public void Learn(double seconds)
    {
        var corrected = _corrected.Zip(_spoke, (c, s) => s ? c : double.NaN).ToArray();
        var isWet = _runoffSent > LeastRunoff * _allSent;
        _sinceRunoff = isWet ? 0 : _sinceRunoff + seconds;
        // While storm water drains off, corrections speak of neither.
        if (isWet) _runoff.Learn(Hears(), corrected, _sent, seconds);
        else if (_sinceRunoff > DryAfter) _dry.Learn(Hears(), corrected, _drySent, seconds);
    }

    public void Clear()
    {
        Array.Clear(_sent);
        Array.Clear(_drySent);
        Array.Clear(_corrected);
        Array.Clear(_spoke);
        Array.Clear(_drawn);
        _runoffSent = _allSent = 0;
    }

    public double[] Snapshot(IReadOnlyDictionary<int, double> missing) =>
        [_zones.Gauges.Length, .. _zones.Gauges.Select(g => (double)g), .. _zones.Gauges.Select(g => missing.GetValueOrDefault(g)), _sinceRunoff, .. _runoff.Snapshot(), .. _dry.Snapshot()];

    /// <exception cref="ArgumentException">These are not what was learnt of this part.</exception>
    public static InflowLearning Restore(LiveModel model, PipeGraph graph, ReadOnlySpan<double> numbers, out Dictionary<int, double> missing)
    {
        var count = numbers.Length > 0 && numbers[0] is >= 0 and < 1e6 ? (int)numbers[0] : -1;
        if (count < 0 || numbers.Length != 2 + 2 * count + 2 * FactorFilter.Length(count + 1)) throw new ArgumentException("These numbers are not what was learnt of inflow.", nameof(numbers));
        var gauges = new int[count];
        missing = [];
        for (var i = 0; i < count; i++)
        {
            gauges[i] = (int)numbers[1 + i];
            if (gauges[i] < 0 || gauges[i] >= model.Hydraulics.NodeCount) throw new ArgumentException("What was learnt is of another part.", nameof(numbers));
            missing[gauges[i]] = numbers[1 + count + i];
        }
        var learning = new InflowLearning(model, graph, gauges) { _sinceRunoff = numbers[1 + 2 * count] };
        learning._runoff.Restore(numbers[(2 + 2 * count)..]);
        learning._dry.Restore(numbers[(2 + 2 * count + FactorFilter.Length(count + 1))..]);
        return learning;
    }
}
