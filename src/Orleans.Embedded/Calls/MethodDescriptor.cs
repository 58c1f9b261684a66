using System.Reflection;
using Orleans.Concurrency;

namespace Orleans.Runtime;

/// <summary>What callers and the scheduler need to know of one method of a grain interface.</summary>
internal sealed class MethodDescriptor(string name, CallOptions options, TimeSpan? timeout)
{
    public static readonly MethodDescriptor TimerTick = new("timer tick", CallOptions.Local, null);

    public static readonly MethodDescriptor InterleavingTimerTick = new("timer tick", CallOptions.Local | CallOptions.AlwaysInterleave, null);

    public readonly string Name = name;
    public readonly CallOptions Options = options;
    public readonly TimeSpan? Timeout = timeout;

    public static MethodDescriptor Of(MethodInfo method)
    {
        var options = CallOptions.None;
        if (method.IsDefined(typeof(ReadOnlyAttribute))) options |= CallOptions.ReadOnly;
        if (method.IsDefined(typeof(AlwaysInterleaveAttribute))) options |= CallOptions.AlwaysInterleave;
        if (method.IsDefined(typeof(OneWayAttribute))) options |= CallOptions.OneWay;
        return new MethodDescriptor($"{method.DeclaringType!.Name}.{method.Name}", options, method.GetCustomAttribute<ResponseTimeoutAttribute>()?.Timeout);
    }
}

[Flags]
internal enum CallOptions : byte
{
    None = 0,
    ReadOnly = 1,
    AlwaysInterleave = 2,
    OneWay = 4,

    /// <summary>Of the activation's own making: not counted in its mailbox, never passed on to another activation.</summary>
    Local = 8,
}
