using DigitalTwin.Domain.Language;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Rules.Evaluation;

namespace DigitalTwin.Domain.Rules.Language;

/// <summary>Tokens, bounds, and what is said when something is not as it should be.</summary>
internal sealed partial class RuleParser
{
    private int LastEnd => _at == 0 ? 0 : _tokens[_at - 1].End;

    private bool Take(string symbolOrWord)
    {
        if (!Next.Is(symbolOrWord)) return false;
        _at++;
        return true;
    }

    private void Require(string symbol)
    {
        if (Take(symbol)) return;
        throw Fault(Next, $"这里是{Next.DescribeInChinese()}；应为“{symbol}”。", $"Found {Next.Describe()}; expected '{symbol}'.", [symbol]);
    }

    /// <summary>A span such as 30min; a bare number is no span, since nobody knows of what.</summary>
    private TimeSpan Span()
    {
        var token = Next;
        if (token.Kind != TokenKind.Number || token.Dimension != Dimension.Time)
            throw Fault(token, $"这里应为时长，如 30min、1h、7d；却是{token.DescribeInChinese()}。", $"Found {token.Describe()}; expected a span of time such as 30min, 1h or 7d.", ["10min", "1h", "24h", "7d"],
                token.Kind == TokenKind.Number && token.Dimension.IsBare ? $"{token.Text}min" : null);
        if (!(token.Value >= RuleBounds.ShortestSpan.TotalSeconds && token.Value <= RuleBounds.LongestSpan.TotalSeconds))
            throw Fault(token, $"时长应在 {RuleBounds.ShortestSpan.TotalSeconds:0} 秒与 {RuleBounds.LongestSpan.TotalDays:0} 天之间。", $"A span is from {RuleBounds.ShortestSpan.TotalSeconds:0} s to {RuleBounds.LongestSpan.TotalDays:0} d long.");
        _at++;
        return TimeSpan.FromMilliseconds(Math.Round(token.Value * 1000));
    }

    private Operand AsNumber(Operand operand) => operand.Number is not null ? operand
        : throw new TextFaultException(operand.Start, operand.End, $"“{TextOf(operand)}”是条件，这里应为数或量。", $"'{TextOf(operand)}' is a condition; expected a number or a quantity.");

    private TruthNode AsTruth(Operand operand)
    {
        if (operand.Truth is { } truth) return truth;
        // running, tripped, coverOpen: on or off, so the name alone is a condition.
        if (_names.IsSwitch(TextOf(operand))) return Part(new Comparing(Query.Language.ComparisonOperator.Greater, operand.Number!, new Constant(0.5)));
        throw new TextFaultException(operand.Start, operand.End, $"“{TextOf(operand)}”只是一个数，还不是条件；应再比较，如 {TextOf(operand)} > 1。", $"'{TextOf(operand)}' is a number and not yet a condition; compare it, as in {TextOf(operand)} > 1.", [">", ">=", "<", "<=", "=", "between"]);
    }

    private int Input(Token token, RuleGroup group, Quantity quantity)
    {
        var input = new RuleInput(group, quantity);
        var at = _inputs.IndexOf(input);
        if (at < 0)
        {
            if (_inputs.Count >= RuleBounds.MostInputs) throw TooMany(token, RuleBounds.MostInputs, "不同的读数", "different series");
            at = _inputs.Count;
            _inputs.Add(input);
        }
        _named |= 1u << at;
        return at;
    }

    /// <summary>An attribute of neighbours needs them to be known by some reading.</summary>
    private int GroupInput(Token token, RuleGroup group)
    {
        var at = _inputs.FindIndex(i => i.Group == group);
        return at >= 0 ? at : Input(token, group, Quantity.Level);
    }

    private int Track(Token token, TruthNode condition, TimeSpan span, TimeSpan? held)
    {
        if (_windows.Count + _trackers.Count >= RuleBounds.MostMemories) throw TooMany(token, RuleBounds.MostMemories, "时段函数", "windows");
        _trackers.Add(new TrackerPlan(condition, _named, span, held));
        return _trackers.Count - 1;
    }

    private T Part<T>(T node)
    {
        if (++_parts > RuleBounds.MostParts) throw TooMany(_tokens[Math.Max(0, _at - 1)], RuleBounds.MostParts, "部分", "parts");
        return node;
    }

    private void RefuseInScope(Token token)
    {
        if (_scope is not null) throw Fault(token, $"any、all 里面只能用最新读数，不能用“{token.Text}”。", $"Inside any and all stand newest readings only, not '{token.Text}'.");
    }

    private TextFaultException UnknownName(Token token)
    {
        var nearest = Spelling.Nearest(token.Text, _names.All);
        return Fault(token, $"没有名为“{token.Text}”的量或函数{(nearest is null ? "；可用的名称见词表。" : $"；是否为“{nearest}”?")}", $"There is no quantity or function '{token.Text}'{(nearest is null ? "; the list of words shows those that are." : $"; did you mean '{nearest}'?")}", [], nearest);
    }

    private static TextFaultException TooMany(Token token, int most, string what, string english) => Fault(token, $"一条规则最多 {most} 个{what}。", $"A rule has at most {most} {english}.");

    private static TextFaultException Fault(Token token, string chinese, string english, IReadOnlyList<string>? expected = null, string? suggestion = null) =>
        new(token.Start, token.End, chinese, english, expected, suggestion);

    private Nesting Nest(Token token)
    {
        if (++_depth > RuleBounds.Deepest) throw Fault(token, $"括号、函数或 not 嵌套超过 {RuleBounds.Deepest} 层。", $"Brackets, functions or nots are nested deeper than {RuleBounds.Deepest}.");
        return new Nesting(this);
    }

    private readonly struct Nesting(RuleParser parser) : IDisposable
    {
        public void Dispose() => parser._depth--;
    }
}
