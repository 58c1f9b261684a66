using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Storage.Folder;
using DigitalTwin.Storage.History;
using DigitalTwin.Storage.Tests.Testing;
using Xunit.Abstractions;

namespace DigitalTwin.Storage.Tests.History;

/// <summary>A process is killed with SIGKILL while it appends, packs and merges; what it had acknowledged is there, once.</summary>
public sealed class KilledProcessTests(ITestOutputHelper output)
{
    private const int Seed = 20260301;
    private const int Kills = 6;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Every_acknowledged_reading_survives_kills_exactly_once_and_latest_is_the_fold()
    {
        using var folder = new TemporaryFolder();
        var random = new Random(Seed);
        var acknowledged = new ConcurrentDictionary<int, long>();
        for (var kill = 0; kill < Kills; kill++)
        {
            await RunAndKill(folder.Path, acknowledged, lines: random.Next(50, 600), afterMilliseconds: random.Next(0, 40));
            await Verify(folder.Path, acknowledged);
        }
        Assert.Equal(AppendUntilKilled.Callers, acknowledged.Count);
    }

    private async Task RunAndKill(string folder, ConcurrentDictionary<int, long> acknowledged, int lines, int afterMilliseconds)
    {
        var dotnet = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? Environment.ProcessPath! : "dotnet";
        var start = new ProcessStartInfo(dotnet, ["exec", typeof(KilledProcessTests).Assembly.Location, "append", folder]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var reading = Task.Run(() =>
        {
            for (var line = process.StandardOutput.ReadLine(); line is not null; line = process.StandardOutput.ReadLine())
            {
                var parts = line.Split(' ');
                if (parts.Length == 2 && long.TryParse(parts[1], CultureInfo.InvariantCulture, out var at))
                    acknowledged.AddOrUpdate(int.Parse(parts[0], CultureInfo.InvariantCulture), at, (_, before) => Math.Max(before, at));
                if (--lines == 0) _ = Task.Delay(afterMilliseconds).ContinueWith(_ => process.Kill(), TaskScheduler.Default);
            }
        });
        try
        {
            await reading.WaitAsync(Patience);
            await process.WaitForExitAsync().WaitAsync(Patience);
        }
        finally
        {
            if (!process.HasExited) process.Kill();
        }
        Assert.True(process.ExitCode == 137, $"The process ended by itself with {process.ExitCode}: {await errors}");
    }

    private async Task Verify(string folder, ConcurrentDictionary<int, long> acknowledged)
    {
        using var data = DataFolder.Open(folder, TimeProvider.System);
        using var history = SegmentedHistory.Open(data, AppendUntilKilled.Options, TimeProvider.System);
        var total = 0L;
        foreach (var (caller, at) in acknowledged)
        {
            var asset = new AssetKey(caller);
            var read = await history.Read(asset, Quantity.Level, new Instant(0), new Instant(long.MaxValue), null, int.MaxValue);
            Assert.Equal(Enumerable.Range(1, read.Count).Select(i => (long)i), read.Select(r => r.Reading.At.UnixMilliseconds));
            Assert.All(read, r => Assert.Equal(AppendUntilKilled.ValueOf(asset, r.Reading.At.UnixMilliseconds), r.Reading.Value));
            Assert.True(read.Count >= at, $"Asset {caller}: {at} acknowledged, {read.Count} there.");
            Assert.Equal(0, read.Count % AppendUntilKilled.Batch); // A batch is there whole or not at all.
            Assert.Equal(read[^1], Assert.Single(history.Latest(asset)));
            total += read.Count;
        }
        Assert.Equal(total, history.Count); // Each time was appended once, so more would be duplicates.
        output.WriteLine($"{total} readings, {acknowledged.Values.Sum()} of them known to be acknowledged");
    }
}
