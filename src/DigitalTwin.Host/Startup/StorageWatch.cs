using DigitalTwin.Storage.History;

namespace DigitalTwin.Host.Startup;

/// <summary>Says in the log when the history cannot be written, and when it can again. Senders are told by 503 meanwhile.</summary>
internal sealed class StorageWatch(SegmentedHistory history, TimeProvider time, ILogger<StorageWatch> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var tick = new PeriodicTimer(Every, time);
        var failed = false;
        while (await tick.WaitForNextTickAsync(stoppingToken))
        {
            var trouble = history.Trouble;
            if (trouble is not null == failed) continue;
            failed = trouble is not null;
            if (failed) log.LogError(trouble, "The history cannot be written; readings are refused until it can.");
            else log.LogInformation("The history is written again.");
        }
    }
}
