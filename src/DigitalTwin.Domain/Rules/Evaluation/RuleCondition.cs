using DigitalTwin.Domain.Language;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Rules.Evaluation;
using DigitalTwin.Domain.Rules.Language;

namespace DigitalTwin.Domain.Rules;

/// <summary>A condition of the rule language, checked and ready to be evaluated. Immutable; one for all assets.</summary>
/// <remarks>The language is in docs/rules.md.</remarks>
public sealed class RuleCondition
{
    internal RuleCondition(string text, TruthNode root, IReadOnlyList<RuleInput> inputs, IReadOnlyList<WindowPlan> windows, IReadOnlyList<TrackerPlan> trackers, TimeSpan horizon, IReadOnlyList<TextFault> notes)
    {
        (Text, Root, Inputs, Windows, Trackers, Horizon, Notes) = (text, root, inputs, windows, trackers, horizon, notes);
    }

    public string Text { get; }
    /// <summary>The series that it looks at, each once.</summary>
    public IReadOnlyList<RuleInput> Inputs { get; }
    /// <summary>How far back its windows and delays reach, one inside another added up.</summary>
    public TimeSpan Horizon { get; }
    /// <summary>What was understood but may not be meant, such as a number without its unit.</summary>
    public IReadOnlyList<TextFault> Notes { get; }

    /// <summary>It looks for values that stand still, so it must see those that are marked for doing so.</summary>
    public bool LooksForStuck { get; internal init; }
    /// <summary>It can change with the clock alone, at no moment that could be told in advance.</summary>
    public bool IsTimed { get; internal init; }

    internal TruthNode Root { get; }
    internal IReadOnlyList<WindowPlan> Windows { get; }
    internal IReadOnlyList<TrackerPlan> Trackers { get; }

    /// <summary>Null, and what is wrong, where the text is no condition.</summary>
    public static RuleCondition? Parse(string text, out TextFault? fault, QuantityCatalogue? quantities = null)
    {
        fault = null;
        try
        {
            if (text.Length > RuleBounds.LongestText)
                throw new TextFaultException(RuleBounds.LongestText, text.Length, $"条件有 {text.Length} 个字符，最多 {RuleBounds.LongestText} 个。", $"The condition has {text.Length} characters; expected at most {RuleBounds.LongestText}.");
            return new RuleParser(text, quantities ?? QuantityCatalogue.Default).Read();
        }
        catch (TextFaultException e)
        {
            fault = e.Fault;
            return null;
        }
    }

    /// <summary>The input that is this quantity of the rule's own asset; −1 for none.</summary>
    internal int OwnInput(Quantity quantity)
    {
        for (var i = 0; i < Inputs.Count; i++)
            if (Inputs[i].Group == RuleGroup.Own && Inputs[i].Quantity == quantity) return i;
        return -1;
    }
}

/// <summary>A window over one input that a condition keeps.</summary>
internal sealed record WindowPlan(int Input, TimeSpan Span);

/// <summary>A condition whose past is kept. <paramref name="Inputs"/>: bits of the inputs it names; <paramref name="Held"/>: the delay, where it is one.</summary>
internal sealed record TrackerPlan(TruthNode Condition, uint Inputs, TimeSpan Span, TimeSpan? Held);
