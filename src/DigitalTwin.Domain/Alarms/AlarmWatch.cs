using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Domain.Alarms;

/// <summary>What time alone does to alarms.</summary>
internal sealed class AlarmWatch(AlarmLedger ledger, AlarmSettings settings, ChatterWatch chatter, Func<string, AlarmDefinition?> definitionOf)
{
    private readonly Dictionary<string, Instant> _called = [];

    public void Tick(Instant now, AlarmDesk desk)
    {
        chatter.Forget(now);
        foreach (var alarm in ledger.All.ToArray())
        {
            if (alarm is { State: AlarmState.Shelved, Hold.Until: { } until } && until <= now) desk.EndShelf(alarm);
            else if (alarm.State == AlarmState.Returned && definitionOf(alarm.Definition) is { ReturnsQuietly: true }) desk.Quiet(alarm, now);
            else if (alarm.IsActive && !alarm.IsStanding && now - alarm.RaisedAt >= settings.StaleAfter) ledger.Put(alarm with { IsStanding = true }, AlarmChange.Standing);
            else if (alarm.IsChattering && chatter.IsQuiet(alarm.Id, now)) ledger.Put(alarm with { IsChattering = false }, AlarmChange.Chattering);
            else if (StepsOf(alarm, now) is var steps && steps > alarm.Escalation) ledger.Put(alarm with { Escalation = steps }, AlarmChange.Escalated);
        }
    }

    /// <summary>Those that call again now.</summary>
    public IReadOnlyList<string> Repeats(Instant now)
    {
        var due = new List<string>();
        foreach (var alarm in ledger.All)
        {
            if (!Calls(alarm) || alarm.AnnouncedAt is not { } announced) continue;
            var every = settings.RepeatOf(alarm.Priority);
            var last = _called.TryGetValue(alarm.Id, out var called) && called > announced && called <= now ? called : announced;
            if (every <= TimeSpan.Zero || now - last < every) continue;
            _called[alarm.Id] = now;
            due.Add(alarm.Id);
        }
        if (_called.Count > ledger.Count)
            foreach (var gone in _called.Keys.Where(id => ledger.Find(id) is null).ToArray()) _called.Remove(gone);
        return due;
    }

    /// <summary>Waits for somebody by itself: what lies under a cause waits with it, unless it is graver.</summary>
    private bool Calls(Alarm alarm) => alarm.State == AlarmState.Unacknowledged && (alarm.Parent is not { } parent || ledger.Find(parent) is not { } cause || alarm.Priority > cause.Priority);

    /// <summary>Steps of escalation that are due: by how much of the time to respond has passed unacknowledged.</summary>
    private int StepsOf(Alarm alarm, Instant now)
    {
        if (!Calls(alarm) || alarm.AnnouncedAt is not { } announced || alarm.RespondBy <= announced) return 0;
        var share = (now - announced) / (alarm.RespondBy - announced);
        return settings.Escalation.Count(s => s.ShareOfResponse <= share);
    }
}
