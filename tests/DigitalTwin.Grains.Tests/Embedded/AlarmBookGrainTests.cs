using DigitalTwin.Contracts;
using DigitalTwin.Domain.Alarms;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Risk;
using DigitalTwin.Grains.Alarms;
using DigitalTwin.Grains.Risk;
using DigitalTwin.Grains.Tests.Running;

namespace DigitalTwin.Grains.Tests.Embedded;

public class AlarmBookGrainTests
{
    private const string AtM2 = "town:M2~sewer.overflow";

    [Fact]
    public async Task A_warning_becomes_an_alarm_and_ends_with_it()
    {
        await using var silo = await Silo.Start();
        await silo.Hold("M2", Quantity.Level, 3.2, 4);
        var alarm = await Standing(silo, AtM2);
        Assert.Equal(((byte)AlarmState.Unacknowledged, "town:M2"), (alarm.State, alarm.Asset));
        await Book(silo).Do(Order("acknowledge"));
        await silo.Hold("M2", Quantity.Level, 0.1, 6);
        await Silo.Until(async () => !(await Book(silo).Read()).Alarms.Any(a => a.Id == AtM2));
        var versions = (await silo.Facts.Read(AlarmLog.Stream, default, new Instant(long.MaxValue), 1000)).Select(AlarmLog.Read).Where(a => a.Id == AtM2).ToArray();
        Assert.Equal(Enumerable.Range(1, versions.Length), versions.Select(v => v.Version));
        Assert.Equal((byte)AlarmState.Normal, versions[^1].State);
    }

    [Fact]
    public async Task What_people_decided_survives_a_kill()
    {
        var first = await Silo.Start();
        await first.Risk("WWTP").Report(Overflow("town:M2", first.Now));
        await first.Risk("WWTP").Report(Overflow("town:M3", first.Now));
        await Standing(first, AtM2);
        await Standing(first, "town:M3~sewer.overflow");
        Assert.Equal("done", (await Book(first).Do(Order("acknowledge", text: "crew is on its way"))).Verdict);
        Assert.Equal("done", (await Book(first).Do(Order("shelve", "town:M3~sewer.overflow", "valve works", 5))).Verdict);
        await Book(first).SetCondition(new AssetConditionRecord("town:M4", "calibration", "ann", "yearly", 0));
        await first.Kill();

        await using var second = await Silo.Start(first.Folder, first.Time);
        var acknowledged = await Standing(second, AtM2);
        Assert.Equal(((byte)AlarmState.Acknowledged, "ann"), (acknowledged.State, acknowledged.AcknowledgedBy));
        Assert.Contains(acknowledged.Notes, n => n.Text == "crew is on its way");
        Assert.Equal((byte)AlarmState.Shelved, (await Standing(second, "town:M3~sewer.overflow")).State);
        await second.Risk("WWTP").Report(Overflow("town:M4", second.Now));
        Assert.Equal((byte)AlarmState.Suppressed, (await Standing(second, "town:M4~sewer.overflow")).State);
        second.Time.Advance(TimeSpan.FromMinutes(6));
        await AsTimeGoesOn(second, async () => (await Find(second, "town:M3~sewer.overflow"))?.State == (byte)AlarmState.Unacknowledged);
    }

    /// <summary>A tick that was running when the clock was moved counts its pause from its end, so the clock must go on for the next.</summary>
    private static Task AsTimeGoesOn(Silo silo, Func<Task<bool>> holds) => Silo.Until(() =>
    {
        silo.Time.Advance(TimeSpan.FromSeconds(1));
        return holds();
    });

    [Fact]
    public async Task News_that_was_lost_is_found_again()
    {
        await using var silo = await Silo.Start();
        await Book(silo).Read();
        var cause = Overflow("town:M2", silo.Now);
        var lost = new WarningRecord("town:WWTP/lost", 1, "town:WWTP", cause, 4, [], ["town:M2"], silo.Now.UnixMilliseconds, null, [], null, null);
        var services = new RiskGrainServices(silo.Registry, silo.Catalogue, silo.Facts, new CityClock(silo.Time));
        await services.Append(lost);
        silo.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal((byte)AlarmState.Unacknowledged, (await Standing(silo, AtM2)).State);
        await services.Append(lost with { Version = 2, Cause = cause with { Until = silo.Now.UnixMilliseconds }, EndedAt = silo.Now.UnixMilliseconds, KnownAt = silo.Now.UnixMilliseconds });
        silo.Time.Advance(TimeSpan.FromMinutes(1));
        await AsTimeGoesOn(silo, async () => (await Find(silo, AtM2))?.State == (byte)AlarmState.Returned);
    }

    [Fact]
    public async Task A_finding_of_a_rule_is_an_alarm_and_goes_on_where_it_was_told()
    {
        await using var silo = await Silo.Start();
        var finding = new AlarmSignalRecord("rule:bulking/town:WWTP", "rule:bulking", "town:WWTP", 8, "town:WWTP", "bulking", (byte)WarningLevel.Orange, 0, double.NaN, double.NaN, silo.Now.UnixMilliseconds, null, null, [], 0);
        await Book(silo).Signal(new AlarmSignalBatch([finding], null));
        const string id = "town:WWTP~rule.raised~bulking";
        Assert.Equal((byte)AlarmPriority.Medium, (await Standing(silo, id)).Priority);
        await Book(silo).Signal(new AlarmSignalBatch([], "rule:bulking/"));
        Assert.Equal((byte)AlarmState.Returned, (await Standing(silo, id)).State);
    }

    [Fact]
    public async Task A_storm_of_orders_and_signals_is_answered_once_each()
    {
        await using var silo = await Silo.Start();
        await silo.Risk("WWTP").Report(Overflow("town:M2", silo.Now));
        await Standing(silo, AtM2);
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Book(silo).Do(Order("acknowledge"))));
        Assert.Single(answers, a => a.Verdict == "done");
        Assert.All(answers.Where(a => a.Verdict != "done"), a => Assert.Contains("by ann", a.Why));
    }

    private static IAlarmBookGrain Book(Silo silo) => silo.Grains.GetGrain<IAlarmBookGrain>(Town.Name);

    private static async Task<AlarmRecord?> Find(Silo silo, string id) => (await Book(silo).Read()).Alarms.FirstOrDefault(a => a.Id == id);

    private static async Task<AlarmRecord> Standing(Silo silo, string id)
    {
        await Silo.Until(async () => await Find(silo, id) is not null);
        return (await Find(silo, id))!;
    }

    private static AlarmOrderRecord Order(string kind, string alarm = AtM2, string? text = null, double minutes = 0) => new(alarm, kind, "ann", text, minutes, false, null);

    private static SymptomReport Overflow(string asset, Instant since) => new(asset, (byte)SymptomKind.Overflow, (byte)WarningLevel.Red, Quantity.Level.Code, 3.2, 3, since.UnixMilliseconds, null, since.UnixMilliseconds);
}
