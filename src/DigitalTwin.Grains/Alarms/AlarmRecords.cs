using DigitalTwin.Contracts;
using DigitalTwin.Domain.Alarms;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Risk;

namespace DigitalTwin.Grains.Alarms;

/// <summary>Alarms between the domain and what crosses grains and is stored.</summary>
public static class AlarmRecords
{
    public static AlarmRecord Of(Alarm a) => new()
    {
        Id = a.Id, OpenedAt = a.OpenedAt.UnixMilliseconds, Version = a.Version, Definition = a.Definition, Subject = a.Subject, Asset = a.Asset, Detail = a.Detail,
        State = (byte)a.State, Sources = [.. a.Sources.Select(s => new AlarmSourceRecord(s.Id, (byte)s.Level, s.Quantity.Code, s.Value, s.Limit, s.Since.UnixMilliseconds))],
        Level = (byte)a.Level, Priority = (byte)a.Priority, Quantity = a.Quantity.Code, Value = a.Value, Limit = a.Limit,
        RaisedAt = a.RaisedAt.UnixMilliseconds, RespondBy = a.RespondBy.UnixMilliseconds, ClearedAt = a.ClearedAt?.UnixMilliseconds, Raises = a.Raises,
        AnnouncedVersion = a.AnnouncedVersion, AnnouncedAt = a.AnnouncedAt?.UnixMilliseconds, AcknowledgedBy = a.AcknowledgedBy, AcknowledgedAt = a.AcknowledgedAt?.UnixMilliseconds,
        Hold = Of(a.Hold), Suppressor = Of(a.Suppressor), Assignee = a.Assignee, Parent = a.Parent, IsStanding = a.IsStanding, IsChattering = a.IsChattering, Escalation = a.Escalation,
        Members = [.. a.Members], MemberCount = a.MemberCount, Notes = [.. a.Notes.Select(n => new AlarmNoteRecord(n.At.UnixMilliseconds, n.Who, (byte)n.Change, n.Text))],
        KnownAt = a.KnownAt.UnixMilliseconds, Change = (byte)a.Change, Who = a.Who,
    };

    public static Alarm ToAlarm(AlarmRecord r) => new()
    {
        Id = r.Id, OpenedAt = new(r.OpenedAt), Version = r.Version, Definition = r.Definition, Subject = r.Subject, Asset = r.Asset, Detail = r.Detail,
        State = (AlarmState)r.State, Sources = [.. r.Sources.Select(s => new AlarmSource(s.Id, (WarningLevel)s.Level, new(s.Quantity), s.Value, s.Limit, new(s.Since)))],
        Level = (WarningLevel)r.Level, Priority = (AlarmPriority)r.Priority, Quantity = new(r.Quantity), Value = r.Value, Limit = r.Limit,
        RaisedAt = new(r.RaisedAt), RespondBy = new(r.RespondBy), ClearedAt = At(r.ClearedAt), Raises = r.Raises,
        AnnouncedVersion = r.AnnouncedVersion, AnnouncedAt = At(r.AnnouncedAt), AcknowledgedBy = r.AcknowledgedBy, AcknowledgedAt = At(r.AcknowledgedAt),
        Hold = To(r.Hold), Suppressor = To(r.Suppressor), Assignee = r.Assignee, Parent = r.Parent, IsStanding = r.IsStanding, IsChattering = r.IsChattering, Escalation = r.Escalation,
        Members = r.Members, MemberCount = r.MemberCount, Notes = [.. r.Notes.Select(n => new AlarmNote(new(n.At), n.Who, (AlarmChange)n.Change, n.Text))],
        KnownAt = new(r.KnownAt), Change = (AlarmChange)r.Change, Who = r.Who,
    };

    public static AlarmSignalRecord Of(AlarmSignal s) => new(s.Source, s.Trigger, s.Subject, (byte)(s.Kind ?? 0), s.Asset, s.Detail, (byte)s.Level, s.Quantity.Code, s.Value, s.Limit,
        s.Since.UnixMilliseconds, s.Until?.UnixMilliseconds, s.Under, [.. s.Members], s.MemberCount);

    public static AlarmSignal ToSignal(AlarmSignalRecord r) => new()
    {
        Source = r.Source, Trigger = r.Trigger, Subject = r.Subject, Kind = r.Kind == 0 ? null : (AssetKind)r.Kind, Asset = r.Asset, Detail = r.Detail, Level = (WarningLevel)r.Level,
        Quantity = new(r.Quantity), Value = r.Value, Limit = r.Limit, Since = new(r.Since), Until = At(r.Until), Under = r.Under, Members = r.Members, MemberCount = r.MemberCount,
    };

    public static AssetConditionRecord Of(AssetCondition c) => new(c.Asset, c.Condition, c.Hold.Who, c.Hold.Why, c.Hold.Since.UnixMilliseconds);

    public static AssetCondition ToCondition(AssetConditionRecord r) => new(r.Asset, r.Condition!, new AlarmHold(r.Who, new(r.Since), r.Reason));

    /// <summary>Null where the kind is none that is known.</summary>
    public static AlarmOrder? ToOrder(AlarmOrderRecord r) => r.Kind switch
    {
        "acknowledge" => new AlarmOrder.Acknowledge(r.Who, r.Text, r.WithNested, r.Seen),
        "unacknowledge" => new AlarmOrder.Unacknowledge(r.Who, r.Text),
        "shelve" => new AlarmOrder.Shelve(r.Who, TimeSpan.FromMinutes(Math.Clamp(r.Minutes, -1, 1e9)), r.Text ?? ""),
        "unshelve" => new AlarmOrder.Unshelve(r.Who, r.Text),
        "comment" => new AlarmOrder.Comment(r.Who, r.Text ?? ""),
        "assign" => new AlarmOrder.Assign(r.Who, r.Text ?? ""),
        "outOfService" => new AlarmOrder.RemoveFromService(r.Who, r.Text ?? ""),
        "returnToService" => new AlarmOrder.ReturnToService(r.Who, r.Text),
        _ => null,
    };

    public static AlarmOutcome Of(AlarmAnswer answer, IReadOnlyList<Alarm> changed) => answer switch
    {
        AlarmAnswer.Done done => new("done", Of(done.Alarm), null, null, [.. changed.Select(Of)]),
        AlarmAnswer.Refused refused => new("refused", Of(refused.Alarm), null, refused.Why, []),
        AlarmAnswer.Faulty faulty => new("faulty", null, faulty.Field, faulty.Why, []),
        _ => new("notThere", null, null, null, []),
    };

    private static AlarmHoldRecord? Of(AlarmHold? h) => h is null ? null : new(h.Who, h.Since.UnixMilliseconds, h.Why, h.Until?.UnixMilliseconds);
    private static AlarmHold? To(AlarmHoldRecord? r) => r is null ? null : new(r.Who, new(r.Since), r.Why, At(r.Until));
    private static Instant? At(long? milliseconds) => milliseconds is { } ms ? new Instant(ms) : null;
}
