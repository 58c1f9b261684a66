using DigitalTwin.Domain.Forecast.Assimilation;
using DigitalTwin.Domain.Hydraulics.Hydrology;
using DigitalTwin.Domain.Hydraulics.Routing;

namespace DigitalTwin.Domain.Forecast.State;

/// <summary>What the twin holds to be true of a part's water at one moment; forecasts and what-ifs start from it. Numbers only, so that it can be stored.</summary>
/// <param name="Start">City time at which the run began; times in <paramref name="Water"/> count from it.</param>
/// <param name="At">City time of the state.</param>
/// <param name="Water">From <see cref="SewerSimulation.Snapshot"/>.</param>
/// <param name="RunoffFactor">By node: how much more or less runs off than the model says, as learnt.</param>
/// <param name="DryWeatherFactor">By node, likewise.</param>
/// <param name="Bias">By node: inflow that the gauges still miss, m³/s; fades over a forecast.</param>
/// <param name="Learnt">What the estimator needs to go on learning; opaque.</param>
public sealed record EstimatedState(DateTime Start, DateTime At, double[] Water, double[] RunoffFactor, double[] DryWeatherFactor, double[] Bias, double[] Learnt)
{
    /// <summary>Standard error of the logarithm of the runoff factors: what an ensemble spreads its members by.</summary>
    public double FactorSpread { get; init; } = 0.3;

    /// <summary>Pumps and gates as they were measured; a run ahead begins with them.</summary>
    public IReadOnlyList<HeldDevice> Holds { get; init; } = [];

    /// <summary>Puts the state into a run of the same part (or of a changed one) that began at the same <see cref="Start"/>.</summary>
    /// <exception cref="ArgumentException">The state is of another part.</exception>
    public void RestoreInto(SewerSimulation run)
    {
        if (RunoffFactor.Length != run.Model.NodeCount) throw new ArgumentException($"The state has {RunoffFactor.Length} nodes; the model has {run.Model.NodeCount}.", nameof(run));
        run.Restore(Water);
        RunoffFactor.CopyTo(run.Inflow.RunoffFactor, 0);
        DryWeatherFactor.CopyTo(run.Inflow.DryWeatherFactor, 0);
        foreach (var hold in Holds)
            run.Router.Holds.Set(hold.Device, hold.Setting, hold.Until is { } until ? (until - Start).TotalSeconds : double.PositiveInfinity, hold.Yields, hold is { Until: null, Yields: false } ? DeviceHolds.Firm : DeviceHolds.Measured);
    }

    /// <summary>A run ahead from here: what the gauges still missed goes on, and fades.</summary>
    /// <param name="model">Of the same part, changed or not.</param>
    /// <param name="rain">By gauge; from a few minutes before <see cref="At"/> on.</param>
    /// <param name="fading">30 min by default.</param>
    /// <exception cref="ArgumentException">The state is of another part.</exception>
    public SewerSimulation Begin(LiveModel model, IReadOnlyDictionary<string, RainSeries> rain, TimeSpan? fading = null)
    {
        var run = model.Start(Start, rain);
        RestoreInto(run);
        run.Correction = new FadingBias(Bias, fading ?? TimeSpan.FromMinutes(30));
        return run;
    }
}
