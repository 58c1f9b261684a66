using System.Diagnostics;
using DigitalTwin.Contracts.Telemetry;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Ingest.DataQuality;
using DigitalTwin.Ingest.Dispatch;
using DigitalTwin.Ingest.Json;

namespace DigitalTwin.Ingest.Intake;

/// <summary>What became of a batch.</summary>
public abstract record IntakeOutcome
{
    private IntakeOutcome() { }

    /// <summary>On disk, and on its way to the grains.</summary>
    public sealed record Durable(int Count) : IntakeOutcome;

    /// <summary>Nothing of it was kept; it may be sent again after <see cref="RetryAfter"/>.</summary>
    public sealed record Busy(string Why, TimeSpan RetryAfter) : IntakeOutcome;
}

/// <summary>The one way in for readings, whatever brought them: durable first, then acknowledged, then dispatched to the grains.</summary>
public sealed class ReadingIntake(IHistory history, CityClock clock, TimeProvider time, Dispatcher dispatcher, QualityMarker marker, IngestOptions options)
{
    /// <summary>The latest time that a reading may bear now. A replay of the past must not shut out live sensors, nor a fast demo itself.</summary>
    public Instant Latest()
    {
        var (city, wall) = (clock.Now, Instant.From(time.GetUtcNow()));
        return (city > wall ? city : wall) + options.MaxAhead;
    }

    /// <summary>Completes when the readings are on disk. The buffer is the intake's from here on.</summary>
    /// <param name="sender">Null for the platform's own, such as a laboratory result.</param>
    public async Task<IntakeOutcome> Take(ReadingBuffer readings, IntakeSender? sender = null)
    {
        var count = readings.Count;
        if (count == 0)
        {
            readings.Dispose();
            return new IntakeOutcome.Durable(0);
        }
        var knownAt = clock.Now;
        if (dispatcher.TryBegin(readings, knownAt, Activity.Current?.Context ?? default, sender) is not { } batch)
        {
            readings.Dispose();
            return Busy("The grains are behind: too many readings wait for them.", count);
        }
        IReadOnlyList<LateReading>? late;
        try
        {
            late = await marker.Mark(readings, knownAt);
            using (TwinTelemetry.Source.StartActivity("history append"))
            {
                // A caller that goes away must not leave readings on disk that no rule has seen, so nothing cancels this.
                await history.Append(readings.Memory, knownAt);
            }
        }
        catch (Exception e)
        {
            marker.Forget(readings);
            batch.Abandon();
            if (e is HistoryFullException) return Busy("The disk is behind: its queue is full.", count);
            // A full disk, a database that restarts: it passes, and the sender keeps the batch until then.
            if (e is IOException) return Busy("The history cannot be written at the moment.", count);
            throw;
        }
        marker.Stored(late);
        batch.Dispatch();
        IngestMeters.Accepted.Add(count);
        return new IntakeOutcome.Durable(count);
    }

    private IntakeOutcome.Busy Busy(string why, int count)
    {
        IngestMeters.Refused.Add(count);
        return new IntakeOutcome.Busy(why, options.RetryAfter);
    }
}
