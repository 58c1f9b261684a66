using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Storage.Tests.History;

/// <summary>A history as plainly as it can be said: a list.</summary>
internal sealed class HistoryModel
{
    private readonly List<KnownReading> _all = [];

    public int Count => _all.Count;

    public void Append(IEnumerable<Reading> readings, Instant knownAt) => _all.AddRange(readings.Select(r => new KnownReading(r, knownAt)));

    public List<KnownReading> Read(AssetKey asset, Quantity quantity, Instant from, Instant to, Instant? asOf, int limit) =>
    [
        .. _all.Where(r => r.Reading.Asset == asset && r.Reading.Quantity == quantity && r.Reading.At >= from && r.Reading.At < to && (asOf is null || r.KnownAt <= asOf))
            .GroupBy(r => r.Reading.At).OrderBy(g => g.Key).Select(Newest).Take(limit),
    ];

    public List<KnownReading> LatestOfAll() =>
        [.. _all.GroupBy(r => (r.Reading.Asset, r.Reading.Quantity)).Select(g => Newest(g.Where(r => r.Reading.At == g.Max(x => x.Reading.At))))];

    public List<KnownReading> LatestAsOf(Instant at, Instant knownAt) =>
        [.. _all.Where(r => r.Reading.At <= at && r.KnownAt <= knownAt).GroupBy(r => (r.Reading.Asset, r.Reading.Quantity)).Select(g => Newest(g.Where(r => r.Reading.At == g.Max(x => x.Reading.At))))];

    public List<KnownReading> ReadVersions(AssetKey asset, Quantity quantity, Instant from, Instant to, Instant knownAfter, Instant knownBy) =>
        [.. _all.Where(r => r.Reading.Asset == asset && r.Reading.Quantity == quantity && r.Reading.At >= from && r.Reading.At < to && r.KnownAt > knownAfter && r.KnownAt <= knownBy).OrderBy(r => r.KnownAt).ThenBy(r => r.Reading.At)];

    public Instant NewestKnownAt => _all.Count == 0 ? default : _all.Max(r => r.KnownAt);

    private static KnownReading Newest(IEnumerable<KnownReading> versions) => versions.Aggregate((a, b) => b.KnownAt >= a.KnownAt ? b : a);
}
