using DigitalTwin.Domain.Forecast.Archive;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Host.Forecasts.Answers;

/// <summary>Forecasts as they are read: by id, the latest of each part, those of a what-if; the last few stay unpacked.</summary>
internal sealed class ForecastShelf(IForecastArchive archive, CityClock clock)
{
    /// <summary>A page asks several times for the same few, and one of a large part takes some megabytes.</summary>
    private const int MostUnpacked = 24;

    private readonly Lock _gate = new();
    private readonly LinkedList<KeptForecast> _unpacked = new();

    /// <summary>Heads of the latest forecast of each part, as known at a time; null for now.</summary>
    public Task<IReadOnlyList<KeptHead>> Latest(string network, Instant? asOf, CancellationToken cancel) => archive.Latest(network, asOf ?? clock.Now, cancel);

    /// <summary>Puts one there that was just issued.</summary>
    public void Put(KeptForecast forecast)
    {
        lock (_gate)
        {
            Remove(forecast.Head.Id);
            _unpacked.AddFirst(forecast);
            while (_unpacked.Count > MostUnpacked) _unpacked.RemoveLast();
        }
    }

    /// <summary>Null where there is none, or where it was dropped.</summary>
    public async Task<KeptForecast?> Find(string id, CancellationToken cancel)
    {
        lock (_gate)
            if (Remove(id) is { } known)
            {
                _unpacked.AddFirst(known);
                return known;
            }
        if (await archive.Find(id, cancel) is not { } found) return null;
        Put(found);
        return found;
    }

    /// <summary>The forecasts of some parts together; null where one is gone.</summary>
    public async Task<ForecastSet?> Whole(IReadOnlyList<KeptHead> heads, CancellationToken cancel)
    {
        var parts = new List<KeptForecast>(heads.Count);
        foreach (var head in heads)
            if (await Find(head.Id, cancel) is { } part) parts.Add(part);
        return parts.Count == 0 ? null : new ForecastSet(parts);
    }

    private KeptForecast? Remove(string id)
    {
        for (var at = _unpacked.First; at is not null; at = at.Next)
            if (at.Value.Head.Id == id)
            {
                _unpacked.Remove(at);
                return at.Value;
            }
        return null;
    }
}
