using DigitalTwin.Contracts;
using DigitalTwin.Domain.Alarms;
using DigitalTwin.Grains.Alarms;

namespace DigitalTwin.Host.Alarms;

/// <summary>All alarms that are not normal, by id, and which networks flood. Versions settle order: an older one that comes late changes nothing. Safe from any thread.</summary>
internal sealed class AlarmBoard
{
    private const int RememberedEnds = 10_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, AlarmRecord> _standing = [];
    private readonly Dictionary<string, FloodState> _floods = [];
    // Occurrences that have ended, so that a late older version does not open one again; the oldest are forgotten first.
    private readonly HashSet<(string, long)> _ended = [];
    private readonly Queue<(string, long)> _endedOrder = new();
    private long _sequence;

    /// <summary>Counts batches of news to viewers; a viewer who missed one sees the gap.</summary>
    public long Sequence => Volatile.Read(ref _sequence);

    public long NextSequence() => Interlocked.Increment(ref _sequence);

    public AlarmRecord[] Standing()
    {
        lock (_gate) return [.. _standing.Values];
    }

    public AlarmRecord? Find(string id)
    {
        lock (_gate) return _standing.GetValueOrDefault(id);
    }

    public FloodState[] Floods()
    {
        lock (_gate) return [.. _floods.Values];
    }

    /// <summary>Takes new versions in; returns those that were news.</summary>
    public List<AlarmRecord> Take(IEnumerable<AlarmRecord> alarms)
    {
        var news = new List<AlarmRecord>();
        lock (_gate)
            foreach (var alarm in alarms)
                if (TakeOne(alarm)) news.Add(alarm);
        return news;
    }

    /// <summary>True where it differs from what was known.</summary>
    public bool Take(FloodState flood)
    {
        lock (_gate)
        {
            var before = _floods.GetValueOrDefault(flood.Network);
            _floods[flood.Network] = flood;
            return before?.Since != flood.Since;
        }
    }

    /// <summary>Takes in what a book holds; what stood here unchanged since <paramref name="before"/> and is not in it has ended unheard.</summary>
    public List<AlarmRecord> Match(string network, AlarmBookState book, IReadOnlyDictionary<string, int> before)
    {
        var there = book.Alarms.Select(a => a.Id).ToHashSet();
        var news = Take(book.Alarms);
        lock (_gate)
        {
            foreach (var gone in _standing.Values.Where(a => AlarmLog.IsOf(a, network) && !there.Contains(a.Id) && before.GetValueOrDefault(a.Id) == a.Version).ToArray())
            {
                var ended = gone with { Version = gone.Version + 1, State = (byte)AlarmState.Normal, Sources = [] };
                if (TakeOne(ended)) news.Add(ended);
            }
        }
        return news;
    }

    public IReadOnlyDictionary<string, int> Versions()
    {
        lock (_gate) return _standing.ToDictionary(a => a.Key, a => a.Value.Version);
    }

    private bool TakeOne(AlarmRecord alarm)
    {
        if (_ended.Contains((alarm.Id, alarm.OpenedAt))) return false;
        if (_standing.TryGetValue(alarm.Id, out var before) && (before.OpenedAt > alarm.OpenedAt || (before.OpenedAt == alarm.OpenedAt && before.Version >= alarm.Version))) return false;
        if (alarm.State != (byte)AlarmState.Normal)
        {
            _standing[alarm.Id] = alarm;
            return true;
        }
        _standing.Remove(alarm.Id);
        if (_ended.Add((alarm.Id, alarm.OpenedAt))) _endedOrder.Enqueue((alarm.Id, alarm.OpenedAt));
        while (_endedOrder.Count > RememberedEnds) _ended.Remove(_endedOrder.Dequeue());
        return true;
    }
}
