using DigitalTwin.Contracts;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Risk;
using DigitalTwin.Grains.Risk;

namespace DigitalTwin.Grains.Tests.Embedded;

public class RiskGrainTests
{
    [Fact]
    public async Task A_breach_at_the_plant_goes_on_in_the_next_catchment_and_ends_there_too()
    {
        await using var silo = await Silo.Start();
        await silo.Hold("WWTP", Quantity.AmmoniaNitrogen, 60, 10);
        await Silo.Until(async () => (await silo.Risk("WWTP").OpenWarnings()).Length > 0);
        await Silo.Until(async () => (await silo.Risk("OUT").OpenWarnings()).Length > 0);
        var entered = Assert.Single(await silo.Risk("OUT").OpenWarnings());
        Assert.Equal("town:WWTP", entered.Cause.Asset);
        Assert.Equal("town:WWTP", entered.Entry!.Border);
        Assert.Contains(entered.Affected, key => key == silo.Entry("OUT").Key.Value);

        await silo.Hold("WWTP", Quantity.AmmoniaNitrogen, 0.5, 60);
        Assert.Empty(await silo.Risk("WWTP").OpenWarnings());
        await Silo.Until(async () => (await silo.Risk("OUT").OpenWarnings()).Length == 0);
    }

    [Fact]
    public async Task Every_version_of_a_warning_is_in_the_fact_log_in_order()
    {
        await using var silo = await Silo.Start();
        await silo.Hold("M2", Quantity.Level, 3.2, 4);
        await silo.Hold("M2", Quantity.Level, 0.1, 6);
        var facts = await silo.Facts.Read(RiskGrainServices.WarningStream, default, new Instant(long.MaxValue), 1000);
        foreach (var warning in facts.Select(RiskGrainServices.Read).GroupBy(w => w.Id))
        {
            Assert.Equal(Enumerable.Range(1, warning.Count()), warning.Select(w => w.Version));
            Assert.NotNull(warning.Last().EndedAt);
            Assert.All(warning.SkipLast(1), w => Assert.Null(w.EndedAt));
        }
    }

    [Fact]
    public async Task The_same_news_twice_is_one_warning()
    {
        await using var silo = await Silo.Start();
        var report = Overflow("town:M1", silo.Now);
        await silo.Risk("WWTP").Report(report);
        await silo.Risk("WWTP").Report(report);
        Assert.Single(await silo.Facts.Read(RiskGrainServices.WarningStream, default, new Instant(long.MaxValue), 10));
    }

    [Fact]
    public async Task A_storm_of_reports_is_taken_whole_and_survives_a_kill()
    {
        var first = await Silo.Start();
        var reports = Enumerable.Range(0, 500).Select(i => Overflow($"town:M{i % 4 + 1}", Running.Town.Start - TimeSpan.FromSeconds(i))).ToArray();
        await Task.WhenAll(reports.Select(r => first.Risk("WWTP").Report(r)));
        Assert.Equal(500, (await first.Risk("WWTP").OpenWarnings()).Length);
        await first.Kill();
        await using var second = await Silo.Start(first.Folder, first.Time);
        var open = await second.Risk("WWTP").OpenWarnings();
        Assert.Equal(500, open.Length);
        Assert.All(open, w => Assert.NotEmpty(w.Path));
    }

    [Fact]
    public async Task An_asset_of_no_network_raises_nothing()
    {
        await using var silo = await Silo.Start();
        await silo.Risk("WWTP").Report(Overflow("town:GHOST", silo.Now));
        Assert.Empty(await silo.Risk("WWTP").OpenWarnings());
        await silo.Grains.GetGrain<IRiskGrain>("village:X").Report(Overflow("village:X", silo.Now));
        Assert.Empty(await silo.Grains.GetGrain<IRiskGrain>("village:X").OpenWarnings());
    }

    [Fact]
    public async Task A_new_revision_of_the_network_keeps_the_warnings_open()
    {
        await using var silo = await Silo.Start();
        await silo.Risk("WWTP").Report(Overflow("town:M1", silo.Now));
        await silo.Registry.Save(Running.Town.Build(manholes: 6), silo.Now);
        Assert.Equal("town:M1", Assert.Single(await silo.Risk("WWTP").OpenWarnings()).Cause.Asset);
        await silo.Hold("M6", Quantity.Level, 3.2, 4);
        Assert.Contains(await silo.Risk("WWTP").OpenWarnings(), w => w.Cause.Asset == "town:M6");
    }

    [Fact]
    public async Task A_spill_is_forecast_on_the_flows_that_were_measured()
    {
        await using var silo = await Silo.Start();
        var release = new SpillRelease("town:M1", Quantity.Cod.Code, silo.Now.UnixMilliseconds, 2000, 0.005, 30);
        var slow = (await silo.Risk("WWTP").Spill(release)).Arrivals;
        Assert.Equal("town:M1", slow[0].Asset);
        await silo.Risk("WWTP").ObserveFlows(new FlowBatch([silo.Entry("P1").Key.Value], [Quantity.Flow.Code], [0.2], [silo.Now.UnixMilliseconds]));
        silo.Time.Advance(TimeSpan.FromSeconds(2));
        var fast = (await silo.Risk("WWTP").Spill(release)).Arrivals;
        Assert.True(First(fast, "town:M4") < First(slow, "town:M4"), $"{First(fast, "town:M4")} min is not sooner than {First(slow, "town:M4")} min.");
    }

    private static double First(SpillArrival[] arrivals, string asset) => arrivals.Single(a => a.Asset == asset).FirstMinutes;

    private static SymptomReport Overflow(string asset, Instant since) => new(asset, (byte)SymptomKind.Overflow, (byte)WarningLevel.Red, Quantity.Level.Code, 3.2, 3,
        since.UnixMilliseconds, null, Running.Town.Start.UnixMilliseconds);
}
