using DigitalTwin.Contracts;
using DigitalTwin.Domain.Assets;

namespace DigitalTwin.Host.Live;

/// <summary>What the map shows now, in arrays by asset key: a million assets take some 16 MB. Safe from any thread.</summary>
/// <remarks>A row's level and value come from its asset's grain; whether an effect is on its way comes from the open warnings.</remarks>
public sealed class LiveBoard
{
    private readonly Lock _gate = new();
    private byte[] _states = [];
    private ushort[] _quantities = [];
    private double[] _values = [];
    private short[] _fills = [];
    private ushort[] _effects = [];
    private bool[] _shown = [];

    /// <summary>Takes one silo's changes of one tick; the newest row of an asset wins.</summary>
    /// <param name="stateChanged">Filled with whether each row's state bits are others than before.</param>
    public void Apply(MapChanges changes, Span<bool> stateChanged)
    {
        lock (_gate)
        {
            for (var i = 0; i < changes.Assets.Length; i++)
            {
                var key = changes.Assets[i];
                Reserve(key);
                stateChanged[i] = !_shown[key] || _states[key] != changes.States[i];
                (_states[key], _quantities[key], _values[key], _fills[key], _shown[key]) =
                    (changes.States[i], changes.Quantities[i], changes.Values[i], changes.Fills[i], true);
            }
        }
    }

    /// <summary>Counts a warning's effects in (+1) or out (−1); returns the keys whose row looks different after it.</summary>
    public List<int> CountEffects(IEnumerable<AssetKey> assets, int by)
    {
        var changed = new List<int>();
        lock (_gate)
        {
            foreach (var asset in assets)
            {
                Reserve(asset.Value);
                var before = _effects[asset.Value];
                var after = (ushort)Math.Max(0, before + by);
                _effects[asset.Value] = after;
                if ((before == 0) == (after == 0)) continue;
                if (!_shown[asset.Value]) (_shown[asset.Value], _fills[asset.Value]) = (true, LiveRow.NoFill);
                changed.Add(asset.Value);
            }
        }
        return changed;
    }

    /// <summary>The row of an asset; false where nothing is known of it.</summary>
    public bool TryRead(AssetKey asset, out LiveRow row)
    {
        lock (_gate)
        {
            if (asset.Value < _shown.Length && _shown[asset.Value])
            {
                row = Row(asset.Value);
                return true;
            }
        }
        row = new LiveRow(0, 0, 0, LiveRow.NoFill);
        return false;
    }

    /// <summary>The rows of those keys that have one.</summary>
    public LiveRows Read(ReadOnlySpan<int> keys)
    {
        var found = new LiveRows(keys.Length);
        Read(keys, found);
        return found;
    }

    /// <summary>Puts the rows of those keys that have one in the place of what was there.</summary>
    public void Read(ReadOnlySpan<int> keys, LiveRows into)
    {
        into.Clear();
        lock (_gate)
        {
            foreach (var key in keys)
                if (key < _shown.Length && _shown[key]) into.Add(key, Row(key));
        }
    }

    private LiveRow Row(int key) => new((byte)(_states[key] | (_effects[key] > 0 ? LiveRow.EffectComing : 0)), _quantities[key], _values[key], _fills[key]);

    private void Reserve(int key)
    {
        if (key < _shown.Length) return;
        var size = Math.Max(1024, (int)Math.Min(int.MaxValue - 64L, Math.Max(key + 1L, _shown.Length * 2L)));
        Array.Resize(ref _states, size);
        Array.Resize(ref _quantities, size);
        Array.Resize(ref _values, size);
        Array.Resize(ref _fills, size);
        Array.Resize(ref _effects, size);
        Array.Resize(ref _shown, size);
    }
}
