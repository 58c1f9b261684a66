namespace DigitalTwin.Domain.Hydraulics.Controls;

/// <summary>IF premises THEN actions ELSE actions, as SWMM writes them; of two that want different things of one link, the higher priority has its way, then the earlier.</summary>
public sealed record ControlRule(string Name, IReadOnlyList<Premise> Premises, IReadOnlyList<ControlAction> Then, IReadOnlyList<ControlAction> Else, double Priority);

public enum Relation : byte { Equal, NotEqual, Less, LessOrEqual, Greater, GreaterOrEqual }

public enum Subject : byte { NodeDepth, NodeHead, NodeFullDepth, NodeInflow, LinkFlow, LinkSetting, TimeOpen, TimeClosed, SimulationTime, ClockTime }

/// <summary>A value of the network compared with a number (m, m³/s, setting) or, for times, with s.</summary>
/// <param name="Index">Node or link of the network; −1 for times.</param>
/// <param name="IsAlternative">OR: looked at only where what stands before is false.</param>
public sealed record Premise(Subject Subject, int Index, Relation Relation, double Value, bool IsAlternative);

/// <summary>Sets a link's opening or a pump's speed; 0 shuts.</summary>
public sealed record ControlAction(int Link, double Setting);
