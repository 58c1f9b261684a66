using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Host.Forecasts.Running;

/// <summary>Between the dispatcher and the forecasts: keeps what some model looks at until that model is run again.</summary>
/// <remarks>
/// A reading of nothing that is modelled costs two array look-ups. The queue is bounded: what does not fit is left out, and the models then read the time since
/// from history, which has it.
/// </remarks>
internal sealed class GaugeFeed
{
    public const int MostWaiting = 200_000;

    private readonly Lock _gate = new();
    private readonly bool[] _quantities = new bool[Quantity.Opening.Code + 1];
    private readonly Dictionary<string, int> _numbers = [];
    private readonly List<List<Reading>> _waiting = [];
    private readonly List<bool> _leftOut = [];
    private byte[] _networkOf = [];

    public GaugeFeed()
    {
        foreach (var quantity in (Quantity[])[Quantity.Level, Quantity.Flow, Quantity.Rainfall, Quantity.Running, Quantity.Tripped, Quantity.Opening]) _quantities[quantity.Code] = true;
    }

    /// <summary>Called for each durable reading, by several threads at once.</summary>
    public void Observe(in Reading reading)
    {
        if (reading.Quantity.Code >= _quantities.Length || !_quantities[reading.Quantity.Code]) return;
        var networkOf = Volatile.Read(ref _networkOf);
        if ((uint)reading.Asset.Value >= (uint)networkOf.Length || networkOf[reading.Asset.Value] is not (> 0 and var number)) return;
        lock (_gate)
        {
            if (_waiting[number - 1].Count < MostWaiting) _waiting[number - 1].Add(reading);
            else _leftOut[number - 1] = true;
        }
    }

    /// <summary>From now on these assets of a network are looked at, and no others. At most 255 networks are.</summary>
    public void Watch(string network, IEnumerable<AssetKey> assets)
    {
        lock (_gate)
        {
            if (!_numbers.TryGetValue(network, out var number))
            {
                if (_waiting.Count == byte.MaxValue) return;
                _waiting.Add([]);
                _leftOut.Add(false);
                _numbers[network] = number = _waiting.Count;
            }
            var keys = assets.Select(a => a.Value).ToArray();
            var changed = new byte[Math.Max(_networkOf.Length, keys.DefaultIfEmpty(0).Max() + 1)];
            for (var i = 0; i < _networkOf.Length; i++) changed[i] = _networkOf[i] == number ? (byte)0 : _networkOf[i];
            foreach (var key in keys) changed[key] = (byte)number;
            Volatile.Write(ref _networkOf, changed);
        }
    }

    /// <summary>What has come for a network since the last time; not whole where some was left out.</summary>
    public (List<Reading> Readings, bool IsWhole) Take(string network)
    {
        lock (_gate)
        {
            if (!_numbers.TryGetValue(network, out var number)) return ([], false);
            var (readings, whole) = (_waiting[number - 1], !_leftOut[number - 1]);
            (_waiting[number - 1], _leftOut[number - 1]) = ([], false);
            return (readings, whole);
        }
    }
}
