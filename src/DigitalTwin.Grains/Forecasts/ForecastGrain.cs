using DigitalTwin.Contracts;
using Microsoft.Extensions.Logging;
using Orleans;

namespace DigitalTwin.Grains.Forecasts;

/// <summary>Shell of one network's forecasting: a lease, a wish and a list of listeners. Holds nothing that a restart would miss.</summary>
public sealed partial class ForecastGrain(TimeProvider time, ILogger<ForecastGrain> log) : Grain, IForecastGrain
{
    private static readonly TimeSpan TurnLasts = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(3);

    private readonly Dictionary<IForecastObserver, long> _observers = [];
    private string? _holder;
    private long _heldAt;
    private bool _isAsked;

    public Task<ForecastTurn> Hold(string host)
    {
        if (_holder is not null && _holder != host && time.GetElapsedTime(_heldAt) < TurnLasts) return Task.FromResult(new ForecastTurn(false, false));
        (_holder, _heldAt) = (host, time.GetTimestamp());
        var turn = new ForecastTurn(true, _isAsked);
        _isAsked = false;
        return Task.FromResult(turn);
    }

    public Task Ask()
    {
        _isAsked = true;
        return Task.CompletedTask;
    }

    public async Task Issued(ForecastNews news, CatchmentOutlook[] expected)
    {
        foreach (var outlook in expected)
        {
            try
            {
                await GrainFactory.GetGrain<IRiskGrain>(outlook.Catchment).Expect(outlook.Expected);
            }
            catch (Exception e)
            {
                LogNotExpected(e, outlook.Catchment, news.Id); // The next forecast says it again.
            }
        }
        foreach (var (observer, renewed) in _observers.ToArray())
        {
            if (time.GetElapsedTime(renewed) > Lease) _observers.Remove(observer);
            else
            {
                try
                {
                    await observer.Issued(news);
                }
                catch (Exception e)
                {
                    LogNotTold(e, news.Id);
                }
            }
        }
    }

    public Task Subscribe(IForecastObserver observer)
    {
        _observers[observer] = time.GetTimestamp();
        return Task.CompletedTask;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Catchment {Catchment} did not take what forecast {Forecast} expects there.")]
    private partial void LogNotExpected(Exception e, string catchment, string forecast);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A listener could not be told of forecast {Forecast}.")]
    private partial void LogNotTold(Exception e, string forecast);
}
