using DigitalTwin.Domain.Messages;
using DigitalTwin.Domain.Risk;
using FsCheck;
using FsCheck.Fluent;

namespace DigitalTwin.Domain.Tests.Messages;

public class DeliveryTests
{
    [Fact]
    public void What_fails_is_tried_again_ever_later_and_given_up_at_last()
    {
        var (delivery, now, pauses) = (Delivery.New("email", "x", 0), 0L, new List<long>());
        while (delivery.State == DeliveryState.Waiting)
        {
            Assert.True(delivery.IsDue(now));
            delivery = delivery.After(new Attempt.Later("down"), now);
            if (delivery.NextAt is { } next) pauses.Add(next - now);
            now = delivery.NextAt ?? now;
        }
        Assert.Equal((DeliveryState.Failed, Delivery.MostTries, "down"), (delivery.State, delivery.Tries, delivery.Error));
        Assert.Equal(pauses.Order(), pauses);
        Assert.Equal([15_000, 30_000, 60_000, 120_000, 240_000, 480_000, 960_000, 1_800_000, 1_800_000], pauses);
    }

    [Fact]
    public void What_is_refused_for_good_is_not_tried_again_and_what_arrives_is_over()
    {
        Assert.Equal(DeliveryState.Failed, Delivery.New("push", "x", 0).After(new Attempt.Never("gone"), 5).State);
        var sent = Delivery.New("push", "x", 0).After(new Attempt.Later("busy"), 5).After(new Attempt.Delivered(), 9);
        Assert.Equal((DeliveryState.Sent, 2, null, null), (sent.State, sent.Tries, sent.NextAt, sent.Error));
    }

    [Fact]
    public void Who_is_asked_to_wait_waits_but_not_for_ever()
    {
        Assert.Equal(120_000, Delivery.New("push", "x", 0).After(new Attempt.Later("busy", TimeSpan.FromMinutes(2)), 0).NextAt);
        Assert.Equal(1_800_000, Delivery.New("push", "x", 0).After(new Attempt.Later("busy", TimeSpan.FromDays(9)), 0).NextAt);
    }

    [Theory]
    [InlineData("22:30", WarningLevel.Yellow, "2026-11-23T07:00")]
    [InlineData("06:59", WarningLevel.Yellow, "2026-11-22T07:00")]
    [InlineData("07:00", WarningLevel.Yellow, "2026-11-22T07:00")]
    [InlineData("21:59", WarningLevel.Blue, "2026-11-22T21:59")]
    [InlineData("23:00", WarningLevel.Orange, "2026-11-22T23:00")]
    [InlineData("23:00", WarningLevel.Red, "2026-11-22T23:00")]
    public void Lesser_things_wait_for_the_end_of_quiet_hours(string now, WarningLevel level, string release)
    {
        var local = DateTime.Parse($"2026-11-22T{now}", System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(DateTime.Parse(release, System.Globalization.CultureInfo.InvariantCulture), new QuietHours(new(22, 0), new(7, 0), WarningLevel.Orange).Release(level, local));
    }

    [Fact]
    public void A_release_is_never_in_the_past_nor_a_day_away_nor_in_quiet_hours() => Prop.ForAll(Arb.From(Gen.Choose(0, 1439).Three()), minutes =>
    {
        var (from, to, at) = minutes;
        var quiet = new QuietHours(new TimeOnly(from / 60, from % 60), new TimeOnly(to / 60, to % 60), WarningLevel.Red);
        var local = new DateTime(2026, 11, 22).AddMinutes(at);
        var release = quiet.Release(WarningLevel.Blue, local);
        return release >= local && release - local < TimeSpan.FromDays(1) && quiet.Release(WarningLevel.Blue, release) == release;
    }).QuickCheckThrowOnFailure();
}
