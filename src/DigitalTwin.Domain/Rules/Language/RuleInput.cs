using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Domain.Rules.Language;

public enum RuleRelation : byte { Own, Upstream, Downstream, Near }

/// <summary>Which assets an input is read from, seen from the rule's own: itself, the nearest of a kind, or (<paramref name="IsMany"/>) several of a kind.</summary>
public readonly record struct RuleGroup(RuleRelation Relation, AssetKind Kind, bool IsMany)
{
    public static RuleGroup Own { get; } = default;
}

/// <summary>A series that a condition looks at.</summary>
public readonly record struct RuleInput(RuleGroup Group, Quantity Quantity);

/// <summary>What a network says of an asset that rules can name.</summary>
public enum RuleAttribute : byte { Full, Crown, Diameter, Length, StartDepth, DesignFlow }
