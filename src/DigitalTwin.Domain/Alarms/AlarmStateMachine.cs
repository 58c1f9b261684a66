namespace DigitalTwin.Domain.Alarms;

/// <summary>What an event does to an alarm.</summary>
/// <param name="To">The state after it; that before it where nothing moves.</param>
/// <param name="IsRefused">The event makes no sense there, and whoever asked for it is told so.</param>
public readonly record struct AlarmStep(AlarmState To, bool IsRefused);

/// <summary>The alarm states of ISA-18.2 (IEC 62682) as one table: every event in every state has its answer, and there is no other way between states.</summary>
/// <remarks>
/// A stronger hold outranks a weaker one: out of service over suppressed by design over shelved. Whatever ends a hold leads to the state that the condition
/// calls for then, unacknowledged where it still holds, because nobody has looked at it since.
/// </remarks>
public static class AlarmStateMachine
{
    private const char Stays = '=', Refused = '!', Back = '~';

    // A letter is the state to go to. Columns as in AlarmEvent:
    // raise, clear, acknowledge, re-alarm, shelve, unshelve, suppress, unsuppress, remove from service, return to service.
    private static readonly string[] Table =
    [
        "B=!=E!F=G!", // A  normal
        "=DC=E!F=G!", // B  unacknowledged
        "=A!BE!F=G!", // C  acknowledged
        "B=A=E!F=G!", // D  returned, unacknowledged
        "==!=E~F=G!", // E  shelved; shelving again sets a new time
        "==!=!!=~G!", // F  suppressed by design
        "==!=!!==!~", // G  out of service
    ];

    /// <param name="isActive">Whether the condition holds after the event.</param>
    /// <param name="isSuppressed">Whether the design suppresses it, whatever its state shows.</param>
    public static AlarmStep Next(AlarmState state, AlarmEvent happened, bool isActive, bool isSuppressed) => Table[(byte)state - 1][(byte)happened] switch
    {
        Stays => new AlarmStep(state, false),
        Refused => new AlarmStep(state, true),
        Back => new AlarmStep(isSuppressed && state == AlarmState.OutOfService ? AlarmState.Suppressed : isActive ? AlarmState.Unacknowledged : AlarmState.Normal, false),
        var letter => new AlarmStep((AlarmState)(letter - 'A' + 1), false),
    };
}
