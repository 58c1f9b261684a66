using DigitalTwin.Domain.Readings;
using DigitalTwin.Ingest.Dispatch;
using DigitalTwin.Ingest.Json;

namespace DigitalTwin.Host.Startup;

/// <summary>After a crash, hands to the grains what was acknowledged and may not have reached them: the newest readings known since the last checkpoint.</summary>
/// <remarks>
/// Bounded by what was in flight, since the checkpoint trails it by a second at most. A grain that has seen a reading already changes nothing.
/// Only the newest reading of a series is judged again: a symptom that began and ended within the lost second is not found.
/// </remarks>
internal sealed class Redispatch(IHistory history, Dispatcher dispatcher, DispatchCheckpoint checkpoint, ILogger<Redispatch> log) : IHostedService
{
    private const int BatchReadings = 10_000;

    private readonly Instant _dispatchedUpTo = checkpoint.Read();

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var left = history.LatestOfAll().Where(k => k.KnownAt >= _dispatchedUpTo).ToArray();
        foreach (var some in left.Chunk(BatchReadings))
        {
            var buffer = new ReadingBuffer(some.Length);
            foreach (var known in some) buffer.Add(known.Reading);
            var knownAt = some.Min(k => k.KnownAt);
            var batch = dispatcher.TryBegin(buffer, knownAt, default);
            while (batch is null)
            {
                await dispatcher.Drain(cancellationToken);
                batch = dispatcher.TryBegin(buffer, knownAt, default);
            }
            batch.Dispatch();
        }
        if (left.Length > 0) log.LogInformation("{Readings} series had news at the last checkpoint {Checkpoint}; their grains look at them again.", left.Length, _dispatchedUpTo);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
