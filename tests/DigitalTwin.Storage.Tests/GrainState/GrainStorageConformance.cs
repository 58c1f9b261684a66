using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace DigitalTwin.Storage.Tests.GrainState;

/// <summary>What every grain storage keeps to. A provider's tests derive from this.</summary>
public abstract class GrainStorageConformance : IDisposable
{
    private static readonly GrainId Grain = GrainId.Create("pump", "city:P1");

    protected abstract IGrainStorage Storage { get; private protected set; }

    /// <summary>The same storage after the process has ended and begun anew.</summary>
    protected abstract IGrainStorage Reopen();

    public abstract void Dispose();

    [Fact]
    public async Task A_state_never_written_reads_as_new()
    {
        var state = await Read();
        Assert.False(state.RecordExists);
        Assert.Null(state.ETag);
        Assert.Equal(0, state.State!.Count);
    }

    [Fact]
    public async Task A_written_state_comes_back_whole()
    {
        var written = new GrainState<Settings>(new Settings
        {
            Count = 3,
            Note = "泵站 \"1\"",
            Asset = new AssetId("city:P1"),
            Since = new Instant(1_700_000_000_123),
            Limit = double.NaN,
            Level = new Reading(new AssetKey(7), Quantity.Level, new Instant(5), 0.1, Quality.Suspect, Provenance.Entered),
            ByAsset = { [new AssetId("city:L1")] = [1, 2] },
        });
        await Storage.WriteStateAsync("settings", Grain, written);
        Assert.True(written.RecordExists);
        Assert.NotNull(written.ETag);

        var read = await Read(Reopen());
        Assert.True(read.RecordExists);
        Assert.Equal(written.ETag, read.ETag);
        Assert.Equal((3, "泵站 \"1\"", "city:P1", 1_700_000_000_123, double.NaN),
            (read.State!.Count, read.State.Note, read.State.Asset.Value, read.State.Since.UnixMilliseconds, read.State.Limit));
        Assert.Equal(written.State!.Level, read.State.Level);
        Assert.Equal([1, 2], read.State.ByAsset[new AssetId("city:L1")]);
    }

    [Fact]
    public async Task Every_write_changes_the_etag()
    {
        var state = await Read();
        var seen = new HashSet<string>();
        for (var i = 1; i <= 5; i++)
        {
            state.State!.Count = i;
            await Storage.WriteStateAsync("settings", Grain, state);
            Assert.True(seen.Add(state.ETag!));
        }
        Assert.Equal(5, (await Read()).State!.Count);
    }

    [Fact]
    public async Task A_write_with_an_outdated_etag_is_refused_and_changes_nothing()
    {
        var mine = await Read();
        var other = await Read();
        mine.State!.Count = 1;
        await Storage.WriteStateAsync("settings", Grain, mine);

        other.State!.Count = 2;
        await Assert.ThrowsAsync<InconsistentStateException>(() => Storage.WriteStateAsync("settings", Grain, other));
        Assert.Null(other.ETag);
        other.ETag = "not an etag";
        await Assert.ThrowsAsync<InconsistentStateException>(() => Storage.WriteStateAsync("settings", Grain, other));

        var late = await Read();
        mine.State.Count = 3;
        await Storage.WriteStateAsync("settings", Grain, mine);
        var conflict = await Assert.ThrowsAsync<InconsistentStateException>(() => Storage.WriteStateAsync("settings", Grain, late));
        Assert.Equal((mine.ETag, late.ETag), (conflict.StoredEtag, conflict.CurrentEtag));
        Assert.Equal(3, (await Read()).State!.Count);
    }

    [Fact]
    public async Task Of_many_writers_with_the_same_etag_exactly_one_wins()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(1, 20).Select(async i =>
        {
            try
            {
                await Storage.WriteStateAsync("settings", Grain, new GrainState<Settings>(new Settings { Count = i }));
                return i;
            }
            catch (InconsistentStateException)
            {
                return 0;
            }
        }));
        Assert.Equal(outcomes.Sum(), (await Read()).State!.Count);
        Assert.Single(outcomes, o => o > 0);
    }

    [Fact]
    public async Task A_cleared_state_is_new_again_and_old_etags_never_fit_it()
    {
        var state = await Read();
        state.State!.Count = 9;
        await Storage.WriteStateAsync("settings", Grain, state);
        var before = state.ETag;
        await Storage.ClearStateAsync("settings", Grain, state);
        Assert.False(state.RecordExists);
        Assert.Equal(0, state.State!.Count);

        var read = await Read(Reopen());
        Assert.False(read.RecordExists);
        Assert.Equal(0, read.State!.Count);
        await Storage.WriteStateAsync("settings", Grain, read);
        Assert.NotEqual(before, read.ETag);
        var old = new GrainState<Settings>(new Settings(), before);
        await Assert.ThrowsAsync<InconsistentStateException>(() => Storage.WriteStateAsync("settings", Grain, old));
        await Assert.ThrowsAsync<InconsistentStateException>(() => Storage.ClearStateAsync("settings", Grain, old));
    }

    [Fact]
    public async Task Clearing_what_was_never_written_does_nothing()
    {
        var state = new GrainState<Settings>(new Settings { Count = 1 });
        await Storage.ClearStateAsync("settings", Grain, state);
        Assert.Equal((false, 0), (state.RecordExists, state.State!.Count));
    }

    [Fact]
    public async Task States_are_kept_apart_by_name_type_and_key()
    {
        var places = new[] { ("a", Grain), ("b", Grain), ("a", GrainId.Create("pump", "city:P2")), ("a", GrainId.Create("tank", "city:P1")) };
        foreach (var (place, i) in places.Select((p, i) => (p, i)))
            await Storage.WriteStateAsync(place.Item1, place.Item2, new GrainState<Settings>(new Settings { Count = i + 1 }));
        foreach (var (place, i) in places.Select((p, i) => (p, i)))
        {
            var read = new GrainState<Settings>();
            await Storage.ReadStateAsync(place.Item1, place.Item2, read);
            Assert.Equal(i + 1, read.State!.Count);
        }
    }

    private Task<GrainState<Settings>> Read() => Read(Storage);

    private static async Task<GrainState<Settings>> Read(IGrainStorage storage)
    {
        var state = new GrainState<Settings>();
        await storage.ReadStateAsync("settings", Grain, state);
        return state;
    }

    private sealed class Settings
    {
        public int Count { get; set; }
        public string? Note { get; set; }
        public AssetId Asset { get; set; }
        public Instant Since { get; set; }
        public double Limit { get; set; }
        public Reading? Level { get; set; }
        public Dictionary<AssetId, int[]> ByAsset { get; set; } = [];
    }
}
