using DigitalTwin.Domain.Readings;
using DigitalTwin.Ingest.Intake;

namespace DigitalTwin.Ingest.Hj212.Server;

/// <summary>Makes a batch durable. Only after that its answers may be sent.</summary>
internal static class BatchCommit
{
    /// <summary>While the platform is busy the connection is not read, so that its sender waits; after this it is closed, and the device comes again.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public enum Result
    {
        /// <summary>All is durable; send the answers, then clear the batch.</summary>
        Durable,
        /// <summary>Fill the batch from the same bytes again.</summary>
        Again,
    }

    /// <exception cref="TimeoutException">The platform stayed busy.</exception>
    public static async Task<Result> Run(FrameBatch batch, Hj212Services services, long busySince)
    {
        if (batch.Unresolved.Count > 0)
        {
            foreach (var (session, key, span) in batch.Unresolved.ToArray()) await session.Resolve(key, span).ConfigureAwait(false);
            batch.Rewind();
            batch.IsResolved = true;
            return Result.Again;
        }
        var repeated = await DropKnown(batch, services).ConfigureAwait(false);
        var readings = batch.Readings!;
        if (readings.Count > 0 && await services.Intake.Take(readings, batch.Sender).ConfigureAwait(false) is IntakeOutcome.Busy busy)
        {
            batch.GiveAway();
            batch.Rewind();
            if (services.Time.GetElapsedTime(busySince) > Patience) throw new TimeoutException(busy.Why);
            await Task.Delay(busy.RetryAfter, services.Time).ConfigureAwait(false);
            return Result.Again;
        }
        if (readings.Count == 0) readings.Dispose();
        batch.GiveAway();
        // After the readings: when this fails and the device sends all again, its readings are known, and nothing is there twice.
        foreach (var (session, note) in batch.Notes)
            if (note.Kind is not ("note" or "sample") || !await services.Log.Has(session.Id, note).ConfigureAwait(false)) await services.Log.Append(session.Id, note).ConfigureAwait(false);
        foreach (var packet in batch.Taken)
        {
            packet.Session.Status.Spoke(null);
            if (packet.Readings > 0) packet.Session.Status.Stored(packet.Readings, packet.Newest);
        }
        foreach (var effect in batch.Effects) effect();
        Hj212Meters.Packets.Add(batch.Taken.Count);
        if (repeated > 0) Hj212Meters.Repeated.Add(repeated);
        await AwaitOthers(batch, services).ConfigureAwait(false);
        return Result.Durable;
    }

    /// <summary>Of the doubtful readings, keeps those that the history does not have just so. One that differs is a correction, and kept.</summary>
    private static async Task<int> DropKnown(FrameBatch batch, Hj212Services services)
    {
        var known = 0;
        foreach (var (reading, session) in batch.Doubtful)
        {
            var there = batch.Readings!.Span.Contains(reading);
            if (!there)
            {
                var found = await services.History.Read(reading.Asset, reading.Quantity, reading.At, reading.At + TimeSpan.FromMilliseconds(1), null, 1).ConfigureAwait(false);
                there = found.Count > 0 && IsSame(found[0].Reading, reading);
            }
            if (!there) batch.Readings.Add(reading);
            else
            {
                known++;
                session.Status.Repeated();
            }
        }
        return known;
    }

    // The stored one may bear a finding of the platform beside the device's flag.
    private static bool IsSame(in Reading stored, in Reading sent) => stored.Value.Equals(sent.Value) && stored.Provenance == sent.Provenance && stored.Quality.Flag() == sent.Quality.Flag();

    private static async Task AwaitOthers(FrameBatch batch, Hj212Services services)
    {
        foreach (var (outcome, answer) in batch.Elsewhere)
        {
            try
            {
                if (await outcome.WaitAsync(Patience, services.Time).ConfigureAwait(false)) answer.CopyTo(batch.Answers.GetSpan(answer.Length));
                else continue; // Not stored there; the device sends it again.
                batch.Answers.Advance(answer.Length);
            }
            catch (TimeoutException)
            {
                // Not answered, so sent again.
            }
        }
    }
}
