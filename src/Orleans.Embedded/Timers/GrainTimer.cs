using Microsoft.Extensions.Logging;

namespace Orleans.Runtime;

/// <summary>Ticks as calls of the activation to itself; the next tick is set when one has ended, so they never overlap.</summary>
internal sealed class GrainTimer : Invocation, IGrainTimer
{
    private readonly CancellationTokenSource _stopped = new();
    private readonly Activation _owner;
    private readonly Func<CancellationToken, Task> _callback;
    private readonly GrainTimerCreationOptions _options;
    private readonly ITimer _timer;
    private TimeSpan _dueTime;
    private TimeSpan _period;
    private bool _isTicking;
    private bool _isChanged;

    public GrainTimer(Activation owner, Func<CancellationToken, Task> callback, GrainTimerCreationOptions options)
    {
        (_owner, _callback, _options) = (owner, callback, options);
        using var _ = ExecutionContext.IsFlowSuppressed() ? default : ExecutionContext.SuppressFlow();
        _timer = owner.Runtime.Time.CreateTimer(static timer => ((GrainTimer)timer!).Due(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public override MethodDescriptor Method => _options.Interleave ? MethodDescriptor.InterleavingTimerTick : MethodDescriptor.TimerTick;

    public void Change(TimeSpan dueTime, TimeSpan period)
    {
        Validate(dueTime, nameof(dueTime));
        Validate(period, nameof(period));
        (_dueTime, _period, _isChanged) = (dueTime, period, true);
        if (!_isTicking && !_stopped.IsCancellationRequested) _timer.Change(dueTime, Timeout.InfiniteTimeSpan);
    }

    public void Dispose()
    {
        if (_stopped.IsCancellationRequested) return;
        _stopped.Cancel();
        _timer.Dispose();
        _owner.OnTimerDisposed(this);
    }

    public override Task Invoke(object target)
    {
        if (_stopped.IsCancellationRequested) return Task.CompletedTask;
        _isChanged = false;
        return _callback(_stopped.Token);
    }

    public override void Answer(Task completed)
    {
        _isTicking = false;
        if (completed.Exception?.InnerException is { } exception && !_stopped.IsCancellationRequested)
        {
            _owner.Runtime.Logger.LogWarning(exception, "A timer tick of {Grain} failed.", _owner.GrainId);
        }

        if (_options.KeepAlive) _owner.Touch();
        if (!_stopped.IsCancellationRequested) _timer.Change(_isChanged ? _dueTime : _period, Timeout.InfiniteTimeSpan);
    }

    protected override void AnswerException(Exception exception) => _isTicking = false;

    private void Due()
    {
        _isTicking = true;
        _owner.Receive(this);
    }

    private static void Validate(TimeSpan value, string name)
    {
        if (value != Timeout.InfiniteTimeSpan) ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.Zero, name);
    }
}
