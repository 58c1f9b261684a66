using DigitalTwin.Domain.Forecast.Ensemble;
using DigitalTwin.Domain.Forecast.State;

namespace DigitalTwin.Domain.Forecast.WhatIf;

/// <summary>Runs a part from the same state with and without changes; the same members, so that nothing but the changes differs.</summary>
public static class WhatIfRun
{
    /// <exception cref="ImpossibleChangeException">A change cannot be made to this part.</exception>
    /// <exception cref="OperationCanceledException">It was asked to stop.</exception>
    public static (EnsembleForecast Base, EnsembleForecast Changed) Compute(
        LiveModel model, EstimatedState state, RainOutlook rain, IReadOnlyList<Change> changes, EnsembleOptions? options = null, CancellationToken stop = default)
    {
        var chosen = options ?? new EnsembleOptions();
        var other = ChangedModel.Apply(model, changes);
        var wetter = ChangedModel.Apply(rain, changes, state.At, model.Runoff.Gauges);
        return (new EnsembleForecaster(model, chosen).Issue(state, rain, stop), new EnsembleForecaster(other, chosen).Issue(state, wetter, stop));
    }
}
