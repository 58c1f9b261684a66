namespace Orleans.Runtime;

/// <summary>Values that flow with a call to the called grain and on, but not back.</summary>
public static class RequestContext
{
    internal const string ReentrancyKey = "#CCR";

    private static readonly AsyncLocal<Dictionary<string, object>?> Current = new();
    private static long _lastReentrancyId;

    public static Guid ReentrancyId
    {
        get => Get(ReentrancyKey) is Guid id ? id : Guid.Empty;
        set
        {
            if (value == Guid.Empty) Remove(ReentrancyKey);
            else Set(ReentrancyKey, value);
        }
    }

    public static IEnumerable<string> Keys => Current.Value?.Keys ?? Enumerable.Empty<string>();

    internal static Dictionary<string, object>? Values
    {
        get => Current.Value;
        set => Current.Value = value;
    }

    public static object? Get(string key) => Current.Value?.GetValueOrDefault(key);

    /// <summary>Values are shared with callees by reference, so the dictionary itself is replaced, never changed.</summary>
    public static void Set(string key, object value) =>
        Current.Value = new Dictionary<string, object>(Current.Value ?? []) { [key] = value };

    public static bool Remove(string key)
    {
        if (Current.Value is not { } values || !values.ContainsKey(key)) return false;
        var rest = new Dictionary<string, object>(values);
        rest.Remove(key);
        Current.Value = rest.Count == 0 ? null : rest;
        return true;
    }

    public static void Clear()
    {
        if (Current.Value is not null) Current.Value = null;
    }

    /// <summary>Until disposed, calls that come back to this activation along the chain of calls made here may interleave.</summary>
    public static ReentrancySection AllowCallChainReentrancy()
    {
        var original = ReentrancyId;
        return new ReentrancySection(original, original == Guid.Empty ? NewReentrancyId() : original);
    }

    public static ReentrancySection SuppressCallChainReentrancy() => new(ReentrancyId, Guid.Empty);

    private static Guid NewReentrancyId()
    {
        Span<byte> bytes = stackalloc byte[16];
        BitConverter.TryWriteBytes(bytes, Interlocked.Increment(ref _lastReentrancyId));
        return new Guid(bytes);
    }

    public readonly struct ReentrancySection : IDisposable
    {
        private readonly Guid _original;
        private readonly Guid _new;

        public ReentrancySection(Guid originalReentrancyId, Guid newReentrancyId)
        {
            (_original, _new) = (originalReentrancyId, newReentrancyId);
            if (_new != _original) ReentrancyId = _new;
            if (_new != Guid.Empty) (RuntimeContext.Current as Activation)?.EnterReentrantSection(_new);
        }

        public void Dispose()
        {
            if (_new != Guid.Empty) (RuntimeContext.Current as Activation)?.LeaveReentrantSection(_new);
            if (_new != _original) ReentrancyId = _original;
        }
    }
}
