using DigitalTwin.Domain.Assets;

namespace DigitalTwin.Ingest.Json;

/// <summary>Which asset came after which: gateways send theirs in the same order each round, so the next one is guessed and only compared.</summary>
/// <remarks>A guess, no more: threads overwrite each other's without a lock, and a wrong one costs a look-up. 4 B an asset.</remarks>
internal sealed class AssetOrder
{
    private int[] _after = [];
    [ThreadStatic] private static int t_last;

    /// <summary>0 where unknown.</summary>
    public AssetKey Find(IRegistry registry, ReadOnlySpan<byte> id)
    {
        var last = t_last;
        if (last != 0 && registry.IsKey(new AssetKey(last), id)) return new AssetKey(last);
        var after = Volatile.Read(ref _after);
        if ((uint)last < (uint)after.Length && after[last] is not 0 and var guess && registry.IsKey(new AssetKey(guess), id))
        {
            t_last = guess;
            return new AssetKey(guess);
        }
        var key = registry.FindKey(id);
        if (key.Value == 0) return key;
        if (last != 0) Note(last, key.Value, registry.HighestKey);
        t_last = key.Value;
        return key;
    }

    private void Note(int last, int next, int highestKey)
    {
        if (last >= _after.Length)
        {
            var grown = new int[highestKey + 1];
            _after.CopyTo(grown, 0);
            Volatile.Write(ref _after, grown);
        }
        if (last < _after.Length) _after[last] = next;
    }
}
