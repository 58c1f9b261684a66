namespace DigitalTwin.Domain.Hydraulics.Routing;

/// <summary>Settings of devices that are known from outside. They stand against switching depths and against rules of less than their priority.</summary>
public sealed class DeviceHolds(int devices)
{
    /// <summary>Of what was measured: above any rule of the network's own, below what a what-if asks.</summary>
    public const double Measured = 1e8;
    /// <summary>Of what cannot be otherwise, as a pump that has tripped.</summary>
    public const double Firm = double.PositiveInfinity;

    private readonly Hold[] _holds = new Hold[devices];

    /// <summary>Holds a device at a setting from the next step on.</summary>
    /// <param name="until">s of the run; the device's own switching and rules go on after it.</param>
    /// <param name="yields">A pump is let go where its well passes the depth at which it switches by itself.</param>
    public void Set(int device, double setting, double until = double.PositiveInfinity, bool yields = false, double priority = Measured) =>
        _holds[device] = new Hold(true, Math.Clamp(setting, 0, 1), until, yields, priority);

    public void Release(int device) => _holds[device] = default;

    /// <summary>Whether a device is held now: one that yields may have been let go.</summary>
    public bool IsHeld(int device) => _holds[device].IsSet;

    /// <summary>What a device shall be set to; what its own switching says where nothing holds it.</summary>
    internal double Target(Device device, int i, RoutingState state, double own, double priority)
    {
        ref var hold = ref _holds[i];
        if (!hold.IsSet || priority >= hold.Priority) return own;
        var depth = state.Depth[device.From];
        var (isHigh, isLow) = (device.StartDepth > 0 && depth > device.StartDepth, device.StopDepth > 0 && depth < device.StopDepth);
        if (state.Time < hold.Until && !(hold.Yields && (isHigh && hold.Setting < 1 || isLow && hold.Setting > 0))) return hold.Setting;
        hold = default;
        // What ran at part of its speed runs wholly from its start depth on.
        return device.Kind == DeviceKind.Pump && isHigh && double.IsNegativeInfinity(priority) ? 1 : own;
    }

    private record struct Hold(bool IsSet, double Setting, double Until, bool Yields, double Priority);
}
