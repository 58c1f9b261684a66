using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Risk;

namespace DigitalTwin.Host.Playback;

/// <summary>The newest readings of one asset at a past moment. Immutable: an older moment may still be held.</summary>
/// <param name="Latest">Ascending by quantity, one each.</param>
internal sealed record PastAsset(AssetProfile Profile, TimeSpan Silence, LiveReading[] Latest, Instant Newest)
{
    /// <summary>As the live fold: what is older than the newest of its quantity changes nothing; at equal times the later known wins.</summary>
    public PastAsset With(in Reading reading)
    {
        var slot = new LiveReading(reading.At, reading.Value, reading.Quantity, reading.Quality, reading.Provenance);
        var newest = reading.At > Newest ? reading.At : Newest;
        for (var i = 0; i < Latest.Length; i++)
        {
            if (Latest[i].Quantity.Code > reading.Quantity.Code) return this with { Latest = [.. Latest.AsSpan(0, i), slot, .. Latest.AsSpan(i)], Newest = newest };
            if (Latest[i].Quantity.Code != reading.Quantity.Code) continue;
            if (reading.At < Latest[i].At) return this;
            return this with { Latest = [.. Latest.AsSpan(0, i), slot, .. Latest.AsSpan(i + 1)], Newest = newest };
        }
        return this with { Latest = [.. Latest, slot], Newest = newest };
    }

    public bool IsStale(Instant now) => Latest.Length > 0 && now - Newest > Silence;
}
