using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Domain.Alarms.Kpis;

/// <summary>Computes the indicators of a span from the versions of alarms, in the order known.</summary>
public sealed class KpiFold
{
    public const int MostSlots = 2_000;
    private static readonly TimeSpan TenMinutes = TimeSpan.FromMinutes(10);

    private readonly AlarmSettings _settings;
    private readonly Dictionary<string, Alarm> _open = [];
    private readonly Dictionary<string, int> _announcedOf = [];
    private readonly Dictionary<string, List<Instant>> _raises = [];
    private readonly List<Instant> _announced = [], _ungrouped = [];
    private readonly List<TimeSpan> _acknowledged = [];
    private readonly int[] _byPriority = new int[4];
    private readonly int[] _standing;
    private int _inTime, _slot;

    /// <exception cref="ArgumentException">The span is empty, or has more than <see cref="MostSlots"/> steps.</exception>
    /// <param name="openBefore">What stood at the beginning.</param>
    public KpiFold(AlarmSettings settings, Instant from, Instant to, TimeSpan every, IEnumerable<Alarm> openBefore)
    {
        if (to <= from || every <= TimeSpan.Zero || (to - from) / every > MostSlots) throw new ArgumentException($"A span has 1 to {MostSlots} steps.");
        (_settings, From, To, Every) = (settings, from, to, every);
        _standing = new int[(int)Math.Ceiling((to - from) / every)];
        foreach (var alarm in openBefore) _open[alarm.Id] = alarm;
    }

    public Instant From { get; }
    public Instant To { get; }
    public TimeSpan Every { get; }

    /// <summary>A version known within the span; each no earlier than the one before.</summary>
    public void Take(Alarm version)
    {
        CloseSlots(version.KnownAt);
        if (version.State == AlarmState.Normal) _open.Remove(version.Id);
        else _open[version.Id] = version;
        var isRaised = version is { State: AlarmState.Unacknowledged, Change: AlarmChange.Raised or AlarmChange.Realarmed };
        if (isRaised || version.IsAnnouncement) _ungrouped.Add(version.KnownAt);
        if (isRaised) Raises(version.Id).Add(version.KnownAt);
        if (version.IsAnnouncement)
        {
            _announced.Add(version.KnownAt);
            _byPriority[(byte)version.Priority - 1]++;
            _announcedOf[version.Id] = _announcedOf.GetValueOrDefault(version.Id) + 1;
        }
        if (version is not { Change: AlarmChange.Acknowledged, Who.Length: > 0, AnnouncedAt: { } announcedAt }) return;
        _acknowledged.Add(version.KnownAt - announcedAt);
        if (version.KnownAt <= version.RespondBy) _inTime++;
    }

    public AlarmKpis Conclude()
    {
        CloseSlots(To + Every);
        var floods = Floods();
        var shown = _open.Values.Where(a => a.State.IsShown()).ToArray();
        var worst = _announcedOf.OrderByDescending(a => a.Value).ThenBy(a => a.Key, StringComparer.Ordinal).Take(10).Select(a => new AlarmCount(a.Key, a.Value)).ToArray();
        _acknowledged.Sort();
        return new AlarmKpis
        {
            From = From,
            To = To,
            Series = Slots(floods),
            Announced = Rate(_announced),
            Ungrouped = Rate(_ungrouped),
            Floods = floods,
            TimeInFlood = floods.Sum(f => ((f.Until ?? To) - f.Since).TotalSeconds) / (To - From).TotalSeconds,
            Worst = worst,
            WorstShare = _announced.Count == 0 ? double.NaN : (double)worst.Sum(w => w.Count) / _announced.Count,
            Chattering = [.. _raises.Where(r => Chatters(r.Value)).OrderByDescending(r => r.Value.Count).ThenBy(r => r.Key, StringComparer.Ordinal).Select(r => new AlarmCount(r.Key, r.Value.Count))],
            Standing = shown.Count(a => a.IsActive),
            Stale = [.. shown.Where(a => a.IsActive && To - a.RaisedAt >= _settings.StaleAfter).Select(a => a.Id).Order(StringComparer.Ordinal)],
            Held = _open.Values.Count(a => a.State.IsHeld()),
            ByPriority = _byPriority,
            Acknowledgement = new AcknowledgementTimes(_acknowledged.Count, At(0.5), At(0.9), _acknowledged.Count == 0 ? double.NaN : (double)_inTime / _acknowledged.Count,
                shown.Count(a => a.State is AlarmState.Unacknowledged or AlarmState.Returned)),
        };
    }

    private List<Instant> Raises(string id) => _raises.TryGetValue(id, out var raises) ? raises : _raises[id] = [];

    private bool Chatters(List<Instant> raises)
    {
        for (var i = _settings.ChatteringRaises - 1; i < raises.Count; i++)
            if (raises[i] - raises[i - _settings.ChatteringRaises + 1] <= _settings.ChatteringWindow) return true;
        return false;
    }

    private void CloseSlots(Instant now)
    {
        while (_slot < _standing.Length && From + Every * (_slot + 1) <= now) _standing[_slot++] = _open.Values.Count(a => a.State.IsShown());
        if (now > To && _slot == _standing.Length - 1) _standing[_slot++] = _open.Values.Count(a => a.State.IsShown()); // The last one may be cut short.
    }

    private KpiSlot[] Slots(IReadOnlyList<FloodSpan> floods)
    {
        var (announced, ungrouped) = (Counts(_announced), Counts(_ungrouped));
        return [.. _standing.Select((standing, i) => (At: From + Every * i, standing, i))
            .Select(s => new KpiSlot(s.At, announced[s.i], ungrouped[s.i], s.standing, floods.Any(f => f.Since < s.At + Every && (f.Until ?? To) > s.At)))];
    }

    private int[] Counts(List<Instant> times)
    {
        var counts = new int[_standing.Length];
        foreach (var time in times) counts[Math.Clamp((int)((time - From) / Every), 0, counts.Length - 1)]++;
        return counts;
    }

    private AlarmRate Rate(List<Instant> times)
    {
        int peak = 0, first = 0;
        for (var i = 0; i < times.Count; i++)
        {
            while (times[i] - times[first] >= TenMinutes) first++;
            peak = Math.Max(peak, i - first + 1);
        }
        return new AlarmRate(times.Count, times.Count / ((To - From) / TenMinutes), peak);
    }

    /// <summary>The watch sees each announcement come and, a window later, go.</summary>
    private List<FloodSpan> Floods()
    {
        var watch = new FloodWatch(_settings);
        var (floods, next) = (new List<FloodSpan>(), 0);
        foreach (var at in _announced.Concat(_announced.Select(a => a + _settings.FloodWindow).Where(t => t <= To)).Order())
        {
            if (watch.Since is { } since && watch.Move(at)) floods.Add(Span(since, at));
            for (; next < _announced.Count && _announced[next] <= at; next++) watch.Announce(_announced[next]);
        }
        if (watch.Since is { } open) floods.Add(Span(open, null));
        return floods;
    }

    private FloodSpan Span(Instant since, Instant? until) => new(since, until, _announced.Count(a => a > since - _settings.FloodWindow && a < (until ?? To)));

    private TimeSpan? At(double quantile) => _acknowledged.Count == 0 ? null : _acknowledged[(int)Math.Ceiling(quantile * _acknowledged.Count) - 1];
}
