using DigitalTwin.Domain.Language;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Domain.Query.Language;

/// <summary>Recursive descent over <c>or &lt; and &lt; not &lt; comparison &lt; + - &lt; * / &lt; sign</c>, typed as it goes.</summary>
internal sealed partial class Parser
{
    /// <summary>So that a thousand open brackets end in a message and not in a stack overflow.</summary>
    private const int DeepestNesting = 60;

    private readonly List<Token> _tokens;
    private readonly Fields _fields;
    private int _at;
    private int _depth;
    private bool _wordsAreValues;

    public Parser(string text, QuantityCatalogue quantities)
    {
        _tokens = Lexer.Split(text);
        _fields = new Fields(quantities);
    }

    private Token Next => _tokens[_at];

    /// <summary>A condition, or kinds with <c>where</c> and a condition, or kinds alone.</summary>
    public Condition ReadCondition()
    {
        var kinds = Head();
        if (kinds is not null && Next.Kind == TokenKind.End) return kinds;
        if (kinds is not null) Require("where");
        var (operand, column) = Or();
        RequireEnd();
        var condition = Typing.AsCondition(operand, column);
        return kinds is null ? condition : new And([kinds, condition]);
    }

    public NumberExpression ReadNumber()
    {
        var (operand, column) = Sum();
        RequireEnd();
        return Typing.AsNumber(operand, column).Expression;
    }

    private void RequireEnd()
    {
        if (Next.Kind != TokenKind.End) throw new FilterException(Next.Column, $"Found {Next.Describe()}; expected and, or, an operator or the end.");
    }

    private (Operand, int) Or() => Joined("or", And, all => new Or(all));

    private (Operand, int) And() => Joined("and", Not, all => new And(all));

    private (Operand, int) Joined(string word, Func<(Operand, int)> part, Func<List<Condition>, Condition> join)
    {
        var (first, column) = part();
        if (!Next.Is(word)) return (first, column);
        var all = new List<Condition> { Typing.AsCondition(first, column) };
        while (Take(word))
        {
            var (operand, at) = part();
            all.Add(Typing.AsCondition(operand, at));
        }
        return (new Operand.Truth(join(all)), column);
    }

    private (Operand, int) Not()
    {
        var column = Next.Column;
        if (!Take("not")) return Predicate();
        using var nesting = Nest(column);
        var (operand, at) = Not();
        return (new Operand.Truth(new Not(Typing.AsCondition(operand, at))), column);
    }

    private (Operand, int) Predicate()
    {
        if (Relation() is { } relation) return relation;
        var (left, column) = Sum();
        if (ComparisonOf(Next) is { } op)
        {
            _at++;
            var (right, at) = Sum();
            if (ComparisonOf(Next) is not null) throw new FilterException(Next.Column, $"Found {Next.Describe()} after a comparison; expected and, or or the end.");
            return (new Operand.Truth(Typing.Compare(op, left, column, right, at)), column);
        }
        if (Take("is"))
        {
            var negated = Take("not");
            if (Take("known")) negated = !negated;
            else if (!Take("missing") && !Take("null")) throw new FilterException(Next.Column, $"Found {Next.Describe()}; expected known or missing.");
            var known = Typing.Known(left, column);
            return (new Operand.Truth(negated ? known : new Not(known)), column);
        }
        var not = Next.Is("not") && _tokens[_at + 1] is var after && (after.Is("in") || after.Is("like") || after.Is("between")) && Take("not");
        if (Take("in")) return (new Operand.Truth(Typing.In(left, column, List(), not)), column);
        if (Take("like")) return (new Operand.Truth(Like(left, column, not)), column);
        if (Take("between")) return (new Operand.Truth(Between(left, column, not)), column);
        return (left, column);
    }

    private List<(Operand, int)> List()
    {
        Require("(");
        var values = new List<(Operand, int)>();
        do values.Add(Sum());
        while (Take(","));
        Require(")");
        return values;
    }

    private TextLike Like(Operand left, int column, bool negated)
    {
        if (left is not Operand.Textual text) throw new FilterException(column, $"Found {left.Describe} before like; expected id, name, network, region, catchment or material.");
        var pattern = Next;
        if (pattern.Kind != TokenKind.Text) throw new FilterException(pattern.Column, $"Found {pattern.Describe()}; expected a pattern in quotes such as '%泵站%'.");
        _at++;
        return new TextLike(text.Field, pattern.Text, negated);
    }

    private Condition Between(Operand left, int column, bool negated)
    {
        _wordsAreValues = true;
        var (low, lowAt) = Sum();
        Require("and");
        var (high, highAt) = Sum();
        _wordsAreValues = false;
        // Outside and inside are both false of what is unknown.
        return negated
            ? new Or([Typing.Compare(ComparisonOperator.Less, left, column, low, lowAt), Typing.Compare(ComparisonOperator.Greater, left, column, high, highAt)])
            : new And([Typing.Compare(ComparisonOperator.GreaterOrEqual, left, column, low, lowAt), Typing.Compare(ComparisonOperator.LessOrEqual, left, column, high, highAt)]);
    }

    private (Operand, int) Sum() => Operation(Product, "+", ArithmeticOperator.Add, "-", ArithmeticOperator.Subtract);

    private (Operand, int) Product() => Operation(Sign, "*", ArithmeticOperator.Multiply, "/", ArithmeticOperator.Divide);

    private (Operand, int) Operation(Func<(Operand, int)> part, string one, ArithmeticOperator oneOperator, string other, ArithmeticOperator otherOperator)
    {
        var (left, column) = part();
        while (Next.Is(one) || Next.Is(other))
        {
            var op = Next.Is(one) ? oneOperator : otherOperator;
            _at++;
            var (right, at) = part();
            left = Typing.Calculate(op, left, column, right, at);
        }
        return (left, column);
    }

    private (Operand, int) Sign()
    {
        var column = Next.Column;
        if (!Take("-")) return Primary();
        using var nesting = Nest(column);
        var (operand, at) = Sign();
        return (Typing.Calculate(ArithmeticOperator.Multiply, new Operand.Number(new NumberConstant(-1), Dimension.Any), column, operand, at), column);
    }

    private (Operand, int) Primary()
    {
        var token = Next;
        _at++;
        switch (token.Kind)
        {
            case TokenKind.Number: return (new Operand.Number(new NumberConstant(token.Value), token.Dimension), token.Column);
            case TokenKind.Text: return (new Operand.Text(token.Text), token.Column);
            case TokenKind.Word when Next.Is("(") && Call(token) is { } call: return (call, token.Column);
            case TokenKind.Word when !IsReserved(token): return (_fields.Find(token.Text) ?? Value(token), token.Column);
            case TokenKind.Symbol when token.Text == "(":
                using (Nest(token.Column))
                {
                    var inner = Or();
                    Require(")");
                    return inner;
                }
            default:
                _at--;
                throw new FilterException(token.Column, $"Found {token.Describe()}; expected a field, a number, a text in quotes or a bracket.");
        }
    }

    /// <summary>A word that is no field can only be a value, which stands after an operator or in a list; else it is a field misspelt.</summary>
    private Operand.Word Value(Token word)
    {
        if (_wordsAreValues) return new Operand.Word(word.Text);
        var before = _at >= 2 ? _tokens[_at - 2] : default;
        var isValue = ComparisonOf(before) is not null || before.Is(",") || before.Is("(") && _at >= 3 && _tokens[_at - 3].Is("in") || ComparisonOf(Next) is not null;
        if (isValue && !(ComparisonOf(Next) is not null && ComparisonOf(before) is null && _fields.Find(_tokens[_at + 1].Text) is null)) return new Operand.Word(word.Text);
        throw new FilterException(word.Column, $"'{word.Text}' is not a field; expected {_fields.Expected}.");
    }

    private static bool IsReserved(Token t) => t.Is("and") || t.Is("or") || t.Is("not") || t.Is("in") || t.Is("like") || t.Is("between") || t.Is("is");

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

    private bool Take(string symbolOrWord)
    {
        if (!Next.Is(symbolOrWord)) return false;
        _at++;
        return true;
    }

    private void Require(string symbolOrWord)
    {
        if (!Take(symbolOrWord)) throw new FilterException(Next.Column, $"Found {Next.Describe()}; expected '{symbolOrWord}'.");
    }

    private Nesting Nest(int column)
    {
        if (++_depth > DeepestNesting) throw new FilterException(column, $"Brackets, signs or nots are nested deeper than {DeepestNesting}.");
        return new Nesting(this);
    }

    private readonly struct Nesting(Parser parser) : IDisposable
    {
        public void Dispose() => parser._depth--;
    }
}
