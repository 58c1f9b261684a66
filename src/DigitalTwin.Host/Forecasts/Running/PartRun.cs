using DigitalTwin.Domain.Forecast.Assimilation;
using DigitalTwin.Domain.Forecast.Ensemble;
using DigitalTwin.Domain.Forecast.Events;
using DigitalTwin.Domain.Forecast.Measures;
using DigitalTwin.Domain.Forecast.State;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Host.Forecasts.Running;

/// <summary>One part's model as it runs beside the water: it takes in what was measured, and forecasts are issued from where it stands. One thread at a time.</summary>
internal sealed class PartRun(NetworkPart part, IReadOnlyList<string> catchments, ForecastOptions options, CityTimes times)
{
    /// <summary>Behind by more than this, it begins anew instead of running after.</summary>
    public static readonly TimeSpan MostBehind = TimeSpan.FromHours(6);
    private const double LeastTried = 0.3;
    private const int MostTried = 6;

    private readonly List<GaugeReading> _pending = [];
    private readonly HashSet<string> _tripped = new(StringComparer.OrdinalIgnoreCase);
    private HashSet<string> _trippedThen = [];
    private CalmForecast? _last;
    private LiveModel? _model;
    private readonly IssueClock _due = new(options.Every);
    private EnsembleForecaster? _forecaster;
    private StateEstimator? _estimator;

    public NetworkPart Part => part;
    public IReadOnlyList<string> Catchments => catchments;
    public Instant? IssuedAt { get; private set; }
    /// <summary>When the last forecast was last found to hold.</summary>
    public Instant? CheckedAt { get; private set; }
    /// <summary>Of the kept state that the model went on from; null once a forecast was issued since.</summary>
    public Instant? ResumedFrom { get; private set; }
    /// <summary>Local ids of what was measured here since the model began.</summary>
    public HashSet<(string Asset, Quantity Quantity)> Gauged { get; } = [];
    public LiveModel Model => _model ??= LiveModel.Build(part);
    /// <summary>What it holds true of the water; null before the first forecast.</summary>
    public EstimatedState? State => _estimator?.State;
    /// <summary>m over each node's invert.</summary>
    public IReadOnlyList<double>? DepthNow => _estimator?.Depth;
    public bool HasBegun => _estimator is not null;

    public void Take(string asset, in Reading reading)
    {
        if (reading.Quantity == Quantity.Tripped && reading.Quality.IsUsable())
        {
            if (reading.Value >= 0.5) _tripped.Add(asset);
            else _tripped.Remove(asset);
            return;
        }
        if (_pending.Count >= GaugeFeed.MostWaiting) _pending.RemoveRange(0, _pending.Count / 2); // Old news; the newest counts.
        _pending.Add(new GaugeReading(asset, reading.Quantity, times.ToModel(reading.At), reading.Value, reading.Quality.IsUsable()));
        Gauged.Add((asset, reading.Quantity));
    }

    /// <summary>Whether it must be given the past before it can be brought to a time.</summary>
    public bool NeedsPast(Instant now) => _estimator is null || times.ToModel(now) is var then && (then < _estimator.Now || then - _estimator.Now > MostBehind);

    /// <summary>Every few minutes, and at once where rain grows heavier; it then counts as issued.</summary>
    public bool IsDue(Instant now, RainBook rain)
    {
        if (IssuedAt is not { } issued || now < issued) return true; // The first, and when a replay has taken the clock back.
        var at = times.ToModel(now);
        var looked = CheckedAt is { } c && c > issued ? c : issued;
        if (now - looked < options.Every && !rain.IsHeavy(at)) return false;
        return now - looked >= options.Every || _due.IsDue(at, new RainOutlook(rain.Series(Model.Runoff.Gauges, at)));
    }

    /// <summary>Begins from dry pipes some hours back; the readings of that time must follow.</summary>
    public void Begin(Instant now)
    {
        _estimator = new StateEstimator(Model, times.ToModel(now - options.SpinUp));
        _pending.Clear();
    }

    /// <summary>Goes on from a state as it was kept; the readings since then must follow. False where it does not fit the model.</summary>
    public bool Resume(EstimatedState state, Instant at)
    {
        try
        {
            (_forecaster, _estimator) = (null, new StateEstimator(Model, state));
        }
        catch (ArgumentException)
        {
            return false; // Of another version of the engine; the model begins anew.
        }
        _pending.Clear();
        ResumedFrom = at;
        return true;
    }

    /// <summary>Runs on to a time, with what was measured until then.</summary>
    public Analysis Advance(Instant now, RainBook rain)
    {
        _estimator!.Trip(_tripped);
        var until = times.ToModel(now);
        var series = rain.Series(Model.Runoff.Gauges, until);
        var step = options.Every;
        Analysis? last = null;
        // In steps, so that what is learnt in one is used in the next.
        while (_estimator.Now < until)
        {
            var next = _estimator.Now + step < until ? _estimator.Now + step : until;
            last = _estimator.Advance(next, series, _pending);
        }
        _pending.RemoveAll(r => r.At <= until);
        return last ?? _estimator.Advance(until, series, []);
    }

    /// <summary>How forecasts are issued: by one thread, so that a city keeps a core for its readings.</summary>
    public EnsembleOptions Ensemble { get; } = new() { Horizon = options.Horizon, Every = TimeSpan.FromMinutes(1), Members = options.Members, Parallel = 1 };

    public RainOutlook Outlook(RainBook rain) => new(rain.Series(Model.Runoff.Gauges, _estimator!.Now), rain.Given?.Of(Model.Runoff.Gauges, times) is { Count: > 0 } expected ? expected : null)
    {
        Spread = rain.Given?.Spread, TimingSpread = rain.Given?.TimingMinutes is { } minutes ? TimeSpan.FromMinutes(minutes) : null, Probability = rain.Given?.Probability ?? 1,
    };

    /// <summary>Issues a forecast from where the model stands, with what it expects and what would help.</summary>
    public (EnsembleForecast Forecast, IReadOnlyList<ForecastEvent> Events, IReadOnlyList<TriedMeasure> Measures) Forecast(RainBook rain, CancellationToken stop)
    {
        _forecaster ??= new EnsembleForecaster(Model, Ensemble);
        var (state, outlook) = (_estimator!.State, Outlook(rain));
        var forecast = _forecaster.Issue(state, outlook, stop);
        var events = EventFinder.Find(forecast);
        // Measures are worth their runs where something is likely and grave.
        var grave = events.Where(e => e.Probability >= LeastTried && e.Kind is not (ForecastEventKind.PlantLoad80 or ForecastEventKind.Surcharge)).Take(MostTried).ToArray();
        var measures = new MeasureTrial(forecast, state, outlook, Ensemble, new MeasureOptions { Parallel = 1, MostTries = 6 }).Try(grave, stop);
        IssuedAt = times.ToInstant(forecast.IssuedAt);
        (_last, _trippedThen) = (CalmForecast.Of(forecast, events), [.. _tripped]);
        return (forecast, events, measures);
    }

    /// <summary>Whether the forecast issued last still tells what a new one would: it is dry and stays so, and the water stands where that forecast saw it. It then counts as looked at.</summary>
    public bool StillHolds(Instant now, RainBook rain)
    {
        if (_last is null || IssuedAt is not { } issued || now < issued || now - issued >= options.CalmEvery || !_tripped.SetEquals(_trippedThen)) return false;
        var at = times.ToModel(now);
        if (rain.Given is not null || rain.HasRainedSince(at - CalmForecast.DryFor) || !_last.Holds(at, _estimator!.Depth)) return false;
        CheckedAt = now;
        return true;
    }

    /// <summary>The model has gone wrong; the next forecast begins anew.</summary>
    public void Forget() => (_estimator, _last, ResumedFrom) = (null, null, null);

    /// <summary>Its first forecast after a restart is out.</summary>
    public void HasGoneOn() => ResumedFrom = null;
}
