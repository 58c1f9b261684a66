namespace DigitalTwin.Domain.Networks.Topology;

/// <summary>One thing in a survey that is wrong, or was taken to mean something: where, why, and what would mend it.</summary>
/// <param name="Id">The same in every computation of the same survey: kind and the ids of what it is about.</param>
/// <param name="By">Who decided; <c>auto</c> where nobody had to; null while open.</param>
/// <param name="Assets">Local ids, the one to mend first.</param>
/// <param name="Place">Where to look.</param>
/// <param name="To">The other end of what the fix would join; null where it joins nothing.</param>
/// <param name="Metres">How far apart; NaN where distance has no part in it.</param>
/// <param name="Fix">What the fix does; null where only people on site can tell.</param>
public sealed record Finding(string Id, FindingKind Kind, Severity Severity, FindingState State, string? By, IReadOnlyList<string> Assets,
    Position Place, Position? To, double Metres, Told Reason, Told? Fix);

/// <summary>A sentence in both languages of the platform.</summary>
public sealed record Told(string Zh, string En);

public enum Severity { Low, Middle, High }

/// <summary>Fixed: the fix is in the network. Accepted: true of the city, so the network keeps it. Dismissed: not so.</summary>
public enum FindingState { Open, Fixed, Accepted, Dismissed }

public enum FindingKind
{
    /// <summary>A line's end was joined to a point within the tolerance.</summary>
    SnappedEnd,
    /// <summary>A line names an end that lies farther away than one would search.</summary>
    NamedEndFar,
    /// <summary>A line's end lies on another line and was joined there.</summary>
    EndJoinedToPipe,
    /// <summary>Lines end where there is no point; a manhole was made.</summary>
    MissingManhole,
    /// <summary>A line runs through a manhole and was split there.</summary>
    PipeThroughManhole,
    /// <summary>A line's end is joined to nothing, or water ends there.</summary>
    DanglingEnd,
    CrossingWithoutManhole,
    DuplicatePipe,
    DuplicatePoint,
    /// <summary>Drawn against the flow.</summary>
    Turned,
    Uphill,
    Cycle,
    NoOutfall,
    PlantNotJoined,
    /// <summary>Sewage into storm water or the other way (错接混接).</summary>
    Misjoined,
    DiameterShrinks,
    IsolatedPoint,
    /// <summary>Both ends of a line are one point.</summary>
    Collapsed,
}

/// <summary>What a person decided about a finding.</summary>
public sealed record Decision(DecisionAction Action, string By);

public enum DecisionAction { Fix, Accept, Dismiss }

/// <summary>A feature of the source that is not in the network, and why. It stays in the stored file.</summary>
public sealed record KeptFeature(string LocalId, SourcePlace Source, Position? Place, Told Why);
