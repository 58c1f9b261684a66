using DigitalTwin.Domain.Forecast.Ensemble;
using DigitalTwin.Domain.Forecast.Events;
using DigitalTwin.Domain.Forecast.State;
using DigitalTwin.Domain.Forecast.WhatIf;

namespace DigitalTwin.Domain.Forecast.Measures;

/// <summary>Tries measures in the engine before they are proposed: one member of the forecast again, with the measure.</summary>
/// <remarks>The member is that whose overflow is nearest to what three quarters of the members stay below: what a careful operator prepares for.</remarks>
public sealed class MeasureTrial(EnsembleForecast forecast, EstimatedState state, RainOutlook rain, EnsembleOptions ensemble, MeasureOptions? options = null)
{
    private readonly MeasureOptions _options = options ?? new MeasureOptions();

    /// <summary>Measures that help, by event in the order given, most helpful first; none that make the part's overflow greater.</summary>
    /// <exception cref="OperationCanceledException">It was asked to stop.</exception>
    public IReadOnlyList<TriedMeasure> Try(IReadOnlyList<ForecastEvent> events, CancellationToken stop = default)
    {
        if (events.Count == 0) return [];
        var member = Prepared();
        var measures = Candidates(events);
        var runs = new IssuedForecast[measures.Length];
        Parallel.For(0, measures.Length, new ParallelOptions { MaxDegreeOfParallelism = _options.Parallel, CancellationToken = stop }, i => runs[i] = Run(forecast.Members[member], measures[i], stop));
        var before = forecast.Runs[member];
        return [.. events.SelectMany(e => measures.Zip(runs, (m, run) => Judge(m, e, before, run)).OfType<TriedMeasure>().OrderBy(t => t.After).ThenBy(t => t.TotalAfter))];
    }

    private int Prepared()
    {
        var volumes = forecast.Runs.Select(r => r.Nodes.Sum(n => n.OverflowVolume)).ToArray();
        var sorted = volumes.Order().ToArray();
        return Array.IndexOf(volumes, sorted[Math.Min(sorted.Length - 1, (int)(0.75 * sorted.Length))]);
    }

    private Measure[] Candidates(IReadOnlyList<ForecastEvent> events)
    {
        var finder = new MeasureFinder(forecast.Model, _options);
        var now = forecast.Model.Start(state.Start, rain.Fallen);
        state.RestoreInto(now);
        // Each event in turn gives its nearest measure, so that the gravest does not take all the tries.
        var lists = events.Select(e => finder.Near(e, now.State).Take(_options.MostTries).ToArray()).ToArray();
        return [.. Enumerable.Range(0, _options.MostTries).SelectMany(i => lists.Where(l => i < l.Length).Select(l => l[i])).Distinct().Take(_options.MostTries)];
    }

    private IssuedForecast Run(EnsembleMember member, Measure measure, CancellationToken stop)
    {
        var model = ChangedModel.Apply(member.RoughnessFactor == 1 ? forecast.Model : forecast.Model.WithRoughness(member.RoughnessFactor), [new Change.Hold(measure.Link, measure.Setting)]);
        return ForecastRun.Ahead(EnsembleForecaster.Begin(model, state, member, rain, ensemble), ensemble.Horizon, ensemble.Every, stop);
    }

    private TriedMeasure? Judge(Measure measure, ForecastEvent e, IssuedForecast before, IssuedForecast after)
    {
        var (total, left) = (before.Nodes.Sum(n => n.OverflowVolume), after.Nodes.Sum(n => n.OverflowVolume));
        var (old, now) = (Size(e, before), Size(e, after));
        var least = e.Kind == ForecastEventKind.Overflow ? 0 : e.Limit;
        if (left > total + _options.MostHarm || old <= least || old - now < _options.LeastGain * (old - least)) return null;
        return new(measure, e, old, now, total, left, now <= least);
    }

    /// <summary>How bad an event is in one run: m³ over the rim, m of depth, or m³/s.</summary>
    private double Size(ForecastEvent e, IssuedForecast run) => e.Kind switch
    {
        ForecastEventKind.Overflow => run.Nodes[e.Node].OverflowVolume,
        ForecastEventKind.PlantLoad80 or ForecastEventKind.PlantLoad100 => run.EndInflow[e.Node].Max(),
        ForecastEventKind.PumpCapacity => PumpInflow(e, run),
        _ => run.Nodes[e.Node].GreatestDepth,
    };

    private double PumpInflow(ForecastEvent e, IssuedForecast run)
    {
        var links = forecast.Model.Network.Links.Index().Where(l => l.Item.Kind != Assets.AssetKind.PumpStation && (l.Item.From == e.Node || l.Item.To == e.Node)).ToArray();
        return run.Flow.Max(f => links.Sum(l => l.Item.To == e.Node ? f[l.Index] : -f[l.Index]));
    }
}
