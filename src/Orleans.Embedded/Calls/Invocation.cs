using System.Runtime.CompilerServices;

namespace Orleans.Runtime;

/// <summary>One call on its way: arguments, caller's context and answer. Generated classes add the arguments and the method.</summary>
internal abstract class Invocation : WorkItem
{
    /// <summary>Neighbour in the list of running calls of the activation.</summary>
    public Invocation? Previous;

    /// <summary>The running method, and where it runs; both null until it first awaits.</summary>
    public Task? Running;
    public Activation? Activation;

    public CallContext? Context;

    /// <summary>Tick of the runtime's coarse clock at which the caller stops waiting; 0 until somebody has held the call back.</summary>
    public int ExpiresAt;

    /// <summary>Whether arguments and result cross as serialized copies.</summary>
    public bool Isolated;

    private int _answered;

    public abstract MethodDescriptor Method { get; }

    public bool IsOneWay => (Method.Options & CallOptions.OneWay) != 0;

    public bool IsReadOnly => (Method.Options & CallOptions.ReadOnly) != 0;

    public bool IsAlwaysInterleave => (Method.Options & CallOptions.AlwaysInterleave) != 0;

    public bool IsLocal => (Method.Options & CallOptions.Local) != 0;

    public bool IsAnswered => Volatile.Read(ref _answered) != 0;

    /// <summary>Calls the method on the grain or observer.</summary>
    public abstract Task Invoke(object target);

    /// <summary>Replaces the arguments by copies where the caller could still change them.</summary>
    public virtual void CopyArguments()
    {
    }

    /// <summary>Answers the caller with the outcome of a completed method.</summary>
    public abstract void Answer(Task completed);

    /// <summary>Sets from when on the caller has waited too long, where that is not set yet.</summary>
    public void StartWaiting(GrainRuntime runtime)
    {
        if (ExpiresAt == 0) ExpiresAt = IsOneWay || IsLocal ? CoarseClock.Never : runtime.Clock.TickAfter(Method.Timeout ?? runtime.Options.ResponseTimeout);
    }

    /// <summary>Answers the caller with a failure, if nothing has answered yet.</summary>
    public void Fail(Exception exception)
    {
        if (!IsOneWay && TryAnswer()) AnswerException(exception);
    }

    public void OnMethodCompleted() => Activation!.OnMethodCompleted(this);

    /// <summary>True for the first of those who want to answer: the method, or the time-out.</summary>
    protected bool TryAnswer() => Interlocked.Exchange(ref _answered, 1) == 0;

    protected abstract void AnswerException(Exception exception);

    protected static Exception FailureOf(Task task) =>
        task.Exception?.InnerException ?? new TaskCanceledException(task);
}

/// <summary>A call that answers with no value.</summary>
internal abstract class VoidInvocation : Invocation
{
    private AsyncTaskMethodBuilder _answer = AsyncTaskMethodBuilder.Create();

    public Task Task => _answer.Task;

    public override void Answer(Task completed)
    {
        if (IsOneWay || !TryAnswer()) return;
        if (completed.IsCompletedSuccessfully) _answer.SetResult();
        else _answer.SetException(FailureOf(completed));
    }

    protected override void AnswerException(Exception exception) => _answer.SetException(exception);
}

/// <summary>A call that answers with a value.</summary>
internal abstract class ResultInvocation<T> : Invocation
{
    private AsyncTaskMethodBuilder<T> _answer = AsyncTaskMethodBuilder<T>.Create();

    public Task<T> Task => _answer.Task;

    public override void Answer(Task completed)
    {
        if (IsAnswered) return;
        if (!completed.IsCompletedSuccessfully)
        {
            Fail(FailureOf(completed));
            return;
        }

        T result;
        try
        {
            result = Transfer.Result(((Task<T>)completed).Result, Isolated);
        }
        catch (Exception exception)
        {
            Fail(exception);
            return;
        }

        if (TryAnswer()) _answer.SetResult(result);
    }

    protected override void AnswerException(Exception exception) => _answer.SetException(exception);
}
