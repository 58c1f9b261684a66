using System.Collections.Immutable;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Rules.Book;
using DigitalTwin.Domain.Rules.Language;

namespace DigitalTwin.Domain.Rules.Running;

/// <summary>A rule in use, with the version that its edits have given it.</summary>
public sealed record ArmedRule(Rule Rule, int Version);

/// <summary>The rules that are evaluated as readings come, and which readings they want. Safe from any thread.</summary>
public sealed class ArmedRules
{
    private volatile State _state = new([], 0);

    public ImmutableArray<ArmedRule> All => _state.Rules;
    /// <summary>Rises with each change.</summary>
    public int Version => _state.Version;

    /// <summary>Replaces them all; the next reading is judged by the new ones.</summary>
    public void Set(IEnumerable<ArmedRule> rules) => _state = new State([.. rules], _state.Version + 1);

    /// <summary>Bits of the asset kinds (by their numbers) of which some rule looks at this quantity; 0 for most quantities.</summary>
    public uint KindsThatCount(Quantity quantity)
    {
        var masks = _state.Masks;
        return quantity.Code < masks.Length ? masks[quantity.Code] : 0;
    }

    private sealed class State
    {
        public State(ImmutableArray<ArmedRule> rules, int version)
        {
            (Rules, Version) = (rules, version);
            foreach (var rule in rules)
                foreach (var input in rule.Rule.Conditions.SelectMany(c => c.Inputs))
                {
                    if (Masks.Length <= input.Quantity.Code) Masks = [.. Masks, .. new uint[input.Quantity.Code + 1 - Masks.Length]];
                    foreach (var kind in input.Group.Relation == RuleRelation.Own ? rule.Rule.Kinds : [input.Group.Kind]) Masks[input.Quantity.Code] |= 1u << (int)kind;
                }
        }

        public ImmutableArray<ArmedRule> Rules { get; }
        public int Version { get; }
        public uint[] Masks { get; } = [];
    }
}
