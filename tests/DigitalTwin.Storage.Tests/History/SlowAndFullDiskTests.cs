using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Storage.Folder;
using DigitalTwin.Storage.History;
using DigitalTwin.Storage.Sql;
using DigitalTwin.Storage.Sqlite;
using DigitalTwin.Storage.Tests.Testing;

namespace DigitalTwin.Storage.Tests.History;

/// <summary>What callers are told when the disk does not keep up or has no room, and that nothing is lost or half kept.</summary>
public sealed class SlowAndFullDiskTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly DataFolder _data;

    public SlowAndFullDiskTests() => _data = DataFolder.Open(_folder.Path, TimeProvider.System);

    public void Dispose()
    {
        _data.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Over_the_bound_an_append_is_refused_and_the_others_are_kept()
    {
        using var history = Open(new HistoryOptions { QueueBound = 10 });
        var disk = Hang();
        var taken = history.Append(Batch(1, 5), new Instant(1));
        await UntilTaken(history, taken);
        var waiting = history.Append(Batch(6, 10), new Instant(2));
        await Assert.ThrowsAsync<HistoryFullException>(() => history.Append(Batch(100, 1), new Instant(3)));
        await Assert.ThrowsAsync<HistoryFullException>(() => history.Append(Batch(100, 10), new Instant(3)));
        await Assert.ThrowsAsync<ArgumentException>(() => history.Append(Batch(100, 11), new Instant(3)));
        disk.Dispose();
        await Task.WhenAll(taken, waiting);
        await history.Append(Batch(16, 10), new Instant(3));
        Assert.Equal(Enumerable.Range(1, 25), await Times(history));
        Assert.Equal(25, history.Count);
    }

    [Fact]
    public async Task A_waiting_append_that_is_cancelled_is_not_kept()
    {
        using var history = Open(new HistoryOptions());
        using var cancel = new CancellationTokenSource();
        var disk = Hang();
        var taken = history.Append(Batch(1, 5), new Instant(1), cancel.Token);
        await UntilTaken(history, taken);
        var cancelled = history.Append(Batch(6, 5), new Instant(2), cancel.Token);
        var kept = history.Append(Batch(11, 5), new Instant(3));
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        disk.Dispose();
        await taken; // It was being written when it was cancelled, and so it is told what came of it.
        await kept;
        Assert.Equal([1, 2, 3, 4, 5, 11, 12, 13, 14, 15], await Times(history));
    }

    [Fact]
    public async Task Disposal_waits_for_what_is_queued_and_then_refuses_more()
    {
        var history = Open(new HistoryOptions());
        var disk = Hang();
        Task[] queued = [.. Enumerable.Range(0, 5).Select(i => history.Append(Batch(1 + 5 * i, 5), new Instant(i)))];
        var disposal = history.DisposeAsync().AsTask();
        Assert.False(disposal.IsCompleted);
        disk.Dispose();
        await disposal;
        Assert.All(queued, q => Assert.True(q.IsCompletedSuccessfully));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => history.Append(Batch(1, 1), new Instant(9)));

        using var again = Open(new HistoryOptions());
        Assert.Equal(Enumerable.Range(1, 25), await Times(again));
    }

    [Fact]
    public async Task Disposal_gives_up_when_the_disk_hangs_for_too_long()
    {
        var history = Open(new HistoryOptions { DisposePatience = TimeSpan.FromMilliseconds(50) });
        var disk = Hang();
        var queued = history.Append(Batch(1, 5), new Instant(1));
        await Assert.ThrowsAsync<TimeoutException>(() => history.DisposeAsync().AsTask());
        disk.Dispose();
        await queued;
    }

    [Fact]
    public async Task A_full_disk_fails_its_callers_and_when_there_is_room_appends_work_again()
    {
        using (var before = Open(new HistoryOptions())) await before.Append(Batch(1, 10), new Instant(1));

        var full = true;
        var options = new HistoryOptions
        {
            PartitionReadings = 40_000, // Its log is larger than the disk, so it is not packed before that is full.
            Opened = database =>
            {
                if (Volatile.Read(ref full)) database.Execute("PRAGMA max_page_count = 40"); // Some pages more than the file has.
            },
        };
        var kept = 10;
        using (var history = Open(options))
        {
            IOException? refused = null;
            for (var i = 0; i < 100 && refused is null; i++)
                try
                {
                    await history.Append(Batch(kept + 1, 1_000), new Instant(2));
                    kept += 1_000;
                }
                catch (IOException failure)
                {
                    refused = failure;
                }
            Assert.NotNull(refused);
            Assert.Contains(_data.HistoryFile, refused.Message, StringComparison.Ordinal);
            Assert.Equal(kept, history.Count);
            Assert.Equal(Enumerable.Range(1, kept), await Times(history));

            Volatile.Write(ref full, false);
            for (var i = 0; i < 10; i++, kept += 5_000) await AppendWhenThereIsRoom(history, Batch(kept + 1, 5_000));
            Assert.Equal(Enumerable.Range(1, kept), await Times(history));
        }

        using var again = Open(options);
        Assert.Equal(kept, again.Count);
        Assert.Equal(Enumerable.Range(1, kept), await Times(again));
        Assert.Equal(kept, Assert.Single(again.Latest(new AssetKey(1))).Reading.At.UnixMilliseconds);
    }

    private SegmentedHistory Open(HistoryOptions options) => SegmentedHistory.Open(_data, options, TimeProvider.System);

    /// <summary>Until disposed, nobody else can write to the file.</summary>
    private SqliteDatabase Hang()
    {
        var database = SqliteDatabase.Open(_data.HistoryFile, Access.ReadWrite);
        database.Execute("BEGIN IMMEDIATE");
        return database;
    }

    /// <summary>The connections that met the full disk fail once or twice more before new ones see the room.</summary>
    private static async Task AppendWhenThereIsRoom(SegmentedHistory history, Reading[] readings)
    {
        for (var tries = 1; ; tries++)
            try
            {
                await history.Append(readings, new Instant(3));
                return;
            }
            catch (IOException) when (tries < 100)
            {
                await Task.Delay(50);
            }
    }

    private static async Task UntilTaken(SegmentedHistory history, Task append)
    {
        while (history.QueuedReadings > 0) await Task.Delay(1);
        Assert.False(append.IsCompleted);
    }

    private static Reading[] Batch(int from, int count) =>
        [.. Enumerable.Range(from, count).Select(at => new Reading(new AssetKey(1), Quantity.Level, new Instant(at), at, Quality.Good, Provenance.Measured))];

    private static async Task<IEnumerable<int>> Times(SegmentedHistory history) =>
        (await history.Read(new AssetKey(1), Quantity.Level, new Instant(0), new Instant(long.MaxValue), null, int.MaxValue)).Select(r => (int)r.Reading.At.UnixMilliseconds);
}
