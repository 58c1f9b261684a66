namespace DigitalTwin.Domain.Networks.Topology;

/// <summary>Collects findings and says of each whether its fix is to be carried out.</summary>
internal sealed class FindingBook(Plane plane, IReadOnlyDictionary<string, Decision> decisions, Mending mending)
{
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);

    public List<Finding> All { get; } = [];

    /// <summary>False where the network came whole and is only looked at.</summary>
    public bool OffersFixes { get; init; } = true;

    /// <param name="what">What of the asset, so that two findings of one kind about it differ.</param>
    /// <param name="auto">The fix needs no asking.</param>
    /// <returns>Whether to carry the fix out.</returns>
    public bool Add(FindingKind kind, Severity severity, string what, IReadOnlyList<string> assets, Spot place, Told reason, Told? fix = null, bool auto = false, Spot? to = null, double metres = double.NaN)
    {
        if (!OffersFixes) fix = null;
        var id = $"{char.ToLowerInvariant(kind.ToString()[0])}{kind.ToString()[1..]}:{assets[0]}{(what.Length > 0 ? ":" + what : "")}";
        for (var n = 2; !_ids.Add(id); n++) id = $"{id.Split('#')[0]}#{n}";
        var decision = decisions.GetValueOrDefault(id);
        var (state, by) = decision switch
        {
            { Action: DecisionAction.Dismiss } => (FindingState.Dismissed, decision.By),
            { Action: DecisionAction.Accept } => (FindingState.Accepted, decision.By),
            { Action: DecisionAction.Fix } when fix is not null => (FindingState.Fixed, decision.By),
            _ when fix is not null && auto => (FindingState.Fixed, "auto"),
            _ => (FindingState.Open, (string?)null),
        };
        All.Add(new Finding(id, kind, severity, state, by, assets, plane.Back(place), to is { } t ? plane.Back(t) : null, metres, reason, fix));
        return fix is not null && (state == FindingState.Fixed || (mending == Mending.Proposed && state == FindingState.Open));
    }
}
