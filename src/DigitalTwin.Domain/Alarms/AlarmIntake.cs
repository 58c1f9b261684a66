using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Domain.Alarms;

/// <summary>Turns signals into alarms: raises, regrades, clears.</summary>
internal sealed class AlarmIntake(AlarmLedger ledger, AlarmSettings settings, int mostAlarms, Func<string?, AlarmDefinition?, AlarmHold?> suppressorOf)
{
    private readonly Dictionary<string, string> _under = [];

    public ChatterWatch Chatter { get; } = new(settings);
    public long Refused { get; private set; }

    public string? UnderOf(string source) => _under.GetValueOrDefault(source);

    public void Take(AlarmSignal signal, AlarmCatalogue catalogue, Instant now)
    {
        var definition = catalogue.Match(signal.Trigger, signal.Kind);
        var grade = signal.Until is null ? definition?.GradeOf(signal.Level) : null;
        var id = definition is null ? null : AlarmSignal.IdOf(signal.Subject, definition.Id, signal.Detail);
        var held = ledger.FindBySource(signal.Source);
        if (held is not null && (grade is null || held.Id != id))
        {
            End(held, signal.Source, signal.Until ?? now, catalogue, now);
            held = null;
        }
        if (grade is null || id is null) return;
        Nest(signal, held is not null);
        if (signal.Under is not null && held is null) return; // Told by what it lies under.
        if (ledger.Find(id) is { } standing) Add(standing, signal, definition!, now);
        else if (ledger.Count >= mostAlarms) Refused++;
        else Add(new AlarmPlace(signal.Subject, signal.Asset, definition!.Id, signal.Detail).Begin(id, ledger.Opening(now)), signal, definition, now);
    }

    /// <summary>Ends every source with a prefix that is not among the signals.</summary>
    public void EndOthers(IEnumerable<AlarmSignal> signals, string prefix, AlarmCatalogue catalogue, Instant now)
    {
        var told = signals.Select(s => s.Source).ToHashSet();
        foreach (var alarm in ledger.All.ToArray())
            foreach (var source in alarm.Sources.Where(s => s.Id.StartsWith(prefix, StringComparison.Ordinal) && !told.Contains(s.Id)).ToArray())
                End(ledger.Find(alarm.Id)!, source.Id, now, catalogue, now);
        foreach (var source in _under.Keys.Where(s => s.StartsWith(prefix, StringComparison.Ordinal) && !told.Contains(s)).ToArray()) _under.Remove(source);
    }

    private void Nest(AlarmSignal signal, bool stands)
    {
        if (signal.Under is { } under && stands) _under[signal.Source] = under;
        else _under.Remove(signal.Source);
    }

    private void Add(Alarm alarm, AlarmSignal signal, AlarmDefinition definition, Instant now)
    {
        var source = new AlarmSource(signal.Source, signal.Level, signal.Quantity, signal.Value, signal.Limit, signal.Since);
        if (alarm.Sources.Contains(source) && alarm.MemberCount == signal.MemberCount) return;
        var graded = Graded(alarm, [.. alarm.Sources.Where(s => s.Id != source.Id), source], definition, now) with
        {
            Members = [.. signal.Members.Take(Alarm.MostMembers)],
            MemberCount = signal.MemberCount,
        };
        if (!alarm.IsActive) Raise(graded, signal, definition, now);
        else if (graded.Priority > alarm.Priority && alarm.State == AlarmState.Acknowledged) ledger.Put(Moved(graded, AlarmEvent.Realarm) with { Escalation = 0 }, AlarmChange.Realarmed);
        else ledger.Put(graded, AlarmChange.Changed);
    }

    private void Raise(Alarm alarm, AlarmSignal signal, AlarmDefinition definition, Instant now)
    {
        var raised = alarm with { RaisedAt = signal.Since, ClearedAt = null, Raises = alarm.Raises + 1, Escalation = 0, IsChattering = Chatter.Raise(alarm.Id, now) || (alarm.IsChattering && !Chatter.IsQuiet(alarm.Id, now)) };
        if (suppressorOf(alarm.Asset, definition) is { } suppressor && raised.Suppressor is null)
            raised = Moved(raised with { Suppressor = suppressor, Hold = suppressor }, AlarmEvent.Suppress);
        ledger.Put(Moved(raised, AlarmEvent.Raise), AlarmChange.Raised);
    }

    private void End(Alarm alarm, string source, Instant until, AlarmCatalogue catalogue, Instant now)
    {
        var left = alarm.Sources.Where(s => s.Id != source).ToArray();
        if (left.Length > 0) ledger.Put(catalogue.Find(alarm.Definition) is { } definition ? Graded(alarm, left, definition, now) : alarm with { Sources = left }, AlarmChange.Changed);
        else ledger.Put(Moved(alarm with { Sources = left, ClearedAt = until, IsStanding = false }, AlarmEvent.Clear), AlarmChange.Cleared);
    }

    private Alarm Graded(Alarm alarm, AlarmSource[] sources, AlarmDefinition definition, Instant now)
    {
        Array.Sort(sources, (a, b) => a.Level != b.Level ? b.Level.CompareTo(a.Level) : a.Since.CompareTo(b.Since));
        var worst = sources[0];
        var grade = definition.GradeOf(worst.Level) ?? definition.Grades[0];
        var priority = settings.Priorities.Of(grade.Consequence, grade.TimeToRespond);
        var respondBy = now + grade.TimeToRespond;
        // What was promised does not move away because it got milder, or the same again.
        if (alarm.IsActive && alarm.RespondBy < respondBy) respondBy = alarm.RespondBy;
        return alarm with { Sources = sources, Level = worst.Level, Quantity = worst.Quantity, Value = worst.Value, Limit = worst.Limit, Priority = priority, RespondBy = respondBy };
    }

    private static Alarm Moved(Alarm alarm, AlarmEvent happened) => alarm with { State = AlarmStateMachine.Next(alarm.State, happened, alarm.IsActive, alarm.Suppressor is not null).To };
}
