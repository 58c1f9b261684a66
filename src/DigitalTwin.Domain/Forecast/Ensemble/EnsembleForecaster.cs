using DigitalTwin.Domain.Forecast.State;

namespace DigitalTwin.Domain.Forecast.Ensemble;

/// <summary>Issues forecasts of one part: from one state, as many runs as there are members, each with rain and parameters of its own.</summary>
public sealed class EnsembleForecaster
{
    private readonly EnsembleOptions _options;
    private readonly Dictionary<double, LiveModel> _models = [];

    /// <exception cref="ArgumentOutOfRangeException">An option is not one that a forecast can be issued with.</exception>
    public EnsembleForecaster(LiveModel model, EnsembleOptions? options = null)
    {
        (Model, _options) = (model, (options ?? new EnsembleOptions()).Checked());
        foreach (var member in EnsembleMember.Draw(_options, RainSource.None, 0))
            if (!_models.ContainsKey(member.RoughnessFactor)) _models[member.RoughnessFactor] = member.RoughnessFactor == 1 ? model : model.WithRoughness(member.RoughnessFactor);
    }

    public LiveModel Model { get; }

    /// <param name="state">Of the same part, from <see cref="Assimilation.StateEstimator.State"/>.</param>
    /// <exception cref="ArgumentException">The state is of another part.</exception>
    /// <exception cref="OperationCanceledException">It was asked to stop.</exception>
    public EnsembleForecast Issue(EstimatedState state, RainOutlook rain, CancellationToken stop = default)
    {
        var source = rain.SourceAt(state.At);
        var options = _options with { OutlookRainSpread = rain.Spread ?? _options.OutlookRainSpread, OutlookTimingSpread = rain.TimingSpread ?? _options.OutlookTimingSpread };
        var members = EnsembleMember.Draw(options, source, state.FactorSpread, rain.Probability);
        var runs = new IssuedForecast[members.Count];
        Parallel.For(0, members.Count, new ParallelOptions { MaxDegreeOfParallelism = _options.Parallel, CancellationToken = stop }, i => runs[i] = Run(members[i], state, rain, stop));
        var ends = runs[0].EndInflow.Keys.Order().ToArray();
        return new()
        {
            Model = Model, IssuedAt = state.At, Times = runs[0].Times, Rain = source, RainSpread = source == RainSource.Outlook ? options.OutlookRainSpread : options.PersistedRainSpread,
            RainAhead = Band.Of([.. members.Select(m => RainOf(m, rain, state.At, runs[0].Times))]),
            Members = members, Runs = runs, Ends = ends,
            Depth = Band.Of([.. runs.Select(r => r.Depth)]), Overflow = Band.Of([.. runs.Select(r => r.Overflow)]), Flow = Band.Of([.. runs.Select(r => r.Flow)]),
            EndInflow = Band.Of([.. runs.Select(r => (IReadOnlyList<float[]>)[.. r.Times.Select((_, t) => ends.Select(e => (float)r.EndInflow[e][t]).ToArray())])]),
            OverflowVolume = Spread.Of(runs.Select(r => r.Nodes.Sum(n => n.OverflowVolume))), ContinuityError = runs.Max(r => Math.Abs(r.ContinuityError)),
        };
    }

    /// <summary>Mean of the part's gauges over the time before each output, mm/h.</summary>
    private float[][] RainOf(EnsembleMember member, RainOutlook rain, DateTime at, IReadOnlyList<DateTime> times)
    {
        var series = rain.For(member, at, _options.Horizon);
        var gauges = Model.Runoff.Gauges.Where(series.ContainsKey).Select(g => series[g]).ToArray();
        return [.. times.Select(t => new[] { gauges.Length == 0 ? 0f : (float)gauges.Average(g => g.RateAt(t - _options.Every / 2) * 3.6e6) })];
    }

    private IssuedForecast Run(EnsembleMember member, EstimatedState state, RainOutlook rain, CancellationToken stop)
    {
        var run = Begin(_models[member.RoughnessFactor], state, member, rain, _options);
        return ForecastRun.Ahead(run, _options.Horizon, _options.Every, stop);
    }

    /// <summary>A run that stands at the state and has the member's rain and parameters before it.</summary>
    internal static SewerSimulation Begin(LiveModel model, EstimatedState state, EnsembleMember member, RainOutlook rain, EnsembleOptions options)
    {
        var run = state.Begin(model, rain.For(member, state.At, options.Horizon), options.BiasFading);
        for (var n = 0; n < run.Model.NodeCount; n++)
        {
            run.Inflow.RunoffFactor[n] *= member.RunoffFactor;
            run.Inflow.DryWeatherFactor[n] *= member.DryWeatherFactor;
        }
        return run;
    }
}
