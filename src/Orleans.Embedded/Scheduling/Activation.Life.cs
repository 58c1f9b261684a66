using Microsoft.Extensions.Logging;

namespace Orleans.Runtime;

/// <summary>From the first call to the end: constructed, state read, activated; later deactivated, and what still waits passed on.</summary>
internal partial class Activation
{
    private bool _ending;

    /// <summary>Whether ending it would run no code of the grain, so that a stopping process may drop it. Read from outside of its turns.</summary>
    public bool HasNothingToEnd => IsIdle && PendingCalls == 0 && _extras is null && !Class.OverridesDeactivate && GrainInstance is not (IDisposable or IAsyncDisposable);

    public bool IsInvalid => _state == ActivationState.Invalid;

    public void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default)
    {
        if (ReferenceEquals(RuntimeContext.Current, this)) RequestEnd(deactivationReason, cancellationToken);
        else Post(new DeactivateItem(deactivationReason, cancellationToken));
    }

    /// <summary>Ends the activation if nobody has used it for long enough. Called from outside of its turns.</summary>
    public void CollectIfIdle()
    {
        if (IsCollectible()) Deactivate(new DeactivationReason(DeactivationReasonCode.ActivationIdle, "Nobody has called it for long enough."));
    }

    private bool IsCollectible() =>
        _state == ActivationState.Valid
        && IsIdle
        && Runtime.Collector.IsStale(_lastUsed)
        && !(_extras is { KeepAliveUntil: > 0 } extras && extras.KeepAliveUntil > Runtime.Clock.Tick);

    private void OnDeactivateRequested(DeactivateItem request)
    {
        var isUsedAgain = request.Reason.ReasonCode == DeactivationReasonCode.ActivationIdle && !IsCollectible();
        if (!isUsedAgain) RequestEnd(request.Reason, request.Cancellation);
    }

    private void RequestEnd(DeactivationReason reason, CancellationToken cancellation)
    {
        if (_state is ActivationState.Deactivating or ActivationState.Invalid) return;
        Extras.Reason = reason;
        Extras.DeactivationCancellation = cancellation;

        // Where it is still activating, it ends as soon as that is done.
        if (_state == ActivationState.Creating) End();
        else if (_state == ActivationState.Valid) _state = ActivationState.Deactivating;
    }

    private void BeginActivation(ExecutionContext context)
    {
        _state = ActivationState.Activating;
        _ = Activate();
        ExecutionContext.Restore(context);
    }

    private async Task Activate()
    {
        try
        {
            if (Runtime.IsStopping) throw new OrleansException($"The runtime is stopping; {GrainId} is not activated any more.");
            GrainInstance = Class.Construct(this, out var states);
            if (states is not null || Class.OverridesActivate) await ActivateInstance(states);
            Touch();
            _state = _extras?.Reason.ReasonCode is null or DeactivationReasonCode.None ? ActivationState.Valid : ActivationState.Deactivating;
        }
        catch (Exception exception)
        {
            Runtime.Logger.LogError(exception, "Activation of {Grain} failed.", GrainId);
            await DisposeExtras();
            FailActivation(exception);
        }
    }

    private async Task ActivateInstance(List<IStateBridge>? states)
    {
        using var timeout = new CancellationTokenSource(Runtime.Options.ActivationTimeout, Runtime.Time);
        try
        {
            foreach (var state in states ?? []) await state.ReadStateAsync().WaitAsync(timeout.Token);
            if (GrainInstance is IGrainBase grain) await grain.OnActivateAsync(timeout.Token).WaitAsync(timeout.Token);
        }
        catch (OperationCanceledException exception) when (timeout.IsCancellationRequested)
        {
            throw new TimeoutException($"Activation of {GrainId} took longer than {Runtime.Options.ActivationTimeout}.", exception);
        }
    }

    /// <summary>Fails the calls that waited for this activation. The next call makes a new one.</summary>
    private void FailActivation(Exception exception)
    {
        _state = ActivationState.Invalid;
        Unregister();
        while (_firstWaiting is { } call)
        {
            Dequeue(null, call);
            Interlocked.Decrement(ref _pendingCalls);
            call.Fail(exception);
        }

        _extras?.Deactivated.TrySetResult();
    }

    private void BeginEnd(ExecutionContext context)
    {
        _ending = true;
        _ = EndAsync();
        ExecutionContext.Restore(context);
    }

    private async Task EndAsync()
    {
        StopTimers();
        if (Class.OverridesDeactivate && GrainInstance is IGrainBase grain)
        {
            using var timeout = new CancellationTokenSource(Runtime.Options.DeactivationTimeout, Runtime.Time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, Extras.DeactivationCancellation);
            try
            {
                await grain.OnDeactivateAsync(Extras.Reason, either.Token).WaitAsync(either.Token);
            }
            catch (Exception exception)
            {
                Runtime.Logger.LogError(exception, "OnDeactivateAsync of {Grain} failed; it ends all the same.", GrainId);
            }
        }

        await DisposeExtras();
        End();
    }

    private void End()
    {
        _state = ActivationState.Invalid;
        Unregister();
        while (_firstWaiting is { } call)
        {
            Dequeue(null, call);
            PassOn(call);
        }

        _extras?.Deactivated.TrySetResult();
    }

    /// <summary>Sends a call that came too late for this activation to the one that takes its place.</summary>
    private void PassOn(Invocation call)
    {
        if (call.IsLocal) return;
        Interlocked.Decrement(ref _pendingCalls);
        Reroute(call);
    }

    protected virtual void Reroute(Invocation call) => Class.GetOrAdd(Key).Receive(call);

    protected virtual void Unregister() => Class.Remove(this);

    private async ValueTask DisposeExtras()
    {
        StopTimers();
        try
        {
            if (GrainInstance is IAsyncDisposable asyncDisposable) await asyncDisposable.DisposeAsync();
            else if (GrainInstance is IDisposable disposable) disposable.Dispose();
            if (_extras?.Scope is { } scope) await scope.DisposeAsync();
        }
        catch (Exception exception)
        {
            Runtime.Logger.LogError(exception, "Disposing of {Grain} failed.", GrainId);
        }
    }

    private void StopTimers()
    {
        if (_extras is null) return;
        foreach (var timer in _extras.Timers.ToArray()) timer.Dispose();
    }
}
