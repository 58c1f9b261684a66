using DigitalTwin.Domain.Hydraulics.Routing;

namespace DigitalTwin.Domain.Hydraulics.Controls;

/// <summary>Switches pumps by their wet well's depth and all devices by rules, once before each step.</summary>
internal sealed class ControlDesk
{
    /// <summary>A pump switches where its depth has been passed, not reached.</summary>
    public const double JustPast = 1.001;

    private readonly HydraulicModel _model;
    private readonly ControlRule[] _rules;
    private readonly double[] _target, _priority;
    private readonly (int Node, double Depth, int Device, bool IsStop)[] _watched;
    private readonly int[] _free;
    private readonly bool[] _isFree;
    private readonly double _startOfDay;

    /// <param name="startOfDay">s of the city's day at the run's start.</param>
    public ControlDesk(HydraulicModel model, double startOfDay)
    {
        (_model, _startOfDay) = (model, startOfDay);
        var reader = new ControlRuleReader(model.Network);
        _rules = [.. model.Network.Controls.Select(reader.Read)];
        _watched = [.. Pumps(model), .. _rules.SelectMany(r => r.Premises).Where(p => p.Subject is Subject.NodeDepth or Subject.NodeHead)
            .Select(p => (p.Index, p.Subject == Subject.NodeHead ? p.Value - model.Invert[p.Index] : p.Value, -1, false))];
        // A pump that no rule names switches by its own well alone.
        var ruled = _rules.SelectMany(r => r.Then.Concat(r.Else)).Select(a => model.DeviceOfLink[a.Link]).ToHashSet();
        _free = [.. Enumerable.Range(0, model.Devices.Length).Where(d => model.Devices[d].Kind == DeviceKind.Pump && !ruled.Contains(d) && model.Devices[d] is { StartDepth: > 0 } or { StopDepth: > 0 })];
        _isFree = new bool[model.Devices.Length];
        foreach (var pump in _free) _isFree[pump] = true;
        (_target, _priority, Holds) = (new double[model.Devices.Length], new double[model.Devices.Length], new DeviceHolds(model.Devices.Length));
    }

    public DeviceHolds Holds { get; }

    /// <summary>s until some pump or rule would see a depth pass the one it waits for, going on as now; infinity where none does.</summary>
    /// <param name="rise">Of each node, m/s.</param>
    /// <param name="isWhole">False where pumps that only their wells switch are left to regions.</param>
    public double UntilNext(RoutingState state, double[] rise, bool isWhole)
    {
        var least = double.PositiveInfinity;
        foreach (var (node, depth, device, isStop) in _watched)
        {
            if (device >= 0 && !isWhole && IsFree(device)) continue;
            if (device >= 0 && (state.Setting[device] > 0) != isStop) continue;
            var time = (depth - state.Depth[node]) / rise[node];
            if (time > 0 && time < least) least = time;
        }
        return least;
    }

    /// <summary>As <see cref="UntilNext(RoutingState, double[], bool)"/>, for the pumps among a region's links that only their wells switch.</summary>
    public double UntilNext(ReadOnlySpan<int> links, RoutingState state, double[] rise)
    {
        var least = double.PositiveInfinity;
        for (var i = links.Length - 1; i >= 0 && links[i] >= _model.ConduitCount; i--)
        {
            var (pump, device) = (links[i] - _model.ConduitCount, _model.Devices[links[i] - _model.ConduitCount]);
            if (!IsFree(pump)) continue;
            var time = ((state.Setting[pump] > 0 ? device.StopDepth : device.StartDepth) - state.Depth[device.From]) / rise[device.From];
            if (time > 0 && time < least) least = time;
        }
        return least;
    }

    /// <summary>Calls regions around the pumps that depths at the end of a step would switch.</summary>
    public void CallSwitching(RoutingState state, double[] depth, Regions regions)
    {
        foreach (var pump in _free)
        {
            var device = _model.Devices[pump];
            if (!IsFree(pump) || Wanted(device, state.Setting[pump], depth[device.From]) == state.Setting[pump]) continue;
            regions.Add(device.From);
            regions.Add(device.To);
        }
    }

    /// <summary>Switches the pumps among a region's links that only their wells switch.</summary>
    public void ActOnPumps(ReadOnlySpan<int> links, RoutingState state, double time)
    {
        for (var i = links.Length - 1; i >= 0 && links[i] >= _model.ConduitCount; i--)
        {
            var pump = links[i] - _model.ConduitCount;
            if (!IsFree(pump)) continue;
            var wanted = Wanted(_model.Devices[pump], state.Setting[pump], state.Depth[_model.Devices[pump].From]);
            if (wanted != state.Setting[pump]) (state.Setting[pump], state.SwitchedAt[pump]) = (wanted, time);
        }
    }

    private bool IsFree(int pump) => _isFree[pump] && !Holds.IsHeld(pump);

    /// <summary>Of a pump, by its well.</summary>
    private static double Wanted(Device pump, double setting, double depth) =>
        pump.StopDepth > 0 && setting > 0 && depth < pump.StopDepth ? 0 : pump.StartDepth > 0 && setting == 0 && depth > pump.StartDepth ? 1 : setting;

    public void Act(RoutingState state, double dt)
    {
        for (var i = 0; i < _target.Length; i++)
        {
            var (device, setting) = (_model.Devices[i], state.Setting[i]);
            _target[i] = setting;
            _priority[i] = double.NegativeInfinity;
            if (device.Kind == DeviceKind.Pump) _target[i] = Wanted(device, setting, state.Depth[device.From]);
        }
        foreach (var rule in _rules)
            foreach (var action in IsTrue(rule, state, dt) ? rule.Then : rule.Else)
                if (_model.DeviceOfLink[action.Link] is >= 0 and var device && rule.Priority > _priority[device])
                    (_target[device], _priority[device]) = (action.Setting, rule.Priority);
        for (var i = 0; i < _target.Length; i++)
        {
            _target[i] = Holds.Target(_model.Devices[i], i, state, _target[i], _priority[i]);
            Move(state, i, dt);
        }
    }

    private static IEnumerable<(int Node, double Depth, int Device, bool IsStop)> Pumps(HydraulicModel model)
    {
        for (var i = 0; i < model.Devices.Length; i++)
        {
            var d = model.Devices[i];
            if (d.Kind == DeviceKind.Pump && d.StopDepth > 0) yield return (d.From, d.StopDepth, i, true);
            if (d.Kind == DeviceKind.Pump && d.StartDepth > 0) yield return (d.From, d.StartDepth, i, false);
        }
    }

    private void Move(RoutingState state, int i, double dt)
    {
        var (target, setting, stroke) = (_target[i], state.Setting[i], _model.Devices[i].StrokeTime);
        if (target == setting) return;
        if (target * setting == 0) state.SwitchedAt[i] = state.Time;
        var most = stroke > 0 ? dt / stroke : double.PositiveInfinity;
        state.Setting[i] = Math.Abs(target - setting) <= most + 0.001 ? target : setting + Math.Sign(target - setting) * most;
    }

    private bool IsTrue(ControlRule rule, RoutingState state, double dt)
    {
        var holds = true;
        foreach (var premise in rule.Premises)
        {
            if (premise.IsAlternative && holds) continue;
            if (!premise.IsAlternative && !holds) return false; // Nothing behind an AND after something false is looked at.
            holds = IsTrue(premise, state, dt);
        }
        return holds;
    }

    private bool IsTrue(Premise premise, RoutingState state, double dt)
    {
        var value = Value(premise, state);
        if (double.IsNaN(value)) return false;
        var near = premise.Subject is Subject.SimulationTime or Subject.ClockTime or Subject.TimeOpen or Subject.TimeClosed
            ? value >= premise.Value - dt / 2 && value < premise.Value + dt / 2
            : value == premise.Value;
        return premise.Relation switch
        {
            Relation.Equal => near,
            Relation.NotEqual => !near,
            Relation.Less => value < premise.Value,
            Relation.LessOrEqual => value <= premise.Value,
            Relation.Greater => value > premise.Value,
            _ => value >= premise.Value,
        };
    }

    /// <summary>NaN where the question has no answer, such as the open time of a shut gate.</summary>
    private double Value(Premise p, RoutingState state)
    {
        switch (p.Subject)
        {
            case Subject.NodeDepth: return Math.Max(0, state.Depth[p.Index]);
            case Subject.NodeHead: return _model.Invert[p.Index] + Math.Max(0, state.Depth[p.Index]);
            case Subject.NodeFullDepth: return _model.FullDepth[p.Index];
            case Subject.NodeInflow: return state.NetInflow[p.Index];
            case Subject.SimulationTime: return state.Time;
            case Subject.ClockTime: return (state.Time + _startOfDay) % 86_400;
        }
        var (device, conduit) = (_model.DeviceOfLink[p.Index], _model.ConduitOfLink[p.Index]);
        if (p.Subject == Subject.LinkFlow) return device >= 0 ? state.DeviceFlow[device] : conduit >= 0 ? state.Flow[conduit] * _model.Direction[conduit] : double.NaN;
        if (device < 0) return p.Subject == Subject.LinkSetting && conduit >= 0 ? 1 : double.NaN;
        var open = state.Setting[device] > 0;
        return p.Subject switch
        {
            Subject.LinkSetting => state.Setting[device],
            Subject.TimeOpen => open ? state.Time - state.SwitchedAt[device] : double.NaN,
            _ => open ? double.NaN : state.Time - state.SwitchedAt[device],
        };
    }
}
