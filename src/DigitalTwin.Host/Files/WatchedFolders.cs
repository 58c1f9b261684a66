using DigitalTwin.Ingest.Files.Watch;

namespace DigitalTwin.Host.Files;

/// <summary>Looks into each watched folder at its interval, for as long as the host runs.</summary>
internal sealed class WatchedFolders(IReadOnlyList<WatchedFolder> folders, TimeProvider time, ILogger<WatchedFolders> log) : BackgroundService
{
    public IReadOnlyList<WatchedFolder> All => folders;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(folders.Select(f => Watch(f, stoppingToken)));

    private async Task Watch(WatchedFolder folder, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(folder.Every, time);
        IReadOnlyDictionary<string, string> told = new Dictionary<string, string>();
        do
        {
            try
            {
                var moved = await folder.Look(stop);
                if (moved > 0) log.LogInformation("{Files} files of {Folder} were taken or refused.", moved, folder.Folder);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // One bad moment must not end the watching; the same files are looked at again.
                log.LogError(e, "Looking into {Folder} failed.", folder.Folder);
            }
            var problems = folder.Problems;
            foreach (var (name, why) in problems.Where(p => !told.TryGetValue(p.Key, out var before) || before != p.Value)) log.LogWarning("{Folder} {File}: {Why}", folder.Folder, name, why);
            told = problems;
        }
        while (await Next(timer, stop));
    }

    private static async Task<bool> Next(PeriodicTimer timer, CancellationToken stop)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stop);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
