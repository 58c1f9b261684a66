using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Storage.Facts;
using DigitalTwin.Storage.Folder;
using DigitalTwin.Storage.History;
using DigitalTwin.Storage.Postgres;
using DigitalTwin.Testing;
using Npgsql;

namespace DigitalTwin.Storage.Tests.Postgres;

/// <summary>One owner at a time, a server that comes and goes, and what is told meanwhile.</summary>
public sealed class PostgresServerTests
{
    private static readonly AssetKey Asset = new(1);

    [Fact]
    public void A_second_owner_is_refused_and_told_who_has_it()
    {
        var settings = ThrowawayPostgres.Shared.NewDatabase();
        using (PostgresServer.Open(settings, TimeProvider.System))
        {
            var refused = Assert.Throws<PostgresInUseException>(() => PostgresServer.Open(settings, TimeProvider.System));
            Assert.Contains("'twin_", refused.Message, StringComparison.Ordinal);
            Assert.Contains($"process {Environment.ProcessId} on", refused.Message, StringComparison.Ordinal);
        }
        PostgresServer.Open(settings, TimeProvider.System).Dispose();
    }

    [Fact]
    public async Task Who_was_taken_over_writes_nothing_more()
    {
        var settings = ThrowawayPostgres.Shared.NewDatabase();
        using var first = PostgresServer.Open(settings, TimeProvider.System);
        using var history = SegmentedHistory.Open(first, new HistoryOptions(), TimeProvider.System);
        await history.Append(Batch(1), new Instant(1));
        Cut(settings); // The lock is lost with its connection, and another process is faster.
        using var second = PostgresServer.Open(settings, TimeProvider.System);
        using var taken = SegmentedHistory.Open(second, new HistoryOptions(), TimeProvider.System);
        await Assert.ThrowsAsync<PostgresTakenOverException>(() => history.Append(Batch(2), new Instant(2)));
        await taken.Append(Batch(3), new Instant(3));
        Assert.Equal([1, 3], await Times(taken));
    }

    [Fact]
    public async Task Cut_connections_are_made_anew_without_the_caller_seeing_it()
    {
        var settings = ThrowawayPostgres.Shared.NewDatabase();
        using var server = PostgresServer.Open(settings, TimeProvider.System);
        using var city = CityDatabase.Open(server, TimeProvider.System);
        using var history = SegmentedHistory.Open(server, new HistoryOptions(), TimeProvider.System);
        var facts = new SqlFactLog(city);
        for (var i = 1; i <= 3; i++)
        {
            await history.Append(Batch(i), new Instant(i));
            await facts.Append("s", "x", new Instant(i), new Instant(i), new byte[1]);
            Cut(settings);
        }
        Assert.Equal([1, 2, 3], await Times(history));
    }

    [Theory]
    [InlineData("fast")]
    [InlineData("immediate")]
    public async Task Readings_streaming_in_while_the_server_restarts_are_kept_once_and_go_on_by_themselves(string how)
    {
        using var postgres = new ThrowawayPostgres();
        var options = new HistoryOptions { PartitionReadings = 200, GroupReadings = 50 };
        var acknowledged = new List<int>();
        var refused = 0;
        using (var server = PostgresServer.Open(postgres.Settings, TimeProvider.System))
        using (var history = SegmentedHistory.Open(server, options, TimeProvider.System))
        {
            using var stop = new CancellationTokenSource();
            var sending = Task.Run(async () =>
            {
                for (var at = 1; !stop.IsCancellationRequested || acknowledged[^1] != at - 1; )
                    try
                    {
                        await history.Append(Batch(at), new Instant(at));
                        acknowledged.Add(at++);
                    }
                    catch (IOException)
                    {
                        refused++;
                        await Task.Delay(20); // And the same again, as a device does that was told to.
                    }
            });
            for (var restart = 0; restart < 3; restart++)
            {
                await UntilMore(acknowledged, 300, sending);
                postgres.Halt(how);
                await Task.Delay(200);
                postgres.Restart(how);
            }
            await UntilMore(acknowledged, 300, sending);
            await stop.CancelAsync();
            await sending;
            Assert.Equal(acknowledged, await Times(history));
            Assert.True(refused > 0);
        }

        using var again = PostgresServer.Open(postgres.Settings, TimeProvider.System);
        using var reopened = SegmentedHistory.Open(again, options, TimeProvider.System);
        Assert.Equal(acknowledged, await Times(reopened));
        Assert.Equal(acknowledged[^1], Assert.Single(reopened.Latest(Asset)).Reading.At.UnixMilliseconds);
    }

    [Fact]
    public void A_server_that_is_not_there_is_told_in_one_line_without_the_password()
    {
        var refused = Assert.Throws<IOException>(() => PostgresServer.Open("Host=127.0.0.1;Port=1;Database=city;Username=twin;Password=geheim", TimeProvider.System));
        Assert.Contains("'city' on 127.0.0.1", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("geheim", refused.Message, StringComparison.Ordinal);
        var wrong = Assert.Throws<ArgumentException>(() => PostgresServer.Open("Hst=db;Password=geheim", TimeProvider.System));
        Assert.DoesNotContain("geheim", wrong.Message, StringComparison.Ordinal);
    }

    private static async Task UntilMore(List<int> acknowledged, int more, Task sending)
    {
        var wanted = acknowledged.Count + more;
        for (var tries = 0; acknowledged.Count < wanted; tries++)
        {
            if (sending.IsFaulted) await sending;
            Assert.True(tries < 6000, $"After a minute {acknowledged.Count} of {wanted} were acknowledged.");
            await Task.Delay(10);
        }
    }

    /// <summary>Cuts every connection of the platform, as a network or an administrator does.</summary>
    private static void Cut(string settings)
    {
        using var connection = new NpgsqlConnection(settings + ";Pooling=false");
        connection.Open();
        using var command = new NpgsqlCommand("SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()", connection);
        command.ExecuteNonQuery();
    }

    private static Reading[] Batch(int at) => [new(Asset, Quantity.Level, new Instant(at), at, Quality.Good, Provenance.Measured)];

    private static async Task<IEnumerable<int>> Times(SegmentedHistory history) =>
        (await history.Read(Asset, Quantity.Level, new Instant(0), new Instant(long.MaxValue), null, int.MaxValue)).Select(r => (int)r.Reading.At.UnixMilliseconds);
}
