using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Host.Playback;

/// <summary>The moments asked for last, so that dragging back and forth and playing on cost little. Bounded by moments and by the assets in them. Safe from any thread.</summary>
internal sealed class PastCache : IDisposable
{
    public const int MostMoments = 48;
    /// <summary>An asset in a moment takes some 200 B.</summary>
    public const int MostAssets = 1_000_000;

    /// <summary>What is younger than this (wall time) may still get company: facts are on their way to the disk.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly LinkedList<PastFold> _byUse = new();
    private readonly CityClock _clock;
    private int _assets;

    public PastCache(CityClock clock)
    {
        _clock = clock;
        clock.Changed += ForgetAfter;
    }

    /// <summary>A copy that the caller may fold on; null where the moment is not held.</summary>
    public PastFold? Find(string network, int revision, Instant at)
    {
        lock (_gate)
        {
            for (var node = _byUse.First; node is not null; node = node.Next)
            {
                if (node.Value.At != at || node.Value.Network.Revision != revision || node.Value.Network.Name != network) continue;
                _byUse.Remove(node);
                _byUse.AddFirst(node);
                return node.Value.Copy();
            }
        }
        return null;
    }

    /// <summary>Keeps a copy, unless more may still become known of the moment.</summary>
    public void Keep(PastFold fold)
    {
        var now = _clock.Read();
        if (fold.Count > MostAssets || fold.At > now.Now - Settling * now.Rate) return;
        var copy = fold.Copy();
        lock (_gate)
        {
            _byUse.AddFirst(copy);
            _assets += copy.Count;
            while (_byUse.Count > MostMoments || _assets > MostAssets) Remove(_byUse.Last!);
        }
    }

    public void Dispose() => _clock.Changed -= ForgetAfter;

    /// <summary>A clock set back, as by a replay, writes into what was past.</summary>
    private void ForgetAfter(ClockReading reading)
    {
        lock (_gate)
            for (var node = _byUse.First; node is not null;)
            {
                var next = node.Next;
                if (node.Value.At >= reading.Now) Remove(node);
                node = next;
            }
    }

    private void Remove(LinkedListNode<PastFold> node)
    {
        _assets -= node.Value.Count;
        _byUse.Remove(node);
    }
}
