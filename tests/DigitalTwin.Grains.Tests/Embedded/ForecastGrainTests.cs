using DigitalTwin.Contracts;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Risk;
using DigitalTwin.Grains.Risk;

namespace DigitalTwin.Grains.Tests.Embedded;

public class ForecastGrainTests
{
    [Fact]
    public async Task One_host_at_a_time_computes_a_network_and_finds_what_was_asked_once()
    {
        await using var silo = await Silo.Start();
        var grain = silo.Grains.GetGrain<IForecastGrain>("town");
        Assert.Equal(new ForecastTurn(true, false), await grain.Hold("a"));
        await grain.Ask();
        Assert.Equal(new ForecastTurn(false, false), await grain.Hold("b"));
        Assert.Equal(new ForecastTurn(true, true), await grain.Hold("a"));
        Assert.Equal(new ForecastTurn(true, false), await grain.Hold("a"));
        silo.Time.Advance(TimeSpan.FromMinutes(2)); // The host has gone.
        Assert.True((await grain.Hold("b")).IsMine);
    }

    [Fact]
    public async Task What_a_forecast_expects_is_a_warning_an_alarm_and_ends_when_it_is_measured()
    {
        await using var silo = await Silo.Start();
        await Issue(silo, 0.8);
        var open = Assert.Single(await silo.Risk("WWTP").OpenWarnings());
        Assert.Equal(((byte)SymptomKind.ExpectedOverflow, 0.8), (open.Cause.Kind, open.Cause.Expected!.Probability));
        await Silo.Until(async () => (await silo.Grains.GetGrain<IAlarmBookGrain>("town").Read()).Alarms.Any(a => a.Definition == "forecast.overflow"));
        await silo.Hold("M2", Quantity.Level, 3.2, 4);
        await Silo.Until(async () => (await silo.Risk("WWTP").OpenWarnings()).All(w => w.Cause.Expected is null));
        Assert.Contains(await silo.Risk("WWTP").OpenWarnings(), w => w.Cause.Kind == (byte)SymptomKind.Overflow);
        await Issue(silo, 1);
        Assert.DoesNotContain(await silo.Risk("WWTP").OpenWarnings(), w => w.Cause.Expected is not null);
        var told = (await silo.Facts.Read(RiskGrainServices.WarningStream, default, new Instant(long.MaxValue), 100)).Select(RiskGrainServices.Read).Where(w => w.Id == open.Id).ToArray();
        Assert.True(told[^1].Cause.Expected!.Came);
    }

    [Fact]
    public async Task A_warning_of_a_forecast_survives_a_kill_and_ends_when_it_is_expected_no_more()
    {
        var first = await Silo.Start();
        await Issue(first, 0.8);
        await first.Kill();
        await using var second = await Silo.Start(first.Folder, first.Time);
        Assert.Equal(0.8, Assert.Single(await second.Risk("WWTP").OpenWarnings()).Cause.Expected!.Probability);
        await Issue(second, 0.4);
        Assert.Single(await second.Risk("WWTP").OpenWarnings());
        await Issue(second, 0.2);
        Assert.Empty(await second.Risk("WWTP").OpenWarnings());
    }

    private static Task Issue(Silo silo, double probability)
    {
        long At(int minutes) => (silo.Now + TimeSpan.FromMinutes(minutes)).UnixMilliseconds;
        var seen = new SymptomReport("town:M2", (byte)SymptomKind.ExpectedOverflow, (byte)WarningLevel.Orange, Quantity.Level.Code, 3, 3, At(0), null, At(0), new ExpectationRecord(probability, At(20), At(30), At(40), false));
        return silo.Grains.GetGrain<IForecastGrain>("town").Issued(new ForecastNews("town", "f", At(0), 1), [new CatchmentOutlook("town:WWTP", new ExpectedBatch("f", [seen], At(0)))]);
    }
}
