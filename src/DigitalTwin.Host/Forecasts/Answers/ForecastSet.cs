using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Forecast.Archive;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Host.Forecasts.Answers;

/// <summary>Forecasts of one or more parts of a network that are read together.</summary>
internal sealed record ForecastSet(IReadOnlyList<KeptForecast> Parts)
{
    public string Network => Parts[0].Head.Network;
    /// <summary>Of the newest part.</summary>
    public Instant IssuedAt => Parts.Select(p => p.Head.IssuedAt).Max();
    public Instant Until => Parts.Select(p => p.Head.Until).Max();

    /// <summary>The series of an asset, with the forecast that it stands in; null where no part has it.</summary>
    public (KeptForecast Forecast, KeptColumn Column)? Find(AssetKey asset, Quantity quantity)
    {
        foreach (var part in Parts)
            if (part.Body.Find(asset, quantity) is { } column) return (part, column);
        return null;
    }
}

/// <summary>Where a time lies between the outputs of a series.</summary>
internal readonly record struct TimePlace(int Before, double Share)
{
    /// <summary>Between outputs it goes evenly; outside of them there is nothing.</summary>
    public static TimePlace? Of(IReadOnlyList<Instant> times, Instant at)
    {
        if (times.Count == 0 || at < times[0] || at > times[^1]) return null;
        int low = 0, high = times.Count - 1;
        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            if (times[middle] <= at) low = middle;
            else high = middle;
        }
        return high == low ? new TimePlace(low, 0) : new TimePlace(low, (at - times[low]) / (times[high] - times[low]));
    }

    public double In(float[] values) => Share == 0 ? values[Before] : values[Before] + Share * (values[Before + 1] - values[Before]);
}
