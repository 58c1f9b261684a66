using DigitalTwin.Domain.Language;
using DigitalTwin.Domain.Query.Language;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Rules.Evaluation;

namespace DigitalTwin.Domain.Rules.Language;

/// <summary>Recursive descent over <c>or &lt; and &lt; for &lt; not &lt; comparison &lt; + - &lt; * / &lt; sign</c>, typed as it goes, every bound checked.</summary>
internal sealed partial class RuleParser
{
    private readonly List<Token> _tokens;
    private readonly RuleNames _names;
    private readonly List<RuleInput> _inputs = [];
    private readonly List<WindowPlan> _windows = [];
    private readonly List<TrackerPlan> _trackers = [];
    private readonly List<TextFault> _notes = [];
    private readonly string _text;
    private int _at, _depth, _parts;
    private RuleGroup? _scope;
    private bool _looksForStuck, _isTimed;
    /// <summary>Inputs named and time reached back since the innermost function began.</summary>
    private uint _named;
    private TimeSpan _reach;

    public RuleParser(string text, QuantityCatalogue quantities)
    {
        (_text, _tokens, _names) = (text, Lexer.Split(text), new RuleNames(quantities));
    }

    private Token Next => _tokens[_at];

    public RuleCondition Read()
    {
        if (Next.Kind == TokenKind.End) throw Fault(Next, "这里还没有条件；例如 level > 0.9*full。", "There is no condition yet; one such as level > 0.9*full is expected.");
        var root = AsTruth(Or());
        if (Next.Kind != TokenKind.End)
            throw Fault(Next, $"条件到这里已经完整，却又有{Next.DescribeInChinese()}；应为 and、or、for 或运算符。", $"The condition is whole before {Next.Describe()}; expected and, or, for or an operator.", ["and", "or", "for"]);
        return new RuleCondition(_text, root, _inputs, _windows, _trackers, _reach, _notes) { LooksForStuck = _looksForStuck, IsTimed = _isTimed };
    }

    private Operand Or() => Joined("or", And, Truth.True);

    private Operand And() => Joined("and", Held, Truth.False);

    private Operand Joined(string word, Func<Operand> part, Truth decides)
    {
        var first = part();
        if (!Next.Is(word)) return first;
        var parts = new List<TruthNode> { AsTruth(first) };
        while (Take(word)) parts.Add(AsTruth(part()));
        return Operand.Of(first.Start, LastEnd, Part(new Joined([.. parts], decides)));
    }

    /// <summary><c>condition for 10min</c>, and <c>held for</c> for those who say so.</summary>
    private Operand Held()
    {
        var (named, reach) = (_named, _reach);
        (_named, _reach) = (0, TimeSpan.Zero);
        var operand = Not();
        if (Next.Is("held") && _tokens[_at + 1].Is("for")) _at++;
        if (Next.Is("for"))
        {
            var word = Next;
            RefuseInScope(word);
            _at++;
            var span = Span();
            var tracker = Track(word, AsTruth(operand), span, span);
            operand = Operand.Of(operand.Start, LastEnd, Part(new HeldFor(tracker, span)));
            _reach += span;
        }
        (_named, _reach) = (named | _named, Longer(reach, _reach));
        return operand;
    }

    private Operand Not()
    {
        var token = Next;
        if (!Take("not")) return Predicate();
        using var nesting = Nest(token);
        return Operand.Of(token.Start, LastEnd, Part(new Negation(AsTruth(Not()))));
    }

    private Operand Predicate()
    {
        var left = Sum();
        if (ComparisonOf(Next) is { } op)
        {
            _at++;
            var right = Sum();
            if (ComparisonOf(Next) is not null)
                throw Fault(Next, "一个比较后面又接着比较；请分成两个，中间用 and。", "A comparison follows a comparison; write two, with and between them.", ["and"]);
            return Operand.Of(left.Start, right.End, Compare(op, left, right));
        }
        if (!Take("between")) return left;
        var low = Sum();
        Require("and");
        var high = Sum();
        return Operand.Of(left.Start, high.End, Part(new Joined([Compare(ComparisonOperator.GreaterOrEqual, left, low), Compare(ComparisonOperator.LessOrEqual, left, high)], Truth.False)));
    }

    private Operand Sum() => Operation(Product, "+", ArithmeticOperator.Add, "-", ArithmeticOperator.Subtract);

    private Operand Product() => Operation(Sign, "*", ArithmeticOperator.Multiply, "/", ArithmeticOperator.Divide);

    private Operand Operation(Func<Operand> part, string one, ArithmeticOperator oneOperator, string other, ArithmeticOperator otherOperator)
    {
        var left = part();
        while (Next.Is(one) || Next.Is(other))
        {
            var op = Next.Is(one) ? oneOperator : otherOperator;
            _at++;
            left = Calculate(op, left, part());
        }
        return left;
    }

    private Operand Sign()
    {
        var token = Next;
        if (!Take("-")) return Primary();
        using var nesting = Nest(token);
        var operand = AsNumber(Sign());
        // An offset scale has no opposite, but −5 °C is one number.
        return Operand.Of(token.Start, operand.End, Part(new Calculation(ArithmeticOperator.Multiply, new Constant(-1), operand.Number!)), operand.Dimension, operand.IsLiteral);
    }

    private Operand Primary()
    {
        var token = Next;
        switch (token.Kind)
        {
            case TokenKind.Number:
                _at++;
                return Operand.Of(token.Start, token.End, Part(new Constant(token.Value)), token.Dimension, true);
            case TokenKind.Word:
                return Named();
            case TokenKind.Symbol when token.Text == "(":
                _at++;
                using (Nest(token))
                {
                    var inner = Or();
                    Require(")");
                    return inner with { Start = token.Start, End = LastEnd };
                }
            case TokenKind.Text:
                throw Fault(token, "规则里没有带引号的文字；应为量的名称或数。", "A rule has no texts in quotes; expected the name of a quantity or a number.");
            default:
                throw Fault(token, $"这里是{token.DescribeInChinese()}；应为量的名称、数、函数或括号。", $"Found {token.Describe()}; expected a quantity, a number, a function or a bracket.");
        }
    }

    private TruthNode Compare(ComparisonOperator op, Operand left, Operand right)
    {
        (left, right) = (AsNumber(left), AsNumber(right));
        RequireFit(left, right);
        Note(left, right);
        Note(right, left);
        return Part(new Comparing(op, left.Number!, right.Number!));
    }

    private Operand Calculate(ArithmeticOperator op, Operand left, Operand right)
    {
        (left, right) = (AsNumber(left), AsNumber(right));
        var dimension = op switch
        {
            ArithmeticOperator.Multiply => left.Dimension * right.Dimension,
            ArithmeticOperator.Divide => left.Dimension / right.Dimension,
            _ => left.Dimension.IsBare ? right.Dimension : left.Dimension,
        };
        if (op is ArithmeticOperator.Add or ArithmeticOperator.Subtract) RequireFit(left, right);
        return Operand.Of(left.Start, right.End, Part(new Calculation(op, left.Number!, right.Number!)), dimension, left.IsLiteral && right.IsLiteral);
    }

    private void RequireFit(Operand left, Operand right)
    {
        if (left.Dimension.Fits(right.Dimension)) return;
        var (a, b) = (left.Dimension, right.Dimension);
        throw new TextFaultException(right.Start, right.End, $"“{TextOf(right)}”是{b.Name.Chinese}，不能与{a.Name.Chinese}“{TextOf(left)}”比较或相加；应为{a.Name.Chinese}{InUnit(a, "zh")}。",
            $"'{TextOf(right)}' is a {b.Name.English}, which cannot be compared with or added to the {a.Name.English} '{TextOf(left)}'; expected a {a.Name.English}{InUnit(a, "en")}.", [.. Unit.Names.Where(n => Unit.Longest(n)?.Dimension == a)]);
    }

    private static string InUnit(Dimension d, string language) => d.Unit.Length == 0 ? "" : language == "zh" ? $"，单位如 {d.Unit}" : $", in a unit such as {d.Unit}";

    /// <summary>A number without its unit is read in the canonical unit of what it meets, and said to be.</summary>
    private void Note(Operand literal, Operand of)
    {
        if (!literal.IsLiteral || !literal.Dimension.IsBare || of.Dimension.IsBare || of.Dimension.Unit.Length == 0 || of.Dimension == Dimension.Acidity) return;
        var text = TextOf(literal);
        if (text.Trim('-', '0', '.') .Length == 0) return; // Nothing is nothing in every unit but °C, and there people write it.
        _notes.Add(new TextFault(literal.Start, literal.End, new($"“{text}”没有单位，按 {text} {of.Dimension.Unit} 理解。", $"'{text}' has no unit and is read as {text} {of.Dimension.Unit}."), [], $"{text} {of.Dimension.Unit}"));
    }

    private static ComparisonOperator? ComparisonOf(Token t) => t.Kind != TokenKind.Symbol ? null : t.Text switch
    {
        "=" or "==" => ComparisonOperator.Equal,
        "!=" or "<>" => ComparisonOperator.NotEqual,
        "<" => ComparisonOperator.Less,
        "<=" => ComparisonOperator.LessOrEqual,
        ">" => ComparisonOperator.Greater,
        ">=" => ComparisonOperator.GreaterOrEqual,
        _ => null,
    };

    private static TimeSpan Longer(TimeSpan a, TimeSpan b) => a > b ? a : b;

    private string TextOf(Operand operand) => _text[operand.Start..operand.End];

    /// <summary>A part of a condition while it is being typed: a number with what it measures, or a truth.</summary>
    /// <param name="Start">0-based; <paramref name="End"/> is exclusive.</param>
    private readonly record struct Operand(int Start, int End, NumberNode? Number, Dimension Dimension, bool IsLiteral, TruthNode? Truth)
    {
        public static Operand Of(int start, int end, NumberNode number, Dimension dimension, bool isLiteral = false) => new(start, end, number, dimension, isLiteral, null);
        public static Operand Of(int start, int end, TruthNode truth) => new(start, end, null, Dimension.One, false, truth);
    }
}
