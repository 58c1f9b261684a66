namespace DigitalTwin.Domain.Alarms;

/// <summary>Where an alarm stands, by the letters A to G of ISA-18.2. Stored and sent; never renumber.</summary>
public enum AlarmState : byte
{
    /// <summary>A: nothing is wrong and nothing waits for anybody.</summary>
    Normal = 1,
    /// <summary>B: the condition holds and nobody has taken note.</summary>
    Unacknowledged = 2,
    /// <summary>C: the condition holds, somebody has taken note.</summary>
    Acknowledged = 3,
    /// <summary>D: the condition has ended before anybody took note.</summary>
    Returned = 4,
    /// <summary>E: put aside by a person, for a time.</summary>
    Shelved = 5,
    /// <summary>F: of no meaning while something else holds, which the design says.</summary>
    Suppressed = 6,
    /// <summary>G: switched off by a person, as for maintenance.</summary>
    OutOfService = 7,
}

/// <summary>What can happen to an alarm. Columns of the table in <see cref="AlarmStateMachine"/>, in this order.</summary>
public enum AlarmEvent : byte
{
    Raise,
    Clear,
    Acknowledge,
    /// <summary>It has become graver, or a person takes an acknowledgement back.</summary>
    Realarm,
    Shelve,
    Unshelve,
    Suppress,
    Unsuppress,
    RemoveFromService,
    ReturnToService,
}

public static class AlarmStates
{
    /// <summary>A to G.</summary>
    public static char Letter(this AlarmState state) => (char)('A' + (byte)state - 1);

    /// <summary>Seen by the operator as an alarm: B, C or D.</summary>
    public static bool IsShown(this AlarmState state) => state is AlarmState.Unacknowledged or AlarmState.Acknowledged or AlarmState.Returned;

    /// <summary>Kept from the operator by a decision: E, F or G.</summary>
    public static bool IsHeld(this AlarmState state) => state >= AlarmState.Shelved;
}
