using System.Text;
using System.Text.Json;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Storage.Tests.Registry;

/// <summary>What every registry keeps to. A provider's tests derive from this.</summary>
public abstract class RegistryConformance : IDisposable
{
    protected abstract IRegistry Registry { get; }

    /// <summary>The same registry after the process has ended and begun anew.</summary>
    protected abstract IRegistry Reopen();

    public abstract void Dispose();

    [Fact]
    public async Task Everything_that_a_network_says_comes_back()
    {
        var saved = await Registry.Save(Networks.Full(), new Instant(7));
        var read = Reopen().Find("full")!;
        Assert.Equal(JsonSerializer.Serialize(saved), JsonSerializer.Serialize(read));
        Assert.Equal(JsonSerializer.Serialize(Networks.Full() with { Revision = 1, KnownAt = new Instant(7) }), JsonSerializer.Serialize(read));
    }

    [Fact]
    public void The_full_network_of_these_tests_sets_every_field()
    {
        var network = Networks.Full();
        foreach (object part in new object[] { network with { Revision = 2, KnownAt = new Instant(1) }, network.Nodes[0], network.Links[0], network.Links[0].Section, network.Points[0], network.Subcatchments[0], network.Regions[0] })
            foreach (var property in part.GetType().GetProperties().Where(p => p.CanWrite))
            {
                var value = property.GetValue(part);
                var unset = value is null or "" || (value.GetType().IsValueType && value.Equals(Activator.CreateInstance(value.GetType())) && property.Name is not "From")
                    || (value is System.Collections.ICollection { Count: 0 });
                Assert.False(unset, $"{part.GetType().Name}.{property.Name} is not set, so that storing it is not tested.");
            }
    }

    [Fact]
    public async Task A_second_save_is_the_next_revision_and_the_first_can_still_be_seen()
    {
        var first = await Registry.Save(Networks.Chain("city", 3), new Instant(10));
        var second = await Registry.Save(Networks.Chain("city", 5), new Instant(20));

        Assert.Equal((1, 2), (first.Revision, second.Revision));
        foreach (var registry in BeforeAndAfterRestart())
        {
            Assert.Equal(2, registry.Find("city")!.Revision);
            Assert.Equal(2, registry.Find("city", new Instant(20))!.Revision);
            Assert.Equal(3, registry.Find("city", new Instant(19))!.Nodes.Count);
            Assert.Null(registry.Find("city", new Instant(9)));
            Assert.Equal(3, registry.FindRevision("city", 1)!.Nodes.Count);
            Assert.Null(registry.FindRevision("city", 3));
            Assert.Null(registry.Find("nowhere"));
        }
    }

    [Fact]
    public async Task Keys_stay_over_revisions_and_are_never_reused()
    {
        await Registry.Save(Networks.Chain("a", 3), new Instant(1));
        await Registry.Save(Networks.Chain("b", 2), new Instant(2));
        var before = Keys(Registry, "a:N0", "a:N2", "a:L0", "a:G", "b:N1");

        await Registry.Save(Networks.Chain("a", 2, "new-"), new Instant(3));

        foreach (var registry in BeforeAndAfterRestart())
        {
            Assert.Equal(before, Keys(registry, "a:N0", "a:N2", "a:L0", "a:G", "b:N1"));
            var all = Enumerable.Range(1, registry.HighestKey).Select(k => registry.Find(new AssetKey(k))!).ToArray();
            Assert.Equal(6 + 4 + 4, all.Length);
            Assert.Equal(all.Length, all.Select(e => e.Id).Distinct().Count());
            Assert.All(all, e => Assert.Equal(e.Key, registry.Find(e.Id)!.Key));
            Assert.Equal(["a", "b"], registry.Networks);
        }
    }

    [Fact]
    public async Task An_asset_is_found_by_id_key_and_utf8_with_what_the_newest_revision_says()
    {
        await Registry.Save(Networks.Chain("a", 2), new Instant(1));
        var renamed = Networks.Chain("a", 2);
        renamed = renamed with { Nodes = [renamed.Nodes[0] with { Name = "新名", Kind = AssetKind.StorageTank }, renamed.Nodes[1]] };
        await Registry.Save(renamed, new Instant(2));

        var entry = Registry.Find(new AssetId("a:N0"))!;
        Assert.Equal(("新名", AssetKind.StorageTank), (entry.Name, entry.Kind));
        Assert.Equal(entry, Registry.Find(entry.Key));
        Assert.Equal(entry.Key, Registry.FindKey("a:N0"u8));
        Assert.Equal(default, Registry.FindKey("a:N9"u8));
        Assert.Equal(default, Registry.FindKey(""u8));
        Assert.True(Registry.IsKey(entry.Key, "a:N0"u8));
        Assert.False(Registry.IsKey(entry.Key, "a:N1"u8));
        Assert.False(Registry.IsKey(default, ""u8));
        Assert.False(Registry.IsKey(new AssetKey(Registry.HighestKey + 1), "a:N0"u8));
        Assert.Null(Registry.Find(new AssetId("a:N9")));
        Assert.Null(Registry.Find(default(AssetId)));
        Assert.Null(Registry.Find(new AssetKey(0)));
        Assert.Null(Registry.Find(new AssetKey(Registry.HighestKey + 1)));
        Assert.Null(Registry.Find(new AssetKey(-1)));
        Assert.Null(Registry.Find(new AssetId("a:G"))!.Name);
    }

    [Fact]
    public async Task Every_id_of_a_larger_network_is_found()
    {
        await Registry.Save(Networks.Chain("big", 5000), new Instant(1));
        var registry = Reopen();
        for (var i = 0; i < 5000; i++) Assert.Equal(i + 1, registry.FindKey(Encoding.UTF8.GetBytes($"big:N{i}")).Value);
    }

    [Fact]
    public async Task Saved_is_raised_when_the_revision_can_be_found()
    {
        var found = new List<int?>();
        Registry.Saved += n => found.Add(Registry.Find(n.Name)?.Revision);
        await Registry.Save(Networks.Chain("city", 2), new Instant(1));
        await Registry.Save(Networks.Chain("city", 2), new Instant(2));
        Assert.Equal([1, 2], found);
    }

    [Fact]
    public async Task A_network_that_names_an_id_twice_or_a_node_that_is_not_there_is_refused_and_nothing_is_kept()
    {
        var chain = Networks.Chain("city", 3);
        var twice = await Assert.ThrowsAsync<ArgumentException>(() => Registry.Save(chain with { Points = [chain.Points[0] with { LocalId = "N1" }] }, new Instant(1)));
        Assert.Contains("'N1'", twice.Message, StringComparison.Ordinal);
        var lost = await Assert.ThrowsAsync<ArgumentException>(() => Registry.Save(chain with { Links = [chain.Links[0] with { To = 3 }] }, new Instant(1)));
        Assert.Contains("'L0'", lost.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentException>(() => Registry.Save(chain with { Name = "Two words" }, new Instant(1)));
        await Assert.ThrowsAsync<ArgumentException>(() => Registry.Save(chain with { Nodes = [.. chain.Nodes, chain.Nodes[0] with { LocalId = "with space" }] }, new Instant(1)));
        Assert.Empty(Registry.Networks);
        Assert.Equal(0, Registry.HighestKey);
    }

    private IEnumerable<IRegistry> BeforeAndAfterRestart()
    {
        yield return Registry;
        yield return Reopen();
    }

    private static int[] Keys(IRegistry registry, params string[] ids) => [.. ids.Select(id => registry.Find(new AssetId(id))!.Key.Value)];
}
