using DigitalTwin.Domain.Forecast.Events;
using DigitalTwin.Domain.Forecast.State;
using DigitalTwin.Domain.Hydraulics.Routing;

namespace DigitalTwin.Domain.Forecast.Measures;

/// <summary>Pumps, gates and tanks near an event and downstream of it that could be set otherwise than they are.</summary>
internal sealed class MeasureFinder
{
    private readonly LiveModel _model;
    private readonly MeasureOptions _options;
    private readonly List<int>[] _links;

    public MeasureFinder(LiveModel model, MeasureOptions options)
    {
        (_model, _options) = (model, options);
        _links = new List<int>[model.Hydraulics.NodeCount];
        for (var n = 0; n < _links.Length; n++) _links[n] = [];
        foreach (var (l, link) in model.Network.Links.Index())
        {
            _links[link.From].Add(l);
            _links[link.To].Add(l);
        }
    }

    /// <summary>Nearest first; what lies downstream counts as half as far.</summary>
    public IEnumerable<Measure> Near(ForecastEvent e, RoutingState now)
    {
        var far = new Dictionary<int, double> { [e.Node] = 0 };
        var queue = new PriorityQueue<int, double>();
        queue.Enqueue(e.Node, 0);
        var seen = new HashSet<int>();
        while (queue.TryDequeue(out var node, out var distance))
        {
            if (distance > far[node]) continue;
            foreach (var l in _links[node])
            {
                var link = _model.Network.Links[l];
                if (seen.Add(l) && Measure(l, now) is { } measure) yield return measure;
                var other = link.From == node ? link.To : link.From;
                var next = distance + (link.From == node ? 0.5 : 1);
                if (next > _options.MostLinks / 2.0 || next >= far.GetValueOrDefault(other, double.PositiveInfinity)) continue;
                far[other] = next;
                queue.Enqueue(other, next);
            }
        }
    }

    private Measure? Measure(int l, RoutingState now)
    {
        if (_model.Hydraulics.DeviceOfLink[l] is not (>= 0 and var i)) return null;
        var (device, id) = (_model.Hydraulics.Devices[i], _model.Network.Links[l].LocalId);
        var tank = _model.Hydraulics.Storage[device.From] is not null && now.Depth[device.From] > _options.LeastFill * _model.Hydraulics.FullDepth[device.From];
        var isIdle = now.Setting[i] < 1;
        if (device.Kind == DeviceKind.Pump)
            return !isIdle ? null : tank ? new(MeasureAction.PreEmptyTank, _model.Network.Nodes[device.From].LocalId, id, 1) : new(MeasureAction.StartPump, id, id, 1);
        // Weirs and outlets are masonry unless a rule moves them.
        if (device.Kind is not (DeviceKind.Orifice or DeviceKind.BottomOrifice) && !_model.Network.Controls.Any(c => c.Contains($" {id} ", StringComparison.OrdinalIgnoreCase))) return null;
        return !isIdle ? new(MeasureAction.CloseGate, id, id, 0) : tank ? new(MeasureAction.PreEmptyTank, _model.Network.Nodes[device.From].LocalId, id, 1) : new(MeasureAction.OpenGate, id, id, 1);
    }
}
