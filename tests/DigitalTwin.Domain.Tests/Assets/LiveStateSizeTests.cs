using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Risk;

namespace DigitalTwin.Domain.Tests.Assets;

/// <summary>Runs by itself, since it measures the memory of the whole process.</summary>
[CollectionDefinition(nameof(LiveStateSizeTests), DisableParallelization = true)]
[Collection(nameof(LiveStateSizeTests))]
public class LiveStateSizeTests
{
    [Fact]
    public void An_active_asset_takes_at_most_256_bytes()
    {
        var manhole = new AssetProfile(new AssetKey(7), AssetKind.Manhole, CrownDepth: 1, FullDepth: 3);
        var changed = new List<Symptom>(16);
        var kept = new LiveState[20_000];
        for (var round = 0; round < 2; round++)
        {
            Array.Clear(kept);
            var before = GC.GetTotalMemory(forceFullCollection: true);
            for (var i = 0; i < kept.Length; i++)
            {
                changed.Clear();
                kept[i] = new LiveState(manhole, LocalRules.Default);
                foreach (var (quantity, value, minute) in ((Quantity, double, int)[])[(Quantity.Level, 1.2, 0), (Quantity.Level, 3.2, 1), (Quantity.Level, 3.2, 2), (Quantity.Flow, 0.1, 0), (Quantity.Velocity, 1, 0)])
                    kept[i].Apply(new Reading(manhole.Asset, quantity, new Instant(minute * 60_000), value, Quality.Good, Provenance.Measured), changed);
            }
            var bytes = (GC.GetTotalMemory(forceFullCollection: true) - before) / kept.Length;
            Assert.Equal((3, 2), (kept[^1].Latest.Length, kept[^1].Save().Length));
            if (round > 0) Assert.InRange(bytes, 100, 256); // The first round warms up what the runtime keeps for itself.
        }
    }
}
