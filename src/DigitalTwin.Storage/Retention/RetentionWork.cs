using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Retention;
using DigitalTwin.Storage.History;
using DigitalTwin.Storage.Segments;
using DigitalTwin.Storage.Sql;

namespace DigitalTwin.Storage.Retention;

/// <summary>A plan that waits for, or runs on, the thread behind the appends.</summary>
internal sealed class RetentionWork(RetentionPlan plan, CancellationToken cancel)
{
    /// <summary>Holds that change again and again put a drop off; it is due at the next call too.</summary>
    private const int MostTries = 3;

    private readonly TaskCompletionSource<IReadOnlyList<Drop>> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What was known before this is not kept in full, so the journal must not keep it either.</summary>
    public Instant KeepsAllSince { get; } = plan.Now - plan.Classes.Select(c => c.Readings ?? TimeSpan.FromMilliseconds(plan.Now.UnixMilliseconds)).DefaultIfEmpty().Min();

    public Task<IReadOnlyList<Drop>> Done => _done.Task;

    /// <param name="between">Called now and then, because a large segment takes longer than the next partition may wait.</param>
    /// <param name="published">Called after each segment that was written anew.</param>
    public void Run(Database database, Lock gate, SegmentIds ids, HistoryState state, Action between, Action published)
    {
        var all = new List<Drop>();
        try
        {
            foreach (var segment in SegmentTable.All(database))
            {
                cancel.ThrowIfCancellationRequested();
                // A start begins from the newest checkpoint, and folds what was packed after it.
                if (Known.Checkpoints.Newest(database) is not { } checkpoint || segment.LastPartition > checkpoint.Partition) break;
                for (var tries = 0; tries < MostTries && Thin(segment) is var drops; tries++)
                {
                    if (drops is null) continue;
                    all.AddRange(drops);
                    break;
                }
            }
            _done.TrySetResult(all);
        }
        catch (OperationCanceledException)
        {
            _done.TrySetCanceled(CancellationToken.None);
            throw;
        }
        catch (Exception failure)
        {
            _done.TrySetException(failure);
            throw;
        }

        IReadOnlyList<Drop>? Thin(Segment segment)
        {
            var holds = plan.Holds();
            var due = new DueClasses(segment, plan, holds, [.. DropTable.All(database).Where(d => d.Segment == segment.Id).Select(d => d.Drop)]);
            if (!due.Any(plan.Classes)) return [];
            var drops = new SegmentThinner(database, gate, ids, state).Thin(segment, plan, holds, due, between);
            published();
            return drops;
        }
    }

    public void Stop() => _done.TrySetCanceled(CancellationToken.None);
}
