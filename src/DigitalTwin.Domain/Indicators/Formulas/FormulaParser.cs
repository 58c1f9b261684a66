using System.Globalization;

namespace DigitalTwin.Domain.Indicators.Formulas;

/// <summary>Recursive descent: sums of products of numbers, names, calls and brackets.</summary>
internal sealed class FormulaParser(string text)
{
    private const int Deepest = 50;
    private readonly List<string> _names = [];
    private int _at, _depth;

    public IReadOnlyList<string> Names => _names;

    public FormulaNode Whole()
    {
        var node = Sum();
        return Peek() == '\0' ? node : throw Expected("the end");
    }

    private FormulaNode Sum()
    {
        if (++_depth > Deepest) throw new FormatException($"'{text}' nests deeper than {Deepest}.");
        var node = Product();
        while (Peek() is '+' or '-') node = new FormulaNode.Operation(Take(), node, Product());
        _depth--;
        return node;
    }

    private FormulaNode Product()
    {
        var node = Factor();
        while (Peek() is '*' or '/') node = new FormulaNode.Operation(Take(), node, Factor());
        return node;
    }

    private FormulaNode Factor()
    {
        var c = Peek();
        if (c == '(')
        {
            Take();
            var inner = Sum();
            Close();
            return inner;
        }
        var start = _at;
        if (char.IsAsciiDigit(c))
        {
            while (_at < text.Length && (char.IsAsciiDigit(text[_at]) || text[_at] == '.')) _at++;
            return double.TryParse(text.AsSpan(start, _at - start), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? new FormulaNode.Number(number) : throw Expected("a number", start);
        }
        if (!char.IsAsciiLetter(c)) throw Expected("a number, a name or a bracket");
        while (_at < text.Length && (char.IsAsciiLetterOrDigit(text[_at]) || text[_at] == '_')) _at++;
        var name = text[start.._at];
        if (Peek() == '(')
        {
            if (!FormulaNode.Call.Names.Contains(name)) throw Expected($"one of {string.Join(", ", FormulaNode.Call.Names)}", start);
            Take();
            var argument = Sum();
            Close();
            return new FormulaNode.Call(name, argument);
        }
        if (!_names.Contains(name)) _names.Add(name);
        return new FormulaNode.Input(name);
    }

    private void Close()
    {
        if (Peek() != ')') throw Expected("')'");
        Take();
    }

    private char Peek()
    {
        while (_at < text.Length && char.IsWhiteSpace(text[_at])) _at++;
        return _at < text.Length ? text[_at] : '\0';
    }

    private char Take() => text[_at++];

    private FormatException Expected(string what, int? at = null) => new($"'{text}', column {(at ?? _at) + 1}: expected {what}.");
}
