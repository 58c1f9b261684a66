using DigitalTwin.Domain.Messages;

namespace DigitalTwin.Domain.Tests.Messages;

public class RosterTests
{
    private static readonly int[] Daily = [1, 2, 3, 4, 5, 6, 7];
    // 2026-11-22 is a Sunday.
    private static readonly Roster Three = new("water", 1, 10,
    [
        new("day", "白班", new(8, 0), new(16, 0), Daily, ["an", "bo"]), new("evening", "中班", new(16, 0), new(0, 0), Daily, ["chen"]), new("night", "夜班", new(0, 0), new(8, 0), [1, 2, 3, 4, 5], ["deng"]),
        new("nightAtWeekends", "周末夜班", new(22, 0), new(8, 0), [6, 7], ["fu"]),
    ], [new(new(2026, 11, 23), "day", ["gao"])]);

    [Theory]
    [InlineData("2026-11-22T08:00", "an,bo")]
    [InlineData("2026-11-22T15:59", "an,bo")]
    [InlineData("2026-11-22T16:00", "chen")]
    [InlineData("2026-11-22T23:59", "fu")]
    [InlineData("2026-11-23T07:59", "deng")] // Of two that overlap, the one that began last.
    [InlineData("2026-11-22T03:00", "fu")] // Began on Saturday.
    [InlineData("2026-11-23T09:00", "gao")]
    [InlineData("2026-11-24T09:00", "an,bo")]
    public void Who_is_on_call_follows_shifts_days_and_exceptions(string at, string people) => Assert.Equal(people, string.Join(',', Three.At(At(at))?.People ?? []));

    [Fact]
    public void A_week_is_covered_or_not_as_the_shifts_say()
    {
        var gaps = Enumerable.Range(0, 7 * 96).Select(q => At("2026-11-30T00:00").AddMinutes(15 * q)).Where(t => Three.At(t) is null).ToArray();
        Assert.Equal(At("2026-12-05T00:00"), gaps[0]); // Saturday's night belongs to nobody.
        Assert.Equal(At("2026-12-05T07:45"), gaps[^1]);
        Assert.Equal(32, gaps.Length);
    }

    [Fact]
    public void The_shifts_before_and_after_are_known()
    {
        Assert.Equal("evening", Three.After(At("2026-11-22T12:00"))!.Shift.Id);
        Assert.Equal("day", Three.Before(At("2026-11-22T17:00"))!.Shift.Id);
    }

    [Fact]
    public void A_shift_that_ends_when_it_begins_lasts_a_day() =>
        Assert.Equal(TimeSpan.FromDays(1), new Shift("x", "x", new(8, 0), new(8, 0), Daily, ["an"]).Length);

    [Fact]
    public void What_is_wrong_is_named()
    {
        Assert.Null(Three.Fault(_ => true));
        Assert.Contains("bo", Three.Fault(p => p != "bo")!.Value.Why);
        Assert.Equal("escalateMinutes", (Three with { EscalateMinutes = 0 }).Fault(_ => true)!.Value.Field);
        Assert.Equal("exceptions", (Three with { Exceptions = [new(default, "none", [])] }).Fault(_ => true)!.Value.Field);
        Assert.Equal("shifts", (Three with { Shifts = [Three.Shifts[0] with { Days = [8] }] }).Fault(_ => true)!.Value.Field);
    }

    [Fact]
    public void Both_sign_a_handover_and_neither_for_the_other()
    {
        var note = new Handover("h", "water", "day", "evening", "", "an", 0, null, null, null);
        Assert.Null(Handover.WhyNotWrittenBy("an", Three, At("2026-11-22T15:50")));
        Assert.Null(Handover.WhyNotWrittenBy("an", Three, At("2026-11-22T16:10"))); // Was last.
        Assert.NotNull(Handover.WhyNotWrittenBy("deng", Three, At("2026-11-22T15:50")));
        Assert.NotNull(note.WhyNotTakenBy("an", Three, At("2026-11-22T15:50")));
        Assert.Null(note.WhyNotTakenBy("chen", Three, At("2026-11-22T15:50")));
        Assert.NotNull(note.WhyNotTakenBy("fu", Three, At("2026-11-22T15:50")));
        Assert.NotNull((note with { TakenBy = "chen" }).WhyNotTakenBy("chen", Three, At("2026-11-22T16:10")));
    }

    private static DateTime At(string local) => DateTime.Parse(local, System.Globalization.CultureInfo.InvariantCulture);
}
