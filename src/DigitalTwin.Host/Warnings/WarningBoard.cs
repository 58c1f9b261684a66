using DigitalTwin.Contracts;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Host.Live;

namespace DigitalTwin.Host.Warnings;

/// <summary>Open warnings, by id. Versions settle order: an older one that comes late changes nothing. Safe from any thread.</summary>
public sealed class WarningBoard(LiveBoard board)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, WarningRecord> _open = [];
    // Ended warnings' versions, so that a late older record does not open one again; the oldest are forgotten first.
    private readonly Dictionary<string, int> _ended = [];
    private readonly Queue<string> _endedOrder = new();
    private const int RememberedEnds = 10_000;
    private long _sequence;

    public int Count
    {
        get { lock (_gate) return _open.Count; }
    }

    /// <summary>Counts batches of news to viewers; a viewer who missed one sees the gap.</summary>
    public long Sequence => Volatile.Read(ref _sequence);

    public long NextSequence() => Interlocked.Increment(ref _sequence);

    public WarningRecord[] Open()
    {
        lock (_gate) return [.. _open.Values];
    }

    /// <summary>Takes new versions in; returns those that were news, and the keys of assets whose row looks different now.</summary>
    public (List<WarningRecord> News, List<int> Changed) Take(IEnumerable<WarningRecord> warnings)
    {
        var news = new List<WarningRecord>();
        var changed = new List<int>();
        lock (_gate)
        {
            foreach (var warning in warnings)
            {
                var before = _open.GetValueOrDefault(warning.Id);
                if (before is not null && before.Version >= warning.Version) continue;
                if (_ended.TryGetValue(warning.Id, out var endedVersion) && endedVersion >= warning.Version) continue;
                news.Add(warning);
                if (warning.EndedAt is null) _open[warning.Id] = warning;
                else End(warning);
                // First in, then out: an asset that stays affected does not flicker.
                if (warning.EndedAt is null) changed.AddRange(board.CountEffects(KeysOf(warning), +1));
                if (before is not null) changed.AddRange(board.CountEffects(KeysOf(before), -1));
            }
        }
        return (news, [.. changed.Distinct()]);
    }

    private void End(WarningRecord warning)
    {
        _open.Remove(warning.Id);
        if (_ended.TryAdd(warning.Id, warning.Version)) _endedOrder.Enqueue(warning.Id);
        else _ended[warning.Id] = warning.Version;
        while (_endedOrder.Count > RememberedEnds) _ended.Remove(_endedOrder.Dequeue());
    }

    private static IEnumerable<AssetKey> KeysOf(WarningRecord warning) => warning.Affected.Distinct().Select(key => new AssetKey(key));
}
