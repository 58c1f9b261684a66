using Orleans;
using Orleans.Runtime;

namespace DigitalTwin.Storage.Tests.Reminders;

/// <summary>What every reminder table keeps to. A provider's tests derive from this.</summary>
public abstract class ReminderTableConformance : IDisposable
{
    private static readonly GrainId Pump = GrainId.Create("pump", "city:P1");
    private static readonly GrainId Tank = GrainId.Create("tank", "city:T1/a");
    private static readonly DateTime Start = new(2026, 3, 1, 6, 30, 0, 123, DateTimeKind.Utc);

    protected abstract IReminderTable Table { get; private protected set; }

    /// <summary>The same table after the process has ended and begun anew.</summary>
    protected abstract IReminderTable Reopen();

    public abstract void Dispose();

    [Fact]
    public async Task A_reminder_comes_back_after_a_restart()
    {
        var etag = await Table.UpsertRow(Entry(Tank, "检查"));
        var read = (await Reopen().ReadRow(Tank, "检查"))!;
        Assert.Equal((Tank, "检查", Start, DateTimeKind.Utc, TimeSpan.FromMinutes(5), etag), (read.GrainId, read.ReminderName, read.StartAt, read.StartAt.Kind, read.Period, read.ETag));
        Assert.Null(await Table.ReadRow(Pump, "检查"));
    }

    [Fact]
    public async Task An_upsert_replaces_and_changes_the_etag()
    {
        var first = await Table.UpsertRow(Entry(Pump, "a"));
        var changed = Entry(Pump, "a");
        changed.Period = TimeSpan.FromHours(1);
        var second = await Table.UpsertRow(changed);
        Assert.NotEqual(first, second);
        Assert.Equal(TimeSpan.FromHours(1), Assert.Single((await Table.ReadRows(Pump)).Reminders).Period);
    }

    [Fact]
    public async Task A_row_is_removed_only_under_its_own_etag()
    {
        var old = await Table.UpsertRow(Entry(Pump, "a"));
        var current = await Table.UpsertRow(Entry(Pump, "a"));
        Assert.False(await Table.RemoveRow(Pump, "a", old!));
        Assert.False(await Table.RemoveRow(Pump, "a", "no etag"));
        Assert.True(await Table.RemoveRow(Pump, "a", current!));
        Assert.False(await Table.RemoveRow(Pump, "a", current!));
        Assert.NotEqual(current, await Table.UpsertRow(Entry(Pump, "a")));
    }

    [Fact]
    public async Task Rows_are_found_by_range_of_hash_around_the_circle_too()
    {
        var grains = Enumerable.Range(0, 50).Select(i => GrainId.Create("pump", $"city:P{i}")).ToArray();
        foreach (var grain in grains) await Table.UpsertRow(Entry(grain, "a"));
        (uint Begin, uint End)[] ranges = [(0, 0), (1u << 30, 3u << 30), (3u << 30, 1u << 30), (uint.MaxValue, 5), (grains[7].GetUniformHashCode(), grains[8].GetUniformHashCode())];
        foreach (var (begin, end) in ranges)
        {
            var expected = grains.Where(g => g.GetUniformHashCode() is var h && (begin < end ? h > begin && h <= end : h > begin || h <= end));
            Assert.Equal(expected.Order(), (await Table.ReadRows(begin, end)).Reminders.Select(r => r.GrainId).Order());
        }
    }

    [Fact]
    public async Task Clearing_leaves_nothing()
    {
        await Table.UpsertRow(Entry(Pump, "a"));
        await Table.TestOnlyClearTable();
        Assert.Empty((await Table.ReadRows(0, 0)).Reminders);
    }

    private static ReminderEntry Entry(GrainId grain, string name) => new() { GrainId = grain, ReminderName = name, StartAt = Start, Period = TimeSpan.FromMinutes(5) };
}
