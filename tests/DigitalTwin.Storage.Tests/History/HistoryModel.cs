using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Storage.Tests.History;

/// <summary>A history as plainly as it can be said: a list.</summary>
internal sealed class HistoryModel
{
    private readonly List<KnownReading> _all = [];

    public int Count => _all.Count;

    /// <summary>How many are left where what only repeats is left out.</summary>
    public int Facts => _all.GroupBy(r => (r.Reading.Asset, r.Reading.Quantity, r.Reading.At)).Sum(g => WithoutRepeats(g).Count);

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

    public List<KnownReading> ReadKnown(Instant knownAfter, Instant knownBy) => [.. _all.Where(r => r.KnownAt > knownAfter && r.KnownAt <= knownBy).OrderBy(r => r.KnownAt)];

    public Instant NewestKnownAt => _all.Count == 0 ? default : _all.Max(r => r.KnownAt);

    private static KnownReading Newest(IEnumerable<KnownReading> versions) => WithoutRepeats(versions)[^1];

    private static List<KnownReading> WithoutRepeats(IEnumerable<KnownReading> versions)
    {
        var facts = new List<KnownReading>();
        foreach (var version in versions.OrderBy(v => v.KnownAt))
            if (facts.Count == 0 || !IsSame(facts[^1].Reading, version.Reading)) facts.Add(version);
        return facts;
    }

    // Not by equality of numbers: 0 and -0 are different facts.
    private static bool IsSame(Reading a, Reading b) => a.Equals(b) && BitConverter.DoubleToInt64Bits(a.Value) == BitConverter.DoubleToInt64Bits(b.Value);
}
