using System.Globalization;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Language;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Risk;

namespace DigitalTwin.Domain.Rules.Book;

/// <summary>A fault of a rule by its field, as <c>steps[0].when</c>; with a place where the field is a condition.</summary>
public sealed record RuleFault(string Field, TextFault Fault)
{
    public RuleFault(string field, string chinese, string english) : this(field, new TextFault(0, 0, new Wording(chinese, english), [])) { }
}

public sealed record RuleStepCondition(WarningLevel Level, RuleCondition When);

/// <summary>A sign that tells causes apart; without a condition a person has to look.</summary>
public sealed record RuleSign(int Index, RuleCondition? When);

/// <summary>A rule whose conditions are checked and ready. Immutable.</summary>
public sealed class Rule
{
    private Rule(RuleDraft draft, IReadOnlyList<RuleStepCondition> steps, RuleCondition? clear, IReadOnlyList<RuleSign> signs)
    {
        (Draft, Steps, Clear, Signs) = (draft, steps, clear, signs);
        Kinds = [.. draft.Kinds.Select(k => AssetKinds.TryParse(k, out var kind) ? kind : default)];
        (RaiseAfter, ClearAfter, Fresh) = (SpanOf(draft.RaiseAfter)!.Value, SpanOf(draft.ClearAfter)!.Value, draft.Fresh is { } fresh ? SpanOf(fresh) : null);
        (IsTimed, LooksForStuck) = (steps.Any(s => s.When.IsTimed) || clear is { IsTimed: true }, steps.Any(s => s.When.LooksForStuck));
        Conditions = [.. steps.Select(s => s.When), .. clear is null ? Array.Empty<RuleCondition>() : [clear]];
    }

    public RuleDraft Draft { get; }
    public string Id => Draft.Id;
    public IReadOnlyList<AssetKind> Kinds { get; }
    /// <summary>Mildest first.</summary>
    public IReadOnlyList<RuleStepCondition> Steps { get; }
    public RuleCondition? Clear { get; }
    public IReadOnlyList<RuleSign> Signs { get; }
    public TimeSpan RaiseAfter { get; }
    public TimeSpan ClearAfter { get; }
    public TimeSpan? Fresh { get; }
    /// <summary>What is evaluated as readings come: the steps in order, then what clears.</summary>
    public IReadOnlyList<RuleCondition> Conditions { get; }
    /// <inheritdoc cref="RuleCondition.IsTimed"/>
    public bool IsTimed { get; }
    /// <inheritdoc cref="RuleCondition.LooksForStuck"/>
    public bool LooksForStuck { get; }
    /// <summary>How far back a fold has to begin.</summary>
    public TimeSpan Horizon => Conditions.Max(c => c.Horizon);

    /// <summary>Null, and every fault, where the draft is no rule. Notes of its conditions are given either way.</summary>
    public static Rule? Read(RuleDraft draft, out IReadOnlyList<RuleFault> faults, out IReadOnlyList<RuleFault> notes, QuantityCatalogue? quantities = null)
    {
        var (wrong, noted) = (draft.PlainFaults().ToList(), new List<RuleFault>());
        RuleCondition? Parse(string field, string text)
        {
            var condition = RuleCondition.Parse(text, out var fault, quantities);
            if (fault is not null) wrong.Add(new RuleFault(field, fault));
            else noted.AddRange(condition!.Notes.Select(n => new RuleFault(field, n)));
            return condition;
        }
        var steps = draft.Steps.Select((s, i) => (s.Level, When: Parse($"steps[{i}].when", s.When))).ToArray();
        var clear = string.IsNullOrWhiteSpace(draft.Clear) ? null : Parse("clear", draft.Clear);
        var signs = draft.Signs.Select((s, i) => new RuleSign(i, string.IsNullOrWhiteSpace(s.When) ? null : Parse($"signs[{i}].when", s.When))).ToArray();
        (faults, notes) = (wrong, noted);
        if (wrong.Count > 0) return null;
        return new Rule(draft, [.. steps.Select(s => new RuleStepCondition(Enum.Parse<WarningLevel>(s.Level, true), s.When!)).OrderBy(s => s.Level)], clear, signs);
    }

    /// <summary>The same rule with one condition only.</summary>
    internal Rule WithOnly(RuleCondition condition) => new(Draft, [new RuleStepCondition(WarningLevel.Blue, condition)], null, []);

    /// <summary><c>10min</c>, <c>2h</c>, <c>7d</c>, <c>30s</c>; null for no span.</summary>
    public static TimeSpan? SpanOf(string text)
    {
        var at = 0;
        while (at < text.Length && (char.IsAsciiDigit(text[at]) || text[at] == '.')) at++;
        if (!double.TryParse(text.AsSpan(0, at), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) || number > 1e6) return null;
        double? seconds = text[at..].Trim() switch { "s" => 1, "min" => 60, "h" => 3600, "d" => 86_400, _ => null };
        return seconds is { } s ? TimeSpan.FromSeconds(number * s) : null;
    }
}
