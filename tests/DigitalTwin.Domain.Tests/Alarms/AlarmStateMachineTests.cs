using DigitalTwin.Domain.Alarms;

namespace DigitalTwin.Domain.Tests.Alarms;

public class AlarmStateMachineTests
{
    /// <summary>Every way between two states, as the diagram of ISA-18.2 draws them; written down apart from the table.</summary>
    private static readonly HashSet<string> Ways =
    [
        "AB", "AE", "AF", "AG", "BC", "BD", "BE", "BF", "BG", "CA", "CB", "CE", "CF", "CG", "DA", "DB", "DE", "DF", "DG",
        "EA", "EB", "EF", "EG", "FA", "FB", "FG", "GA", "GB", "GF",
    ];

    private static readonly AlarmState[] States = Enum.GetValues<AlarmState>();
    private static readonly AlarmEvent[] Events = Enum.GetValues<AlarmEvent>();
    private static readonly bool[] Both = [false, true];

    private static IEnumerable<(AlarmState From, AlarmEvent Event, AlarmStep Step, bool IsActive, bool IsSuppressed)> All =>
        from state in States from happened in Events from active in Both from suppressed in Both
        select (state, happened, AlarmStateMachine.Next(state, happened, active, suppressed), active, suppressed);

    [Fact]
    public void Every_event_in_every_state_has_an_answer()
    {
        Assert.Equal(7 * 10 * 4, All.Count());
        Assert.All(All, a => Assert.True(Enum.IsDefined(a.Step.To)));
        Assert.All(All.Where(a => a.Step.IsRefused), a => Assert.Equal(a.From, a.Step.To));
    }

    [Fact]
    public void No_way_leads_outside_the_diagram_and_every_way_of_it_is_walked()
    {
        var walked = All.Where(a => a.Step.To != a.From).Select(a => $"{a.From.Letter()}{a.Step.To.Letter()}").ToHashSet();
        Assert.Equal(Ways.Order(), walked.Order());
    }

    [Fact]
    public void What_ends_a_hold_leads_to_what_the_condition_calls_for()
    {
        (AlarmState, AlarmEvent)[] ends = [(AlarmState.Shelved, AlarmEvent.Unshelve), (AlarmState.Suppressed, AlarmEvent.Unsuppress), (AlarmState.OutOfService, AlarmEvent.ReturnToService)];
        foreach (var (held, end) in ends)
        {
            Assert.Equal(AlarmState.Unacknowledged, AlarmStateMachine.Next(held, end, isActive: true, isSuppressed: false).To);
            Assert.Equal(AlarmState.Normal, AlarmStateMachine.Next(held, end, isActive: false, isSuppressed: false).To);
        }
        Assert.Equal(AlarmState.Suppressed, AlarmStateMachine.Next(AlarmState.OutOfService, AlarmEvent.ReturnToService, isActive: true, isSuppressed: true).To);
    }

    [Theory]
    [InlineData(AlarmEvent.Acknowledge, "BD")]
    [InlineData(AlarmEvent.Unshelve, "E")]
    [InlineData(AlarmEvent.ReturnToService, "G")]
    [InlineData(AlarmEvent.Shelve, "ABCDE")]
    public void A_person_is_refused_what_makes_no_sense(AlarmEvent asked, string allowedIn)
    {
        var allowed = States.Where(s => !AlarmStateMachine.Next(s, asked, true, false).IsRefused).Select(s => s.Letter());
        Assert.Equal(allowedIn, string.Concat(allowed));
    }

    [Fact]
    public void What_the_process_does_is_never_refused()
    {
        AlarmEvent[] process = [AlarmEvent.Raise, AlarmEvent.Clear, AlarmEvent.Suppress, AlarmEvent.Unsuppress];
        Assert.DoesNotContain(All, a => process.Contains(a.Event) && a.Step.IsRefused);
    }
}
