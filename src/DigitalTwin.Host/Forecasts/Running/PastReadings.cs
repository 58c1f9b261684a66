using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Host.Forecasts.Running;

/// <summary>Reads from history what a model missed: at its beginning, and where the feed had left something out.</summary>
internal sealed class PastReadings(IHistory history)
{
    private const int MostOfOne = 5_000;
    private static readonly Quantity[] Looked = [Quantity.Level, Quantity.Flow, Quantity.Rainfall, Quantity.Running, Quantity.Tripped, Quantity.Opening];

    public async Task<List<Reading>> Read(IEnumerable<AssetKey> assets, Instant from, Instant to, CancellationToken cancel)
    {
        var found = new List<Reading>();
        foreach (var asset in assets)
            foreach (var latest in history.Latest(asset).Where(l => Looked.Contains(l.Reading.Quantity) && l.Reading.At >= from))
                found.AddRange((await history.Read(asset, latest.Reading.Quantity, from, to, null, MostOfOne, cancel)).Select(r => r.Reading));
        found.Sort((a, b) => a.At.CompareTo(b.At));
        return found;
    }
}
