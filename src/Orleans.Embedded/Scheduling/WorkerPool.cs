namespace Orleans.Runtime;

/// <summary>The activations of one key of a stateless worker: a call goes to an idle one, else to a new one, else to the least busy.</summary>
internal sealed class WorkerPool(GrainClass grainClass, string key)
{
    private readonly Lock _gate = new();
    private Activation[] _workers = [];

    public Activation[] Workers => Volatile.Read(ref _workers);

    public void Receive(Invocation call) => Choose().Receive(call);

    private Activation Choose()
    {
        lock (_gate)
        {
            var best = _workers.MinBy(worker => worker.PendingCalls);
            if (best is not null && (best.PendingCalls == 0 || _workers.Length >= grainClass.MaxWorkers)) return best;
            var worker = new Worker(this, grainClass, key);
            _workers = [.. _workers, worker];
            return worker;
        }
    }

    private void Remove(Activation worker)
    {
        lock (_gate) _workers = Array.FindAll(_workers, other => !ReferenceEquals(other, worker));
    }

    private sealed class Worker(WorkerPool pool, GrainClass grainClass, string key) : Activation(grainClass, key)
    {
        protected override void Unregister() => pool.Remove(this);

        protected override void Reroute(Invocation call) => pool.Receive(call);
    }
}
