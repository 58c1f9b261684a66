using DigitalTwin.Domain.Alarms;
using DigitalTwin.Domain.Alarms.Kpis;

namespace DigitalTwin.Domain.Tests.Alarms;

public class KpiTests
{
    private static readonly Dictionary<string, string> UnderM0 = Enumerable.Range(0, 40).ToDictionary(i => $"w-M{i}", _ => "w-M0");

    [Fact]
    public void A_quiet_day_has_no_rate_and_no_faults()
    {
        var kpis = Of(new Desk(), TimeSpan.FromHours(24));
        Assert.Equal((0, 0, 0d), (kpis.Announced.Count, kpis.Announced.PeakPerTenMinutes, kpis.TimeInFlood));
        Assert.True(double.IsNaN(kpis.WorstShare));
    }

    [Fact]
    public void Grouping_turns_a_flood_into_one_call()
    {
        var (grouped, apart) = (new Desk(), new Desk());
        for (var i = 0; i < 30; i++)
        {
            grouped.Raise($"M{i}", roots: UnderM0);
            apart.Raise($"M{i}");
        }
        grouped.Pass(60);
        apart.Pass(60);
        var (one, many) = (Of(grouped, TimeSpan.FromHours(1)), Of(apart, TimeSpan.FromHours(1)));
        Assert.Equal((1, 30, 1), (one.Announced.Count, one.Ungrouped.Count, one.Announced.PeakPerTenMinutes));
        Assert.Empty(one.Floods);
        Assert.Equal((30, 30), (many.Announced.Count, many.Announced.PeakPerTenMinutes));
        var flood = Assert.Single(many.Floods);
        Assert.Equal((Desk.Start, Desk.Start + TimeSpan.FromMinutes(10), 30), (flood.Since, flood.Until, flood.Announced));
        Assert.Equal(10.0 / 60, many.TimeInFlood, 9);
    }

    [Fact]
    public void Acknowledgement_is_timed_from_the_announcement()
    {
        var desk = new Desk().Raise("M1").Pass(4).Acknowledge(Desk.Overflow("M1")).Raise("M2").Pass(40).Acknowledge(Desk.Overflow("M2")).Raise("M3").Pass(1);
        var times = Of(desk, TimeSpan.FromHours(1)).Acknowledgement;
        Assert.Equal((2, TimeSpan.FromMinutes(4), TimeSpan.FromMinutes(40), 0.5, 1), (times.Count, times.Median, times.Percentile90, times.WithinResponse, times.Waiting));
    }

    [Fact]
    public void Stale_chattering_and_bad_actors_are_named()
    {
        var desk = new Desk().Raise("M9").Acknowledge(Desk.Overflow("M9"));
        for (var i = 0; i < 4; i++) desk.Raise().Pass(0.1).End().Pass(0.1);
        desk.Pass(25 * 60);
        var kpis = Of(desk, TimeSpan.FromHours(26));
        Assert.Equal([Desk.Overflow("M9")], kpis.Stale);
        Assert.Equal(Desk.Overflow(), Assert.Single(kpis.Chattering).Alarm);
        Assert.Equal(Desk.Overflow(), kpis.Worst[0].Alarm);
        Assert.Equal(1, kpis.Standing);
    }

    [Fact]
    public void Steps_add_up_to_the_whole_and_the_peak_is_that_of_any_ten_minutes() => ForAll.Seeds(seed =>
    {
        var random = new Random(seed);
        var desk = new Desk();
        for (var i = 0; i < 60; i++)
        {
            if (random.Next(2) == 0) desk.Raise($"M{random.Next(20)}");
            else desk.End($"M{random.Next(20)}");
            desk.Pass(random.NextDouble() * 2);
        }
        var kpis = Of(desk, desk.Now - Desk.Start + TimeSpan.FromMinutes(1));
        var calls = desk.Versions.Where(v => v.IsAnnouncement).Select(v => v.KnownAt).ToArray();
        Assert.Equal(calls.Length, kpis.Series.Sum(s => s.Announced));
        Assert.Equal(calls.Length, kpis.ByPriority.Sum());
        Assert.Equal(calls.Select(c => calls.Count(d => d >= c && d - c < TimeSpan.FromMinutes(10))).DefaultIfEmpty().Max(), kpis.Announced.PeakPerTenMinutes);
        Assert.Equal(desk.Book.Alarms.Count(a => a.State.IsShown()), kpis.Series[^1].Standing);
    });

    private static AlarmKpis Of(Desk desk, TimeSpan span)
    {
        var fold = new KpiFold(AlarmSettings.Default, Desk.Start, Desk.Start + span, TimeSpan.FromMinutes(10), []);
        foreach (var version in desk.Versions) fold.Take(version);
        return fold.Conclude();
    }
}
