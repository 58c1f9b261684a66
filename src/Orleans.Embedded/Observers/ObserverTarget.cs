using Microsoft.Extensions.Logging;

namespace Orleans.Runtime;

/// <summary>An object that grains may call. Calls reach it one after the other, on pool threads; it is held weakly.</summary>
internal sealed class ObserverTarget(GrainRuntime runtime, IGrainObserver observer, long number) : IWatched
{
    private readonly WeakReference<IGrainObserver> _observer = new(observer);
    private readonly Queue<Invocation> _calls = new();
    private Invocation? _current;
    private int _isWatched;
    private bool _isPumping;
    private bool _isDeleted;

    public GrainRuntime Runtime => runtime;

    public GrainId Id { get; } = GrainId.Create("observer", number.ToString(System.Globalization.CultureInfo.InvariantCulture));

    public IWatched? NextWatched { get; set; }

    public bool HasCallsPending
    {
        get
        {
            lock (_calls) return _isPumping;
        }
    }

    public void Delete()
    {
        lock (_calls) _isDeleted = true;
    }

    /// <summary>Refuses calls beyond the limit of any mailbox; a one-way call over it is lost, and logged.</summary>
    public void Receive(Invocation call)
    {
        var limit = runtime.Options.MaxEnqueuedRequests;
        lock (_calls)
        {
            if (_calls.Count < limit)
            {
                _calls.Enqueue(call);
                if (_isPumping) return;
                _isPumping = true;
            }
            else
            {
                Refuse(call, new LimitExceededException(nameof(runtime.Options.MaxEnqueuedRequests), limit, limit, Id));
                return;
            }
        }

        runtime.Timeouts.Watch(this);
        ThreadPool.UnsafeQueueUserWorkItem(static target => _ = target.Pump(), this, preferLocal: true);
    }

    public bool TryBeginWatch() => Interlocked.Exchange(ref _isWatched, 1) == 0;

    public void EndWatch() => Volatile.Write(ref _isWatched, 0);

    public void Expire(int now)
    {
        lock (_calls)
        {
            foreach (var call in _calls) ExpireOne(call);
            if (_current is not null) ExpireOne(_current);
        }

        void ExpireOne(Invocation call)
        {
            call.StartWaiting(runtime);
            if (call.ExpiresAt <= now) call.Fail(new TimeoutException($"{call.Method.Name} on observer {Id} has not answered in {runtime.Options.ResponseTimeout}."));
        }
    }

    private async Task Pump()
    {
        while (TryTake(out var call)) await Invoke(call);
    }

    private bool TryTake(out Invocation call)
    {
        lock (_calls)
        {
            _isPumping = _calls.TryDequeue(out call!);
            _current = call;
            return _isPumping;
        }
    }

    private async Task Invoke(Invocation call)
    {
        if (call.IsAnswered) return;
        if (Volatile.Read(ref _isDeleted) || !_observer.TryGetTarget(out var target))
        {
            Refuse(call, new ClientNotAvailableException(Id));
            return;
        }

        Task task;
        try
        {
            using var span = call.Context?.Enter(call.Method);
            task = call.Invoke(target);
            await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        catch (Exception exception)
        {
            task = Task.FromException(exception);
        }

        if (call.IsOneWay && task.Exception is { } failure) runtime.Logger.LogWarning(failure.InnerException, "{Method} of observer {Id} failed.", call.Method.Name, Id);
        call.Answer(task);
    }

    private void Refuse(Invocation call, Exception why)
    {
        if (call.IsOneWay) runtime.Logger.LogWarning(why, "{Method} did not reach observer {Id}.", call.Method.Name, Id);
        else call.Fail(why);
    }
}
