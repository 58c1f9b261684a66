using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Orleans.Timers;

/// <summary>One reminder that is set. Ticks fall on its start plus whole periods; one that is missed is not made up for.</summary>
internal sealed class ScheduledReminder(GrainRuntime runtime, ReminderEntry row) : IDisposable
{
    /// <summary>The longest that a timer can wait for; a later tick is waited for in steps.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(40);

    private readonly Lock _gate = new();
    private DateTime _due;
    private ITimer? _timer;
    private bool _isDisposed;

    public void Start()
    {
        lock (_gate)
        {
            if (_isDisposed) return;
            _due = NextTickFrom(Now);
            using var _ = ExecutionContext.IsFlowSuppressed() ? default : ExecutionContext.SuppressFlow();
            _timer = runtime.Time.CreateTimer(static self => ((ScheduledReminder)self!).OnTimer(), this, Wait(), Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            _timer?.Dispose();
        }
    }

    private DateTime Now => runtime.Time.GetUtcNow().UtcDateTime;

    private DateTime NextTickFrom(DateTime now)
    {
        if (row.StartAt >= now || row.Period <= TimeSpan.Zero) return row.StartAt;
        var periods = (now - row.StartAt).Ticks / row.Period.Ticks;
        var last = row.StartAt + TimeSpan.FromTicks(periods * row.Period.Ticks);
        return last == now ? now : last + row.Period;
    }

    private TimeSpan Wait()
    {
        var wait = _due - Now;
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait > LongestWait ? LongestWait : wait;
    }

    private void OnTimer()
    {
        if (Now >= _due) _ = Fire();
        else SetTimer();
    }

    private async Task Fire()
    {
        try
        {
            var status = new TickStatus(row.StartAt, row.Period, Now);
            await runtime.Factory.GetGrain<IRemindable>(row.GrainId).ReceiveReminder(row.ReminderName, status);
        }
        catch (Exception exception)
        {
            runtime.Logger.LogError(exception, "Reminder {Reminder} of {Grain} failed; it stays set.", row.ReminderName, row.GrainId);
        }

        _due = NextTickFrom(Now + TimeSpan.FromTicks(1));
        SetTimer();
    }

    private void SetTimer()
    {
        lock (_gate)
        {
            if (!_isDisposed) _timer?.Change(Wait(), Timeout.InfiniteTimeSpan);
        }
    }
}
