using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Domain.Risk;

/// <summary>On and off delays: a level holds or ends only after the values called for it without a break.</summary>
internal static class Debounce
{
    /// <param name="target">The level that values call for now, dead-bands considered.</param>
    public static SymptomState Step(in SymptomState state, WarningLevel target, Instant at, TimeSpan onDelay, TimeSpan offDelay)
    {
        if (target == state.Level) return state with { Pending = state.Level, PendingSince = default };
        var rises = target > state.Level;
        var waits = rises ? state.Pending > state.Level : state.Pending < state.Level;
        // While it waits, the mildest rise and the smallest fall count: each level must itself have lasted.
        var pending = !waits ? target : rises ? Min(state.Pending, target) : Max(state.Pending, target);
        var since = waits ? state.PendingSince : at;
        if (at - since < (rises ? onDelay : offDelay)) return state with { Pending = pending, PendingSince = since };
        var confirmed = state with
        {
            Level = pending,
            Pending = pending,
            PendingSince = default,
            Since = state.Level == WarningLevel.None ? since : pending == WarningLevel.None ? default : state.Since,
        };
        return target == pending ? confirmed : Step(confirmed, target, at, onDelay, offDelay);
    }

    private static WarningLevel Min(WarningLevel a, WarningLevel b) => a < b ? a : b;
    private static WarningLevel Max(WarningLevel a, WarningLevel b) => a > b ? a : b;
}
