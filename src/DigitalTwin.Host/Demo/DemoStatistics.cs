using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Indicators;
using DigitalTwin.Domain.PipeCondition;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Host.Configuration;
using DigitalTwin.Host.Indicators;
using DigitalTwin.Host.PipeCondition;
using DigitalTwin.Simulation.City.Statistics;
using Microsoft.Extensions.Options;

namespace DigitalTwin.Host.Demo;

/// <summary>Gives the demo city a past in statistics on its first start: two years of what a statistical office would have entered, and what a camera saw in some sewers, marked as the demo's.</summary>
internal sealed class DemoStatistics(IRegistry registry, StatisticBook book, InspectionBook inspections, CityCalendar calendar, CityClock clock, IOptions<TwinOptions> options) : IHostedService
{
    private const string Network = "demo";
    private const string Source = "演示数据 / demo data";

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (registry.Find(Network) is not { } city || (await book.Current(Network, null, cancellationToken)).Count > 0) return;
        var now = LedgerPeriod.MonthOf(calendar.DayOf(clock.Now));
        var entries = CityStatistics.Of(city, options.Value.Seed, new LedgerPeriod(now.Year - 1, 1), now)
            .Select(s => new StatisticEntry(Network, s.Id, s.LocalId is null ? null : $"{Network}:{s.LocalId}", s.Period.ToString(), s.Value, Source, null, "demo", null, 0));
        await book.EnterAll(entries, clock.Now, cancellationToken);
        var seen = CityInspections.Of(city, options.Value.Seed).Select(i => (Inspected: i, At: calendar.StartOf(calendar.DayOf(clock.Now).AddDays(-i.DaysAgo)), Asset: $"{Network}:{i.LocalId}"))
            .Select(i => new Inspection(InspectionBook.IdOf(i.Asset, i.At), i.Asset, i.At, "cctv", i.Inspected.Length, false, i.Inspected.Site, i.Inspected.Defects, null, Source));
        await inspections.Enter([.. seen], "demo", null, cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
