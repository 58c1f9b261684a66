using DigitalTwin.Domain.Readings;
using DigitalTwin.Host.Hub;

namespace DigitalTwin.Host.Startup;

/// <summary>Shows the city's time to all viewers once a second, and at once when its pace changes.</summary>
internal sealed class ClockTicker(CityClock clock, MapBroadcaster broadcaster, TimeProvider time) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        void Show(ClockReading _) => broadcaster.ShowClock();
        clock.Changed += Show;
        try
        {
            using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), time);
            while (await timer.WaitForNextTickAsync(stoppingToken)) broadcaster.ShowClock();
        }
        finally
        {
            clock.Changed -= Show;
        }
    }
}
