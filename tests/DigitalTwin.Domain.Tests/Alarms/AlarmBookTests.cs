using DigitalTwin.Domain.Alarms;
using DigitalTwin.Domain.Risk;

namespace DigitalTwin.Domain.Tests.Alarms;

public class AlarmBookTests
{
    [Fact]
    public void An_alarm_is_raised_acknowledged_and_gone_with_its_condition()
    {
        var desk = new Desk().Raise();
        Assert.Equal(AlarmState.Unacknowledged, desk.StateOf());
        Assert.Equal(AlarmPriority.High, desk.Find()!.Priority); // Major, 20 minutes.
        desk.Pass(2).Acknowledge();
        Assert.Equal(("ann", desk.Now), (desk.Find()!.AcknowledgedBy, desk.Find()!.AcknowledgedAt!.Value));
        desk.Pass(1).End();
        Assert.Null(desk.Find());
        Assert.Equal([AlarmChange.Raised, AlarmChange.Acknowledged, AlarmChange.Cleared], desk.Versions.Select(v => v.Change));
        Assert.Equal([1, 2, 3], desk.Versions.Select(v => v.Version));
        Assert.Equal(AlarmState.Normal, desk.Versions[^1].State);
    }

    [Fact]
    public void One_that_ends_unseen_waits_to_be_acknowledged()
    {
        var desk = new Desk().Raise().Pass(1).End();
        Assert.Equal(AlarmState.Returned, desk.StateOf());
        Assert.Null(desk.Acknowledge().Find());
    }

    [Fact]
    public void The_same_news_twice_is_no_version()
    {
        var desk = new Desk().Raise().Raise();
        Assert.Single(desk.Versions);
        desk.Keep(desk.Book.Take([desk.Signal("M9", WarningLevel.Red) with { Until = desk.Now }], desk.Now));
        Assert.Single(desk.Versions);
    }

    [Fact]
    public void What_is_milder_than_the_first_grade_is_no_alarm()
    {
        var desk = new Desk().Raise(level: WarningLevel.Yellow);
        Assert.Empty(desk.Book.Alarms);
        desk.Raise(level: WarningLevel.Orange);
        Assert.Equal(AlarmPriority.Medium, desk.Find()!.Priority);
    }

    [Fact]
    public void Growing_graver_calls_again_and_growing_milder_does_not()
    {
        var desk = new Desk().Raise(level: WarningLevel.Orange).Acknowledge().Raise(level: WarningLevel.Red);
        Assert.Equal((AlarmState.Unacknowledged, AlarmPriority.High), (desk.StateOf(), desk.Find()!.Priority));
        desk.Acknowledge().Raise(level: WarningLevel.Orange);
        Assert.Equal((AlarmState.Acknowledged, AlarmPriority.Medium), (desk.StateOf(), desk.Find()!.Priority));
        Assert.Equal(2, desk.Versions.Count(v => v.IsAnnouncement));
    }

    [Fact]
    public void Two_sources_at_one_place_are_one_alarm_until_both_have_ended()
    {
        var desk = new Desk().Raise(source: "level").Raise(level: WarningLevel.Orange, source: "meter").End(source: "level");
        Assert.Equal((1, WarningLevel.Orange), (desk.Find()!.Sources.Count, desk.Find()!.Level));
        Assert.Equal(AlarmState.Unacknowledged, desk.StateOf());
        Assert.Equal(AlarmState.Returned, desk.End(source: "meter").StateOf());
    }

    [Fact]
    public void Acknowledging_twice_is_refused_by_whom_and_when()
    {
        var desk = new Desk().Raise().Pass(1).Acknowledge();
        var refused = Assert.IsType<AlarmAnswer.Refused>(desk.Do(new AlarmOrder.Acknowledge("bob", null, false)));
        Assert.Contains($"acknowledged by ann at {desk.Now} already", refused.Why);
        Assert.IsType<AlarmAnswer.NotThere>(desk.Do(new AlarmOrder.Acknowledge("bob", null, false), "t:M7~sewer.overflow"));
    }

    [Fact]
    public void What_was_announced_anew_is_not_acknowledged_unseen()
    {
        var desk = new Desk().Raise(level: WarningLevel.Orange);
        var seen = desk.Find()!.Version;
        desk.Acknowledge().Raise(level: WarningLevel.Red);
        Assert.IsType<AlarmAnswer.Refused>(desk.Do(new AlarmOrder.Acknowledge("bob", null, false, seen)));
        Assert.IsType<AlarmAnswer.Done>(desk.Do(new AlarmOrder.Acknowledge("bob", null, false, desk.Find()!.Version)));
    }

    [Fact]
    public void An_acknowledgement_can_be_taken_back_and_does_not_count_as_a_call()
    {
        var desk = new Desk().Raise().Acknowledge();
        desk.Do(new AlarmOrder.Unacknowledge("ann", "wrong one"));
        Assert.Equal(AlarmState.Unacknowledged, desk.StateOf());
        Assert.Single(desk.Versions, v => v.IsAnnouncement);
    }

    [Fact]
    public void A_shelf_ends_by_itself_and_what_still_holds_calls_again()
    {
        var desk = new Desk().Raise();
        Assert.IsType<AlarmAnswer.Done>(desk.Do(new AlarmOrder.Shelve("ann", TimeSpan.FromMinutes(30), "crew on site")));
        Assert.Equal(AlarmState.Shelved, desk.Pass(29).StateOf());
        Assert.Equal(AlarmState.Unacknowledged, desk.Pass(1).StateOf());
        Assert.True(desk.Versions[^1].IsAnnouncement);
    }

    [Theory]
    [InlineData(0, "x", "minutes")]
    [InlineData(481, "x", "minutes")]
    [InlineData(30, " ", "reason")]
    public void A_shelf_without_bound_or_reason_is_refused_by_field(double minutes, string reason, string field)
    {
        var answer = new Desk().Raise().Do(new AlarmOrder.Shelve("ann", TimeSpan.FromMinutes(minutes), reason));
        Assert.Equal(field, Assert.IsType<AlarmAnswer.Faulty>(answer).Field);
    }

    [Fact]
    public void Out_of_service_holds_before_it_ever_comes()
    {
        var desk = new Desk();
        desk.Do(new AlarmOrder.RemoveFromService("ann", "sensor swapped"), place: new AlarmPlace("t:M1", "t:M1", "sewer.overflow", null));
        desk.Raise();
        Assert.Equal((AlarmState.OutOfService, true), (desk.StateOf(), desk.Find()!.IsActive));
        Assert.DoesNotContain(desk.Versions, v => v.IsAnnouncement);
        desk.Do(new AlarmOrder.ReturnToService("ann", null));
        Assert.Equal(AlarmState.Unacknowledged, desk.StateOf());
    }

    [Fact]
    public void A_condition_of_the_asset_suppresses_what_the_definition_names_and_says_why()
    {
        var desk = new Desk();
        desk.Keep(desk.Book.SetCondition("t:M1", "calibration", "ann", "yearly check", desk.Now));
        desk.Raise().Raise("M2");
        Assert.Equal((AlarmState.Suppressed, "calibration"), (desk.StateOf(), desk.Find()!.Hold!.Why));
        Assert.Equal(AlarmState.Unacknowledged, desk.StateOf("M2"));
        Assert.Contains("suppressed by design", Assert.IsType<AlarmAnswer.Refused>(desk.Do(new AlarmOrder.Acknowledge("ann", null, false))).Why);
        desk.Keep(desk.Book.SetCondition("t:M1", null, "ann", "", desk.Now));
        Assert.Equal(AlarmState.Unacknowledged, desk.StateOf());
        desk.Keep(desk.Book.SetCondition("t:M2", "standby", "ann", "", desk.Now)); // Not among those of this definition.
        Assert.Equal(AlarmState.Unacknowledged, desk.StateOf("M2"));
    }

    [Fact]
    public void What_nobody_acknowledges_repeats_and_escalates_and_then_stops()
    {
        var desk = new Desk().Raise(); // High: every 5 minutes; 20 minutes to respond.
        for (var minute = 0; minute < 20; minute++) desk.Pass(1);
        Assert.Equal(4, desk.Repeats.Count);
        Assert.Equal([1, 2], desk.Versions.Where(v => v.Change == AlarmChange.Escalated).Select(v => v.Escalation));
        desk.Acknowledge();
        for (var minute = 0; minute < 20; minute++) desk.Pass(1);
        Assert.Equal(4, desk.Repeats.Count);
    }

    [Fact]
    public void After_a_day_an_alarm_stands_stale()
    {
        var desk = new Desk().Raise().Acknowledge().Pass(23 * 60);
        Assert.False(desk.Find()!.IsStanding);
        Assert.True(desk.Pass(60).Find()!.IsStanding);
    }

    [Fact]
    public void One_that_comes_and_goes_three_times_a_minute_chatters_and_calls_no_more()
    {
        var desk = new Desk();
        for (var i = 0; i < 5; i++) desk.Raise().Pass(0.1).End().Pass(0.1);
        Assert.True(desk.Find()!.IsChattering);
        Assert.Equal(3, desk.Versions.Count(v => v.IsAnnouncement));
        Assert.False(desk.Pass(10).Find()!.IsChattering);
    }

    [Fact]
    public void More_than_ten_calls_in_ten_minutes_are_a_flood_until_they_are_fewer_than_five()
    {
        var desk = new Desk();
        for (var i = 0; i < 10; i++) desk.Raise($"M{i}");
        Assert.Null(desk.Book.Flood.Since);
        desk.Raise("M10");
        Assert.Equal(desk.Now, desk.Book.Flood.Since);
        Assert.NotNull(desk.Pass(9).Book.Flood.Since);
        Assert.Null(desk.Pass(1).Book.Flood.Since);
    }

    [Fact]
    public void A_full_book_counts_what_it_cannot_take_and_takes_it_when_there_is_room()
    {
        var desk = new Desk(mostAlarms: 2).Raise("M1").Raise("M2").Raise("M3");
        Assert.Equal((2, 1L), (desk.Book.Alarms.Count, desk.Book.Refused));
        desk.Acknowledge(Desk.Overflow("M1")).End("M1").Raise("M3");
        Assert.Equal(AlarmState.Unacknowledged, desk.StateOf("M3"));
    }

    [Fact]
    public void A_complete_list_ends_what_it_does_not_name()
    {
        var desk = new Desk().Raise("M1").Raise("M2");
        desk.Keep(desk.Book.Take([desk.Signal("M2", WarningLevel.Red) with { Since = desk.Find("M2")!.RaisedAt }], desk.Now, completeOf: "w-"));
        Assert.Equal((AlarmState.Returned, AlarmState.Unacknowledged), (desk.StateOf("M1"), desk.StateOf("M2")));
    }
}
