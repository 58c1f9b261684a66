using System.Diagnostics;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Storage.Folder;
using DigitalTwin.Storage.History;
using DigitalTwin.Storage.Tests.Testing;

namespace DigitalTwin.Storage.Tests.Retention;

/// <summary>A process is killed with SIGKILL while it drops; each part of the history is then there as it was, or dropped and said to be.</summary>
public sealed class KilledDropTests
{
    private const int Kills = 5;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task After_a_kill_every_sum_is_there_and_what_is_missing_is_in_the_list_of_drops()
    {
        using var folder = new TemporaryFolder();
        var (sums, readings) = await Fill(folder.Path);
        var random = new Random(7);
        for (var kill = 0; kill < Kills; kill++)
        {
            await RunAndKill(folder.Path, afterHour: 1 + kill * 30, afterMilliseconds: random.Next(0, 60));
            using var data = DataFolder.Open(folder.Path, TimeProvider.System);
            using var history = SegmentedHistory.Open(data, DropUntilKilled.Options, TimeProvider.System);
            Assert.Equal(sums, await Sums(history));
            Assert.Equal(readings - history.Drops.Sum(d => d.Readings), history.Count);
            var left = await history.Read(new AssetKey(1), Quantity.Level, new Instant(0), new Instant(long.MaxValue), null, int.MaxValue);
            Assert.Equal(history.Count, left.Count);
        }
        await RunAndKill(folder.Path, DropUntilKilled.Hours, 2_000);
        using var end = DataFolder.Open(folder.Path, TimeProvider.System);
        using var last = SegmentedHistory.Open(end, DropUntilKilled.Options, TimeProvider.System);
        await last.Apply(DropUntilKilled.Plan(DropUntilKilled.Hours));
        Assert.True(last.Count < readings / 2, $"{last.Count} of {readings} readings are left.");
        Assert.Equal(sums, await Sums(last));
    }

    private static async Task<(IReadOnlyList<ReadingSummary> Sums, long Readings)> Fill(string folder)
    {
        using var data = DataFolder.Open(folder, TimeProvider.System);
        using var history = SegmentedHistory.Open(data, DropUntilKilled.Options, TimeProvider.System);
        for (var hour = 0; hour < DropUntilKilled.Hours; hour++)
            await Task.WhenAll(Enumerable.Range(hour * 60, 60).Select(minute =>
            {
                var at = DropUntilKilled.Start + TimeSpan.FromMinutes(minute);
                return history.Append(new[] { new Reading(new AssetKey(1), Quantity.Level, at, minute % 97 / 10.0, Quality.Good, Provenance.Measured) }, at);
            }));
        return (await Sums(history), history.Count);
    }

    private static Task<IReadOnlyList<ReadingSummary>> Sums(SegmentedHistory history) => history.Summarise(new AssetKey(1), Quantity.Level,
        DropUntilKilled.Start, DropUntilKilled.Start + TimeSpan.FromHours(DropUntilKilled.Hours), TimeSpan.FromHours(1), Between.Step, null, int.MaxValue);

    private static async Task RunAndKill(string folder, int afterHour, int afterMilliseconds)
    {
        var dotnet = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? Environment.ProcessPath! : "dotnet";
        using var process = Process.Start(new ProcessStartInfo(dotnet, ["exec", typeof(KilledDropTests).Assembly.Location, "drop", folder]) { RedirectStandardOutput = true })!;
        try
        {
            using var patience = new CancellationTokenSource(Patience);
            while (await process.StandardOutput.ReadLineAsync(patience.Token) is { } line && int.Parse(line, System.Globalization.CultureInfo.InvariantCulture) < afterHour) { }
            await Task.Delay(afterMilliseconds);
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }
}
