using Microsoft.Extensions.Logging;
using Orleans.Storage;

namespace Orleans.Runtime;

/// <summary>Which call may start when. Calls start in the order they came, except those that may interleave.</summary>
internal partial class Activation
{
    private ActivationState _state;
    private int _pendingCalls;
    private int _lastUsed;
    private int _runningWriters;
    private int _runningReaders;
    private int _waitingReaders;
    private Invocation? _running;
    private Invocation? _firstWaiting;
    private Invocation? _lastWaiting;

    private bool IsIdle => _running is null && _firstWaiting is null;

    private bool NeedsPump => _state switch
    {
        ActivationState.Valid => _firstWaiting is not null,
        ActivationState.Deactivating => _running is null,
        _ => false,
    };

    public void OnMethodCompleted(Invocation call)
    {
        RemoveRunning(call);
        Finish(call, call.Running!);
    }

    public void EnterReentrantSection(Guid id)
    {
        var sections = Extras.ReentrantSections ??= [];
        sections[id] = sections.GetValueOrDefault(id) + 1;
    }

    public void LeaveReentrantSection(Guid id)
    {
        if (_extras?.ReentrantSections is not { } sections || !sections.TryGetValue(id, out var depth)) return;
        if (depth > 1) sections[id] = depth - 1;
        else sections.Remove(id);
    }

    private void RunTurns()
    {
        var slot = WorkerSlot.OfThread;
        var context = ExecutionContext.Capture()!;
        Pump(slot, context);
        while (slot.Cursor is { } item)
        {
            slot.Cursor = item.Next;
            switch (item)
            {
                case TaskItem continuation:
                    TryExecuteTask(continuation.Task);
                    break;
                case Invocation call:
                    Accept(call, slot, context);
                    break;
                case DeactivateItem request:
                    OnDeactivateRequested(request);
                    break;
            }

            if (NeedsPump) Pump(slot, context);
        }
    }

    private void Accept(Invocation call, WorkerSlot slot, ExecutionContext context)
    {
        switch (_state)
        {
            case ActivationState.Valid when MayStart(call):
                Start(call, slot, context);
                break;
            case ActivationState.Invalid:
                PassOn(call);
                break;
            case ActivationState.Deactivating when call.IsLocal:
                break;
            default:
                Enqueue(call);
                if (_state == ActivationState.Creating) BeginActivation(context);
                break;
        }
    }

    private bool MayStart(Invocation call)
    {
        if (_runningWriters + _runningReaders == 0 || call.IsAlwaysInterleave || Class.IsReentrant) return true;
        if (call.IsReadOnly && _runningWriters == 0) return true;
        return _extras?.ReentrantSections is { Count: > 0 } sections && call.Context is { } context && sections.ContainsKey(context.ReentrancyId);
    }

    private void Pump(WorkerSlot slot, ExecutionContext context)
    {
        while (_state == ActivationState.Valid && _firstWaiting is { } first && MayStart(first))
        {
            Dequeue(null, first);
            Start(first, slot, context);
        }

        if (_firstWaiting is not null && (_waitingReaders > 0 || _extras?.ReentrantSections is { Count: > 0 })) PumpBehind(slot, context);
        if (_state == ActivationState.Deactivating && _running is null && !_ending) BeginEnd(context);
    }

    /// <summary>Starts those that may overtake the first one waiting.</summary>
    private void PumpBehind(WorkerSlot slot, ExecutionContext context)
    {
        Invocation? before = null;
        for (var call = _firstWaiting; call is not null && _state == ActivationState.Valid;)
        {
            var next = (Invocation?)call.Next;
            if (MayStart(call))
            {
                Dequeue(before, call);
                Start(call, slot, context);
            }
            else
            {
                before = call;
            }

            call = next;
        }
    }

    private void Start(Invocation call, WorkerSlot slot, ExecutionContext context)
    {
        if (call.IsAnswered && !call.IsLocal)
        {
            // Its caller has given up while it waited.
            Interlocked.Decrement(ref _pendingCalls);
            return;
        }

        slot.Current = call;
        System.Diagnostics.Activity? span = null;
        Task task;
        try
        {
            span = call.Context?.Enter(call.Method);
            task = call.Invoke(GrainInstance!) ?? throw new InvalidOperationException($"{call.Method.Name} of {Class.Type} returned null instead of a task.");
        }
        catch (Exception exception)
        {
            task = Task.FromException(exception);
        }

        slot.Current = null;
        if (task.IsCompleted)
        {
            Finish(call, task);
        }
        else
        {
            call.Activation = this;
            call.Running = task;
            AddRunning(call);
            task.GetAwaiter().UnsafeOnCompleted(call.OnMethodCompleted);
        }

        if (span is not null) EndWith(task, span);

        // What the method set in async locals must not reach the next turn.
        ExecutionContext.Restore(context);
    }

    private void Finish(Invocation call, Task task)
    {
        if (!call.IsLocal)
        {
            Interlocked.Decrement(ref _pendingCalls);
            Touch();
        }

        if (!task.IsCompletedSuccessfully) OnMethodFailed(call, task);
        call.Answer(task);
    }

    private void OnMethodFailed(Invocation call, Task task)
    {
        var exception = task.Exception?.InnerException;
        if (call.IsOneWay) Runtime.Logger.LogWarning(exception, "One-way call {Method} on {Grain} failed.", call.Method.Name, GrainId);
        if (exception is not InconsistentStateException { IsSourceActivation: true } inconsistent) return;

        // Its state is not what is stored: the next call shall find an activation that has read anew.
        inconsistent.IsSourceActivation = false;
        Deactivate(new DeactivationReason(DeactivationReasonCode.ApplicationError, inconsistent, "The stored state was changed by someone else."));
    }

    private static void EndWith(Task task, System.Diagnostics.Activity span)
    {
        if (task.IsCompleted) End(task, span);
        else task.ContinueWith(End, span, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, Default);

        static void End(Task task, object? state)
        {
            var span = (System.Diagnostics.Activity)state!;
            if (task.Exception?.InnerException is { } exception) span.SetStatus(System.Diagnostics.ActivityStatusCode.Error, exception.Message);
            span.Dispose();
        }
    }
}
