using System.Globalization;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Domain.Alarms;

/// <summary>Carries out people's orders on alarms, or says precisely why not.</summary>
internal sealed class AlarmDesk(AlarmLedger ledger, AlarmSettings settings)
{
    /// <summary>Null where it is done, else why it is refused.</summary>
    public string? Do(Alarm alarm, AlarmOrder order, Instant now) => order switch
    {
        AlarmOrder.Acknowledge o => Acknowledge(alarm, o, now),
        AlarmOrder.Unacknowledge o => alarm.State != AlarmState.Acknowledged ? $"{Named(alarm)} is not acknowledged: {Standing(alarm)}."
            : Move(alarm with { AcknowledgedBy = null, AcknowledgedAt = null }, AlarmEvent.Realarm, AlarmChange.Unacknowledged, o.Who, o.Note, now),
        AlarmOrder.Shelve o => Move(alarm with { Hold = new AlarmHold(o.Who, now, o.Reason, now + o.For) }, AlarmEvent.Shelve, AlarmChange.Shelved, o.Who, o.Reason, now, alarm),
        AlarmOrder.Unshelve o => Move(alarm with { Hold = null }, AlarmEvent.Unshelve, AlarmChange.Unshelved, o.Who, o.Note, now, alarm),
        AlarmOrder.RemoveFromService o when alarm.State == AlarmState.OutOfService => $"{Named(alarm)} is out of service already: {Standing(alarm)}.",
        AlarmOrder.RemoveFromService o => Move(alarm with { Hold = new AlarmHold(o.Who, now, o.Reason) }, AlarmEvent.RemoveFromService, AlarmChange.RemovedFromService, o.Who, o.Reason, now, alarm),
        AlarmOrder.ReturnToService o => Move(alarm with { Hold = alarm.Suppressor }, AlarmEvent.ReturnToService, AlarmChange.ReturnedToService, o.Who, o.Note, now, alarm),
        AlarmOrder.Comment o => Put(alarm.Noted(now, o.Who, AlarmChange.Commented, o.Text), AlarmChange.Commented, o.Who),
        AlarmOrder.Assign o => Put((alarm with { Assignee = o.To.Length > 0 ? o.To : null }).Noted(now, o.Who, AlarmChange.Assigned, o.To), AlarmChange.Assigned, o.Who),
        _ => throw new InvalidOperationException($"Order {order} is not known."),
    };

    /// <summary>A shelf whose time is over.</summary>
    public void EndShelf(Alarm alarm) => ledger.Put(Moved(alarm with { Hold = null }, AlarmEvent.Unshelve), AlarmChange.Unshelved);

    /// <summary>One that is over and needs nobody's note.</summary>
    public void Quiet(Alarm alarm, Instant now) => ledger.Put(Moved(alarm with { AcknowledgedAt = now }, AlarmEvent.Acknowledge), AlarmChange.Acknowledged);

    /// <summary>The design suppresses it from now on, or, with null, no longer.</summary>
    public void Suppress(Alarm alarm, AlarmHold? suppressor, string who)
    {
        if (alarm.Suppressor is null == suppressor is null && alarm.Suppressor?.Why == suppressor?.Why) return;
        var changed = alarm with { Suppressor = suppressor, Hold = alarm.State == AlarmState.OutOfService ? alarm.Hold : suppressor };
        ledger.Put(Moved(changed, suppressor is null ? AlarmEvent.Unsuppress : AlarmEvent.Suppress), suppressor is null ? AlarmChange.Unsuppressed : AlarmChange.Suppressed, who);
    }

    private string? Acknowledge(Alarm alarm, AlarmOrder.Acknowledge order, Instant now)
    {
        if (order.Seen is { } seen && seen < alarm.AnnouncedVersion) return $"{Named(alarm)} was announced anew at {alarm.AnnouncedAt} after version {seen}, which you saw; look at it again.";
        var nested = order.WithNested ? ledger.All.Where(a => a.Parent == alarm.Id && Waits(a)).ToArray() : [];
        if (!Waits(alarm) && (nested.Length == 0 || alarm.State != AlarmState.Acknowledged))
            return alarm.State == AlarmState.Acknowledged ? $"{Named(alarm)} was acknowledged by {alarm.AcknowledgedBy} at {alarm.AcknowledgedAt} already."
                : $"{Named(alarm)} cannot be acknowledged: {Standing(alarm)}.";
        foreach (var one in nested.Append(alarm).Where(Waits))
            Move(one with { AcknowledgedBy = order.Who, AcknowledgedAt = now }, AlarmEvent.Acknowledge, AlarmChange.Acknowledged, order.Who, order.Note, now);
        return null;
    }

    private static bool Waits(Alarm alarm) => alarm.State is AlarmState.Unacknowledged or AlarmState.Returned;

    /// <param name="before">Named in a refusal; the alarm itself where it is the same.</param>
    private string? Move(Alarm alarm, AlarmEvent happened, AlarmChange change, string who, string? text, Instant now, Alarm? before = null)
    {
        var step = AlarmStateMachine.Next(alarm.State, happened, alarm.IsActive, alarm.Suppressor is not null);
        if (step.IsRefused) return $"{Named(alarm)} cannot be {Words(change)}: {Standing(before ?? alarm)}.";
        ledger.Put((alarm with { State = step.To }).Noted(now, who, change, text ?? ""), change, who);
        return null;
    }

    private string? Put(Alarm alarm, AlarmChange change, string who)
    {
        ledger.Put(alarm, change, who);
        return null;
    }

    private static Alarm Moved(Alarm alarm, AlarmEvent happened) => alarm with { State = AlarmStateMachine.Next(alarm.State, happened, alarm.IsActive, alarm.Suppressor is not null).To };

    private static string Named(Alarm alarm) => $"Alarm '{alarm.Id}'";

    private string Standing(Alarm alarm) => alarm.State switch
    {
        AlarmState.Shelved when alarm.Hold is { } h => $"{h.Who} shelved it until {h.Until} ({h.Why})",
        AlarmState.Suppressed when alarm.Hold is { } h => string.Create(CultureInfo.InvariantCulture, $"it is suppressed by design since {h.Since}, because of {settings.ConditionOf(h.Why)?.Title.English ?? h.Why}"),
        AlarmState.OutOfService when alarm.Hold is { } h => $"{h.Who} took it out of service at {h.Since} ({h.Why})",
        AlarmState.Acknowledged => $"{alarm.AcknowledgedBy} acknowledged it at {alarm.AcknowledgedAt}",
        AlarmState.Returned => $"its condition ended at {alarm.ClearedAt} and waits to be acknowledged",
        AlarmState.Unacknowledged => $"it stands unacknowledged since {alarm.AnnouncedAt ?? alarm.KnownAt}",
        _ => "it is normal",
    };

    private static string Words(AlarmChange change) => change switch
    {
        AlarmChange.Shelved => "shelved",
        AlarmChange.Unshelved => "unshelved",
        AlarmChange.RemovedFromService => "taken out of service",
        AlarmChange.ReturnedToService => "returned to service",
        _ => "acknowledged",
    };
}
