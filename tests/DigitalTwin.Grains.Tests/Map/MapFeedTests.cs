using DigitalTwin.Domain.Assets;
using DigitalTwin.Grains.Map;
using DigitalTwin.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace DigitalTwin.Grains.Tests.Map;

public class MapFeedTests
{
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public void A_quiet_tick_has_nothing_to_hand_on() => Assert.Null(new MapFeed(_time).Drain(1));

    [Fact]
    public void However_often_an_asset_changes_a_tick_tells_its_newest_face_once()
    {
        var feed = new MapFeed(_time);
        for (var i = 0; i < 1000; i++) feed.Publish(new AssetKey(7), new MapFace(1, 2, i, (short)i));
        var changes = feed.Drain(5)!;
        Assert.Equal([7], changes.Assets);
        Assert.Equal([999.0], changes.Values);
        Assert.Equal(5, changes.At);
        Assert.Null(feed.Drain(6));
    }

    [Fact]
    public void What_is_drained_is_what_was_published_last()
    {
        var published = Gen.Choose(1, 200).Zip(Gen.Choose(0, 1000)).ListOf();
        Prop.ForAll(Arb.From(published), all =>
        {
            var feed = new MapFeed(_time);
            foreach (var (asset, value) in all) feed.Publish(new AssetKey(asset), new MapFace(0, 1, value, -1));
            var newest = all.GroupBy(p => p.Item1).ToDictionary(g => g.Key, g => (double)g.Last().Item2);
            var drained = feed.Drain(0);
            return drained is null ? newest.Count == 0 : drained.Assets.Zip(drained.Values).ToDictionary(p => p.First, p => p.Second).OrderBy(p => p.Key).SequenceEqual(newest.OrderBy(p => p.Key));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public async Task Nothing_is_lost_between_writers_and_the_tick()
    {
        var feed = new MapFeed(_time);
        const int assets = 64, rounds = 2000;
        var newest = new double[assets + 1];
        var writing = Task.WhenAll(Enumerable.Range(0, 4).Select(writer => Task.Run(() =>
        {
            for (var round = 1; round <= rounds; round++)
                for (var asset = 1 + writer; asset <= assets; asset += 4) feed.Publish(new AssetKey(asset), new MapFace(0, 1, round, -1));
        })));
        while (!writing.IsCompleted) Take();
        await writing;
        Take();
        Assert.All(newest.Skip(1), value => Assert.Equal(rounds, value));

        void Take()
        {
            if (feed.Drain(0) is not { } changes) return;
            for (var i = 0; i < changes.Assets.Length; i++)
            {
                Assert.True(changes.Values[i] >= newest[changes.Assets[i]], "An older face came after a newer one.");
                newest[changes.Assets[i]] = changes.Values[i];
            }
        }
    }
}
