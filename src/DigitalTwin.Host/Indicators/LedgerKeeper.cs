using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Indicators;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Host.Background;

namespace DigitalTwin.Host.Indicators;

/// <summary>Keeps what the ledger says: once a city day of the running month and year, and of the month and year before, which late data may still change.</summary>
internal sealed class LedgerKeeper(IRegistry registry, LedgerDesk desk, KeptLedger kept, CityCalendar calendar, CityClock clock, TimeProvider time, ILogger<LedgerKeeper> log) : BackgroundService
{
    /// <summary>Wall time between looks at the calendar.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);
    private DateOnly _kept;

    /// <returns>How many figures said something new.</returns>
    public async Task<int> Keep(string network, CancellationToken cancel)
    {
        var news = 0;
        if (registry.Find(network) is not { } found) return news;
        var today = LedgerPeriod.MonthOf(calendar.DayOf(clock.Now));
        await desk.Forget();
        foreach (var period in new[] { today, new LedgerPeriod(today.Year, 0), today.AddMonths(-1), new LedgerPeriod(today.AddMonths(-1).Year, 0) }.Distinct())
            news += await kept.Keep(network, [.. (await desk.Of(found, period, null, cancel)).Lines.Where(l => l.Entry.Value is not null).Select(l => l.Entry)], cancel);
        return news;
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Rounds.Run(time, Pause, log, "What the ledger says could not be kept", Round, stoppingToken);

    private async Task Round(CancellationToken cancel)
    {
        if (clock.Read().Mode == ClockMode.Replay) return; // A replay's days are not the city's.
        var today = calendar.DayOf(clock.Now);
        if (today == _kept) return;
        foreach (var network in registry.Networks) await Keep(network, cancel);
        _kept = today;
    }
}
