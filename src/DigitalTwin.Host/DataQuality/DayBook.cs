using System.Text.Json;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.DataQuality;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Host.DataQuality;

/// <summary>Days that are over, as they were counted; written into the fact log, and again where something came late.</summary>
/// <remarks>A day that is not in the book is counted from history when it is asked for: the book is a record that outlives the readings, and spares counting.</remarks>
public sealed class DayBook(IFactLog facts, IRegistry registry, CityCalendar calendar, CityClock clock)
{
    public const string Stream = "quality.days";
    private const int MostFacts = 20_000;
    /// <summary>Assets of one fact.</summary>
    public const int MostAssets = 500;

    /// <summary>Durable when it completes.</summary>
    public async Task Write(DateOnly day, IReadOnlyList<AssetDay> assets)
    {
        foreach (var some in assets.Chunk(MostAssets))
        {
            var kept = some.Select(a => new KeptAsset(registry.Find(a.Asset)?.Id.Value ?? "", [.. a.Series.Select(s => new KeptSeries(s.Quantity.Code,
                s.Shares.Expected, s.Shares.Received, s.Shares.Excluded, s.Shares.Valid, s.Marks.ToDictionary(m => (byte)m.Key, m => m.Value)))])).ToArray();
            // Each day and first asset is a subject, so that what is counted again stands beside what was thought before.
            await facts.Append(Stream, $"{CityCalendar.Name(day)}/{kept[0].Asset}", calendar.StartOf(day), clock.Now, JsonSerializer.SerializeToUtf8Bytes(new Kept(kept), JsonSerializerOptions.Web), CancellationToken.None);
        }
    }

    /// <summary>The days from <paramref name="first"/> to <paramref name="last"/> that are in the book, by asset and day; the newest count of each.</summary>
    public Task<IReadOnlyDictionary<(AssetKey, DateOnly), AssetDay>> Read(DateOnly first, DateOnly last, CancellationToken cancel = default) => Read(first, last, null, cancel);

    /// <summary>The same as known at an instant.</summary>
    public async Task<IReadOnlyDictionary<(AssetKey, DateOnly), AssetDay>> Read(DateOnly first, DateOnly last, Instant? asOf, CancellationToken cancel)
    {
        var found = new Dictionary<(AssetKey, DateOnly), AssetDay>();
        foreach (var fact in await facts.Read(Stream, calendar.StartOf(first), asOf ?? new Instant(long.MaxValue), MostFacts, cancel))
        {
            if (!CityCalendar.TryRead(fact.Subject.Split('/')[0], out var day) || day < first || day > last) continue;
            foreach (var asset in JsonSerializer.Deserialize<Kept>(fact.Body.Span, JsonSerializerOptions.Web)!.Assets)
                if (AssetId.IsValid(asset.Asset) && registry.Find(new AssetId(asset.Asset)) is { } entry) found[(entry.Key, day)] = Open(entry.Key, day, asset);
        }
        return found;
    }

    private static AssetDay Open(AssetKey key, DateOnly day, KeptAsset asset) => new(key, day, [.. asset.Series.Select(s => new SeriesDay(new Quantity(s.Q),
        new DayShares(s.E, s.R, s.X, s.V), s.M.ToDictionary(m => (Quality)m.Key, m => m.Value)))]);

    private sealed record Kept(KeptAsset[] Assets);

    private sealed record KeptAsset(string Asset, KeptSeries[] Series);

    /// <summary>Quantity; expected, received, excluded and valid spans; marks.</summary>
    private sealed record KeptSeries(ushort Q, int E, int R, int X, int V, Dictionary<byte, int> M);
}
