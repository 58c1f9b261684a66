using System.Text;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Storage.Facts;
using DigitalTwin.Storage.Folder;
using DigitalTwin.Storage.History;
using DigitalTwin.Storage.Reminders;
using DigitalTwin.Storage.Sql;
using DigitalTwin.Storage.Sqlite;
using DigitalTwin.Storage.Tests.Testing;
using Orleans;
using Orleans.Runtime;

namespace DigitalTwin.Storage.Tests.Folder;

/// <summary>Data that an older program wrote is carried forward; data of a newer one is left alone.</summary>
public sealed class MigrationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly DataFolder _data;

    public MigrationTests() => _data = DataFolder.Open(_folder.Path, TimeProvider.System);

    public void Dispose()
    {
        _data.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_history_of_version_1_is_read_and_packed_by_this_program()
    {
        Reading[] readings = [.. Enumerable.Range(1, 10).Select(at => new Reading(new AssetKey(1), Quantity.Level, new Instant(at), at / 10.0, Quality.Good, Provenance.Measured))];
        using (var old = SqliteDatabase.Open(_data.HistoryFile, Access.ReadWrite, HistorySchema.PageSize))
        {
            HistorySchema.Schema.Migrate(old, _data.HistoryFile, DateTimeOffset.UnixEpoch, upTo: 1);
            var block = new byte[LogBlock.Length(1, readings.Length)];
            LogBlock.Write(block, [new AppendRequest(readings, new Instant(20))], readings.Length);
            old.Statement("INSERT INTO log (partition, body) VALUES (1, ?)").Bind(1, block).Run();
        }

        for (var start = 0; start < 2; start++)
        {
            using var history = SegmentedHistory.Open(_data, new HistoryOptions { PartitionReadings = 5 }, TimeProvider.System);
            await history.Append(readings, new Instant(30 + start));
            Assert.Equal(10 * (start + 2), history.Count);
            var read = await history.Read(new AssetKey(1), Quantity.Level, new Instant(0), new Instant(100), new Instant(20), 100);
            Assert.Equal(readings, read.Select(r => r.Reading));
        }
    }

    [Fact]
    public async Task A_city_of_version_1_keeps_its_facts_and_gains_reminders()
    {
        using (var old = SqliteDatabase.Open(_data.CityFile, Access.ReadWrite))
        {
            CitySchema.Schema.Migrate(old, _data.CityFile, DateTimeOffset.UnixEpoch, upTo: 1);
            old.Statement("INSERT INTO fact (stream, subject, at, known_at, body) VALUES ('s', 'x', 1, 2, ?)").Bind(1, "{}"u8).Run();
        }

        using var city = CityDatabase.Open(_data, TimeProvider.System);
        var fact = Assert.Single(await new SqlFactLog(city).LatestPerSubject("s", null));
        Assert.Equal("{}", Encoding.UTF8.GetString(fact.Body.Span));
        Assert.NotNull(await new SqlReminderTable(city).UpsertRow(new ReminderEntry { GrainId = GrainId.Create("a", "b"), ReminderName = "c", StartAt = DateTime.UnixEpoch }));
    }

    [Fact]
    public async Task A_city_of_version_2_finds_its_warnings_by_when_they_were_open()
    {
        using (var old = SqliteDatabase.Open(_data.CityFile, Access.ReadWrite))
        {
            CitySchema.Schema.Migrate(old, _data.CityFile, DateTimeOffset.UnixEpoch, upTo: 2);
            void Put(string subject, long known, string body) => old.Statement("INSERT INTO fact (stream, subject, at, known_at, body) VALUES ('warnings', ?, 1, ?, ?)")
                .Bind(1, subject).Bind(2, known).Bind(3, Encoding.UTF8.GetBytes(body)).Run();
            Put("ended", 10, """{"endedAt":null}""");
            Put("lasts", 15, """{"endedAt":null}""");
            Put("ended", 5000, """{"endedAt":4000}""");
        }

        using var city = CityDatabase.Open(_data, TimeProvider.System);
        var log = new SqlFactLog(city);
        Assert.Equal(["ended", "lasts"], (await log.Open("warnings", new Instant(4999))).Select(f => f.Subject).Order(StringComparer.Ordinal));
        Assert.Equal("lasts", Assert.Single(await log.Open("warnings", null)).Subject);
        Assert.Equal("ended", Assert.Single(await log.Closed("warnings", null, null, 10)).Subject);
    }

    [Fact]
    public void Data_of_a_newer_program_is_refused_and_left_as_it_was()
    {
        using (var newer = SqliteDatabase.Open(_data.HistoryFile, Access.ReadWrite))
        {
            HistorySchema.Schema.Migrate(newer, _data.HistoryFile, DateTimeOffset.UnixEpoch);
            newer.Execute("INSERT INTO schema_version VALUES (99, 0)");
        }
        var refused = Assert.Throws<SchemaTooNewException>(() => SegmentedHistory.Open(_data, new HistoryOptions(), TimeProvider.System));
        Assert.Contains(_data.HistoryFile, refused.Message, StringComparison.Ordinal);
        Assert.Contains("version 99", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_step_that_fails_leaves_the_version_before_it()
    {
        var schema = new Schema("test", "CREATE TABLE a (x INTEGER)", "CREATE TABLE b (x INTEGER); CREATE TABLE a (x INTEGER)");
        using var database = SqliteDatabase.Open(Path.Combine(_folder.Path, "test.db"), Access.ReadWrite);
        Assert.ThrowsAny<Exception>(() => schema.Migrate(database, "test.db", DateTimeOffset.UnixEpoch));
        Assert.Equal(1, database.Scalar("SELECT max(version) FROM schema_version"));
        Assert.Equal(0, database.Scalar("SELECT count(*) FROM sqlite_schema WHERE name = 'b'"));
    }
}
