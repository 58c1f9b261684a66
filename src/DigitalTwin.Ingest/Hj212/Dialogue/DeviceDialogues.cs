using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Ingest.Hj212.Dialogue;

/// <summary>A connection over which a device can be written to now.</summary>
internal interface IDeviceLink
{
    /// <summary>False where it is gone, or the device does not take what is sent.</summary>
    ValueTask<bool> Send(ReadOnlyMemory<byte> bytes);
}

/// <summary>The requests to one device, open ones and the last that ended. Safe from any thread.</summary>
internal sealed class DeviceDialogues
{
    public const int Kept = 50;
    public const int MostOpen = 4;

    private readonly Lock _gate = new();
    private readonly List<DeviceRequest> _requests = [];
    private readonly Dictionary<string, TaskCompletionSource> _changes = new(StringComparer.Ordinal);
    private volatile IDeviceLink? _link;
    private long _lastNumber;

    /// <summary>The connection that the device last spoke over.</summary>
    public IDeviceLink? Link => _link;

    public void Spoke(IDeviceLink link)
    {
        if (_link != link) _link = link;
    }

    public void Gone(IDeviceLink link) => Interlocked.CompareExchange(ref _link, null, link);

    public IReadOnlyList<DeviceRequest> All
    {
        get { lock (_gate) return [.. _requests.AsEnumerable().Reverse()]; }
    }

    public DeviceRequest? Find(string id)
    {
        lock (_gate) return _requests.Find(r => r.Id == id);
    }

    /// <summary>A number that no request of this device had: milliseconds, later than the last one.</summary>
    public Instant NextNumber(Instant now)
    {
        lock (_gate) return new Instant(_lastNumber = Math.Max(now.UnixMilliseconds, _lastNumber + 1));
    }

    /// <summary>False where too many are open.</summary>
    public bool Add(DeviceRequest request)
    {
        lock (_gate)
        {
            if (_requests.Count(r => r.IsOpen) >= MostOpen) return false;
            _requests.Add(request);
            if (_requests.Count > Kept) _requests.RemoveAt(_requests.FindIndex(r => !r.IsOpen));
            return true;
        }
    }

    /// <summary>One that was there before this process; it is over.</summary>
    public void Restore(DeviceRequest ended)
    {
        lock (_gate)
        {
            _requests.Add(ended);
            if (_requests.Count > Kept) _requests.RemoveAt(0);
            _lastNumber = Math.Max(_lastNumber, ended.CreatedAt.UnixMilliseconds);
        }
    }

    public DeviceRequest? Update(string id, Func<DeviceRequest, DeviceRequest> change)
    {
        lock (_gate)
        {
            var at = _requests.FindIndex(r => r.Id == id);
            if (at < 0 || !_requests[at].IsOpen) return null;
            _requests[at] = change(_requests[at]);
            if (_changes.Remove(id, out var waiting)) waiting.TrySetResult();
            return _requests[at];
        }
    }

    /// <summary>Completes when the request changes next; take it before looking at the state.</summary>
    public Task Changed(string id)
    {
        lock (_gate)
        {
            if (!_changes.TryGetValue(id, out var waiting)) _changes[id] = waiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return waiting.Task;
        }
    }

    /// <summary>9011: the device is ready, or says why not.</summary>
    public void Answered(string id, int code, Instant now) => Update(id, r => code == 1
        ? r with { State = RequestState.Accepted, AnsweredAt = now, Result = 1 }
        : r with { State = RequestState.Refused, AnsweredAt = now, EndedAt = now, Result = code, Why = ReturnCodes.OfRequest(code) });

    /// <summary>9012: what came of it.</summary>
    public void Executed(string id, int code, Instant now) => Update(id, r => r with
    {
        State = code == 1 ? RequestState.Done : RequestState.Failed, AnsweredAt = r.AnsweredAt ?? now, EndedAt = now, Result = code, Why = ReturnCodes.OfExecution(code),
    });

    /// <summary>9013, or what else ends a request that is only a notice.</summary>
    public void Noticed(string id, Instant now) => Update(id, r => r with { State = RequestState.Done, AnsweredAt = now, EndedAt = now });

    /// <summary>A packet of a command that was asked for.</summary>
    public void Uploaded(int command, string? answer)
    {
        lock (_gate)
        {
            for (var i = 0; i < _requests.Count; i++)
                if (_requests[i].IsOpen && _requests[i].Command == command)
                    _requests[i] = _requests[i] with { Packets = _requests[i].Packets + 1, Answer = answer ?? _requests[i].Answer };
        }
    }

    public bool Waits(int command)
    {
        lock (_gate) return _requests.Exists(r => r.IsOpen && r.Command == command);
    }
}
