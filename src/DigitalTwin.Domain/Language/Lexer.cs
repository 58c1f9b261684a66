using System.Globalization;
using System.Text;

namespace DigitalTwin.Domain.Language;

internal enum TokenKind : byte { Number, Text, Word, Symbol, End }

/// <param name="Column">1-based.</param>
/// <param name="Text">The word, the symbol, or the string without its quotes.</param>
/// <param name="Value">Of a number, in its dimension's canonical unit.</param>
/// <param name="Dimension">Of a number's unit; bare where it has none.</param>
/// <param name="End">0-based end in the text, exclusive.</param>
internal readonly record struct Token(TokenKind Kind, int Column, string Text, double Value, Dimension Dimension, int End)
{
    public Token(TokenKind kind, int column, string text, int end) : this(kind, column, text, 0, Dimension.Any, end) { }

    /// <summary>0-based, as faults count.</summary>
    public int Start => Column - 1;

    public bool Is(string symbolOrWord) => Kind is TokenKind.Symbol or TokenKind.Word && Text.Equals(symbolOrWord, StringComparison.OrdinalIgnoreCase);

    public string Describe() => Kind switch
    {
        TokenKind.End => "the end",
        TokenKind.Text => $"the text '{Text}'",
        _ => $"'{Text}'",
    };

    public string DescribeInChinese() => Kind switch
    {
        TokenKind.End => "结尾",
        TokenKind.Text => $"文字“{Text}”",
        _ => $"“{Text}”",
    };
}

/// <summary>Splits a filter or a rule into tokens. A number takes a unit that follows it: <c>300 mm</c>, <c>80%</c>, <c>5 kPa/d</c>.</summary>
internal static class Lexer
{
    private static readonly string[] Symbols = ["<=", ">=", "<>", "!=", "==", "<", ">", "=", "+", "-", "*", "/", "(", ")", ",", "."];

    public static List<Token> Split(string text)
    {
        var tokens = new List<Token>();
        var i = 0;
        while (true)
        {
            while (i < text.Length && char.IsWhiteSpace(text[i])) i++;
            if (i == text.Length) break;
            var c = text[i];
            if (char.IsAsciiDigit(c) || c == '.' && i + 1 < text.Length && char.IsAsciiDigit(text[i + 1])) tokens.Add(Number(text, ref i));
            else if (c is '\'' or '"') tokens.Add(Quoted(text, ref i));
            else if (char.IsLetter(c) || c == '_')
            {
                var start = i;
                while (i < text.Length && (char.IsLetterOrDigit(text[i]) || text[i] == '_')) i++;
                tokens.Add(new Token(TokenKind.Word, start + 1, text[start..i], i));
            }
            else if (Symbols.FirstOrDefault(s => string.CompareOrdinal(text, i, s, 0, s.Length) == 0) is { } symbol)
            {
                tokens.Add(new Token(TokenKind.Symbol, i + 1, symbol, i + symbol.Length));
                i += symbol.Length;
            }
            else throw new TextFaultException(i, i + 1, $"这里不能用“{c}”；应为名称、数、引号中的文字或运算符。", $"'{c}' has no meaning here; expected a name, a number, a text in quotes or an operator.",
                suggestion: Meant(c));
        }
        tokens.Add(new Token(TokenKind.End, text.Length + 1, "", text.Length));
        return tokens;
    }

    private static Token Number(string text, ref int i)
    {
        var start = i;
        while (i < text.Length && (char.IsAsciiDigit(text[i]) || text[i] == '.')) i++;
        if (i < text.Length && text[i] is 'e' or 'E')
        {
            var sign = i + 1 < text.Length && text[i + 1] is '+' or '-' ? 1 : 0;
            if (i + 1 + sign < text.Length && char.IsAsciiDigit(text[i + 1 + sign]))
                for (i += 1 + sign; i < text.Length && char.IsAsciiDigit(text[i]);) i++;
        }
        if (!double.TryParse(text.AsSpan(start, i - start), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !double.IsFinite(value))
            throw new TextFaultException(start, i, $"“{text[start..i]}”不是数；应写成如 0.6。", $"'{text[start..i]}' is not a number; expected one such as 0.6.");
        var at = i;
        while (at < text.Length && text[at] == ' ') at++;
        if (Unit.Longest(text.AsSpan(at)) is not { } unit)
        {
            if (i < text.Length && (char.IsLetter(text[i]) || text[i] == '_'))
                throw UnknownUnit(text, i);
            return new Token(TokenKind.Number, start + 1, text[start..i], value, Dimension.Any, i);
        }
        i = at + unit.Name.Length;
        var (canonical, dimension) = (unit.ToCanonical(value), unit.Dimension);
        // A rate is a unit by a time: 5 kPa/d. An offset is no part of a difference.
        if (i + 1 < text.Length && text[i] == '/' && Unit.Longest(text.AsSpan(i + 1)) is { } per && per.Dimension == Dimension.Time && !unit.Dimension.IsBare)
        {
            (canonical, dimension) = (value * unit.Scale.Factor / per.Scale.Factor, unit.Dimension / Dimension.Time);
            i += 1 + per.Name.Length;
        }
        return new Token(TokenKind.Number, start + 1, text[start..i], canonical, dimension, i);
    }

    /// <summary>Either quote; doubled, it stands for itself.</summary>
    private static Token Quoted(string text, ref int i)
    {
        var start = i;
        var quote = text[i++];
        var body = new StringBuilder();
        while (true)
        {
            if (i == text.Length) throw new TextFaultException(start, i, $"从这里开始的文字缺少结尾的 {quote}。", $"The text that starts here has no closing {quote}.");
            if (char.IsControl(text[i])) throw new TextFaultException(i, i + 1, "文字中不能有控制字符。", "A control character cannot be in a text.");
            if (text[i] != quote) body.Append(text[i++]);
            else if (i + 1 < text.Length && text[i + 1] == quote) { body.Append(quote); i += 2; }
            else { i++; break; }
        }
        return new Token(TokenKind.Text, start + 1, body.ToString(), i);
    }

    private static TextFaultException UnknownUnit(string text, int at)
    {
        var end = at;
        while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] is '/' or '_')) end++;
        var word = text[at..Math.Min(end, at + 12)];
        return new TextFaultException(at, end, $"没有以“{word}”开头的单位；应为 m、mm、L/s、mg/L、kPa、min、% 等。", $"No unit is known that starts like '{word}'; expected one such as m, mm, L/s, mg/L, kPa, min or %.",
            suggestion: Spelling.Nearest(word, Unit.Names));
    }

    /// <summary>What an input method for Chinese puts where an operator was meant.</summary>
    private static string? Meant(char c) => c switch
    {
        '\uFF1E' => ">", '\uFF1C' => "<", '\uFF1D' => "=", '\u2265' => ">=", '\u2264' => "<=", '\u2260' => "!=", '\uFF08' => "(", '\uFF09' => ")", '\uFF0C' or '\u3001' or ';' or '\uFF1B' => ",",
        '\u3002' or '\uFF0E' => ".", '\u00D7' => "*", '\u00F7' => "/", '\uFF0B' => "+", '\uFF0D' or '\u2014' or '\u2013' or '\u2212' => "-",
        '&' => "and", '|' => "or", '!' or '\uFF01' => "not", '\u201C' or '\u201D' or '\u2018' or '\u2019' => "'",
        _ => null,
    };
}
