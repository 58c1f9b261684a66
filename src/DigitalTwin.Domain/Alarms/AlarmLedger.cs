using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Domain.Alarms;

/// <summary>The alarms that stand, and which of them a call has touched: however much happens to one within a call, it is one new version.</summary>
internal sealed class AlarmLedger(FloodWatch flood)
{
    private readonly Dictionary<string, Alarm> _standing = [];
    private readonly Dictionary<string, string> _bySource = [];
    private readonly Dictionary<string, Touch> _touched = [];
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(1); // Further back, and another time is being replayed.
    private Instant _newest;

    public IReadOnlyCollection<Alarm> All => _standing.Values;
    public int Count => _standing.Count;

    public Alarm? Find(string id) => _standing.GetValueOrDefault(id);

    /// <summary>The alarm that a source keeps active.</summary>
    public Alarm? FindBySource(string source) => _bySource.TryGetValue(source, out var id) ? _standing.GetValueOrDefault(id) : null;

    /// <summary>When an alarm that begins now opens: a clock that stands still must not give two occurrences one name.</summary>
    public Instant Opening(Instant now) => _newest = now > _newest || _newest - now > Slack ? now : _newest + TimeSpan.FromMilliseconds(1);

    public void Restore(Alarm alarm)
    {
        _standing[alarm.Id] = alarm;
        foreach (var source in alarm.Sources) _bySource[source.Id] = alarm.Id;
    }

    public void Put(Alarm alarm, AlarmChange change, string who = "")
    {
        var before = _standing.GetValueOrDefault(alarm.Id);
        if (before is not null)
            foreach (var source in before.Sources) _bySource.Remove(source.Id);
        Restore(alarm);
        if (!_touched.TryGetValue(alarm.Id, out var touch)) touch = new Touch(before, change, who);
        _touched[alarm.Id] = change >= touch.Change ? touch with { Change = change, Who = who.Length > 0 ? who : touch.Who } : touch;
    }

    /// <summary>The next version of everything touched since the last call; what is back to normal leaves the book with it.</summary>
    public IReadOnlyList<Alarm> Conclude(Instant now)
    {
        var versions = new List<Alarm>(_touched.Count);
        foreach (var (id, touch) in _touched)
        {
            var alarm = _standing[id] with { Version = (touch.Before?.Version ?? 0) + 1, KnownAt = now, Change = touch.Change, Who = touch.Who };
            if (CallsFor(touch.Before, alarm))
            {
                alarm = alarm with { AnnouncedVersion = alarm.Version, AnnouncedAt = now };
                flood.Announce(now);
            }
            versions.Add(alarm);
            if (alarm.State == AlarmState.Normal) Remove(alarm);
            else _standing[id] = alarm;
        }
        _touched.Clear();
        return versions;
    }

    /// <summary>Attention: newly unacknowledged, and a row of its own in the list or graver than what its cause has called for so far. One that chatters has called already, and a person who takes a note back knows.</summary>
    private bool CallsFor(Alarm? before, Alarm after)
    {
        if (after.State != AlarmState.Unacknowledged || after.Change == AlarmChange.Unacknowledged) return false;
        if (before is { State: AlarmState.Unacknowledged, AnnouncedVersion: > 0 } || (before is { IsChattering: true } && after.IsChattering)) return false;
        // A cause that is kept from the operator must not keep its consequences from him.
        if (after.Parent is not { } parent || Find(parent) is not { } cause || !cause.State.IsShown()) return true;
        return !_standing.Values.Any(other => (other.Id == parent || other.Parent == parent) && other.Id != after.Id && other is { IsActive: true, AnnouncedAt: not null } && other.State.IsShown() && other.Priority >= after.Priority);
    }

    private void Remove(Alarm alarm)
    {
        _standing.Remove(alarm.Id);
        foreach (var source in alarm.Sources) _bySource.Remove(source.Id);
    }

    private readonly record struct Touch(Alarm? Before, AlarmChange Change, string Who);
}
