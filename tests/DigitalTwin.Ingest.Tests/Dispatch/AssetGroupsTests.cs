using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Ingest.Dispatch;
using FsCheck;
using FsCheck.Fluent;

namespace DigitalTwin.Ingest.Tests.Dispatch;

public class AssetGroupsTests
{
    [Fact]
    public void Each_assets_readings_come_out_together_in_the_order_they_came()
    {
        var rounds = Gen.Choose(1, 9).ListOf().ListOf();
        var groups = new AssetGroups(2); // Kept from round to round, and grown.
        Prop.ForAll(Arb.From(rounds), batches =>
        {
            groups.Clear();
            var expected = new Dictionary<int, List<double>>();
            var (value, knownAt) = (0.0, 100);
            foreach (var batch in batches)
            {
                foreach (var asset in batch)
                {
                    groups.Add(new Reading(new AssetKey(asset), Quantity.Level, new Instant(1), value, Quality.Good, Provenance.Measured), new Instant(knownAt));
                    if (!expected.TryGetValue(asset, out var list)) expected[asset] = list = [];
                    list.Add(value++);
                }
                knownAt++;
            }
            return groups.GroupCount == expected.Count && Enumerable.Range(0, groups.GroupCount).All(g =>
                groups.BatchOf(g).Readings.Select(r => r.Value).SequenceEqual(expected[groups.AssetOf(g)]) && groups.BatchOf(g).KnownAt < knownAt);
        }).QuickCheckThrowOnFailure();
    }
}
