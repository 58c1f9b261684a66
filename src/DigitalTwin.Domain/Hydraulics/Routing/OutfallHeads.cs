namespace DigitalTwin.Domain.Hydraulics.Routing;

/// <summary>Heads at outfalls from their rule and the flow that reaches them.</summary>
internal sealed class OutfallHeads
{
    private readonly HydraulicModel _model;
    private readonly LinkSums _sums;
    private readonly int[] _links;

    public OutfallHeads(HydraulicModel model, LinkSums sums)
    {
        (_model, _sums) = (model, sums);
        _links = [.. Enumerable.Range(0, model.ConduitCount).Where(EndsHere)];
    }

    public bool EndsHere(int link) => link < _model.ConduitCount && _sums.Conduits[link].Has(PipeTraits.FromIsEnd | PipeTraits.ToIsEnd);

    public void SetAll(in StageTime time)
    {
        foreach (var link in _links) Set(link, in time);
    }

    public void Set(int link, in StageTime time)
    {
        ref readonly var pipe = ref _sums.Conduits[link];
        var flow = _sums.Lines[link].Flow / pipe.Barrels;
        if (pipe.Has(PipeTraits.FromIsEnd)) Set(in pipe, pipe.From, pipe.FromInvert - pipe.FromBed, flow, in time);
        if (pipe.Has(PipeTraits.ToIsEnd)) Set(in pipe, pipe.To, pipe.ToInvert - pipe.ToBed, flow, in time);
    }

    private void Set(in Pipe pipe, int node, double offset, double flow, in StageTime time)
    {
        var normal = pipe.NormalDepth(flow);
        var least = Math.Min(normal, pipe.CriticalDepth(flow));
        _sums.Depth[node] = _model.Outfall[node] switch
        {
            OutfallRule.Free => offset > 0 ? 0 : least,
            OutfallRule.Normal => offset > 0 ? 0 : normal,
            OutfallRule.Series when time.Series?[node] is null => offset > 0 ? 0 : least,
            _ => AtStage(node, offset, least, Stage(node, in time)),
        };
    }

    private double Stage(int node, in StageTime time) => _model.Outfall[node] switch
    {
        OutfallRule.Tidal when _model.Tide[node] is { } tide => Interpolation.At(tide, time.HourOfDay),
        OutfallRule.Series => time.Series![node]!.At(time.Moment),
        _ => _model.Stage[node],
    };

    private double AtStage(int node, double offset, double least, double stage)
    {
        var depth = stage - _model.Invert[node];
        if (least + offset < depth) return depth;
        if (offset > 0) return depth < offset ? Math.Max(0, depth) : offset + least;
        return least;
    }
}

/// <summary>What outfalls see of a step: city time, its hour of the day for tides that come back daily, and by node the stages of a run's own series, m above datum.</summary>
public readonly record struct StageTime(DateTime Moment, Hydrology.TimeSeries?[]? Series = null)
{
    public double HourOfDay => Moment.TimeOfDay.TotalHours;
}
