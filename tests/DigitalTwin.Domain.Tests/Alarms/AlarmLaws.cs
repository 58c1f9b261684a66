using DigitalTwin.Domain.Alarms;
using DigitalTwin.Domain.Risk;

namespace DigitalTwin.Domain.Tests.Alarms;

/// <summary>Whatever happens, in whatever order.</summary>
public class AlarmLaws
{
    [Fact]
    public void No_version_leaves_the_table_and_versions_tell_the_whole_story() => ForAll.Seeds(seed =>
    {
        var random = new Random(seed);
        var desk = new Desk();
        for (var step = 0; step < 120; step++) Something(desk, random);
        foreach (var life in desk.Versions.GroupBy(v => (v.Id, v.OpenedAt)))
        {
            var before = AlarmState.Normal;
            var number = 0;
            foreach (var version in life)
            {
                Assert.Equal(++number, version.Version);
                Assert.True(before == version.State || Reachable(before, version.State), $"{before} → {version.State} by {version.Change}");
                Assert.Equal(version.State.IsHeld(), version.Hold is not null);
                Assert.False(version.State == AlarmState.Normal && version.IsActive);
                Assert.False(version.State is AlarmState.Unacknowledged or AlarmState.Acknowledged && !version.IsActive);
                before = version.State;
            }
        }
        foreach (var alarm in desk.Book.Alarms) Assert.Equal(desk.Versions.Last(v => v.Id == alarm.Id), alarm);
    });

    private static bool Reachable(AlarmState from, AlarmState to) => Next(from).Contains(to);

    private static readonly bool[] Both = [false, true];

    private static IEnumerable<AlarmState> Next(AlarmState state) =>
        from happened in Enum.GetValues<AlarmEvent>() from active in Both from suppressed in Both
        select AlarmStateMachine.Next(state, happened, active, suppressed).To;

    private static void Something(Desk desk, Random random)
    {
        var place = $"M{random.Next(3)}";
        var alarm = Desk.Overflow(place);
        switch (random.Next(11))
        {
            case 0 or 1: desk.Raise(place, (WarningLevel)random.Next(2, 5)); break;
            case 2: desk.End(place); break;
            case 3: desk.Do(new AlarmOrder.Acknowledge("ann", null, random.Next(2) == 0), alarm); break;
            case 4: desk.Do(new AlarmOrder.Unacknowledge("ann", null), alarm); break;
            case 5: desk.Do(new AlarmOrder.Shelve("ann", TimeSpan.FromMinutes(random.Next(1, 30)), "why"), alarm, new AlarmPlace($"t:{place}", $"t:{place}", "sewer.overflow", null)); break;
            case 6: desk.Do(new AlarmOrder.Unshelve("ann", null), alarm); break;
            case 7: desk.Do(new AlarmOrder.RemoveFromService("ann", "why"), alarm); break;
            case 8: desk.Do(new AlarmOrder.ReturnToService("ann", null), alarm); break;
            case 9: desk.Keep(desk.Book.SetCondition($"t:{place}", random.Next(2) == 0 ? "calibration" : null, "ann", "why", desk.Now)); break;
            default: desk.Pass(random.Next(1, 15)); break;
        }
    }
}
