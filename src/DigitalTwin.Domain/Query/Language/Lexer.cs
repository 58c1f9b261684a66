using System.Globalization;
using System.Text;

namespace DigitalTwin.Domain.Query.Language;

internal enum TokenKind : byte { Number, Text, Word, Symbol, End }

/// <param name="Column">1-based.</param>
/// <param name="Text">The word, the symbol, or the string without its quotes.</param>
/// <param name="Value">Of a number, in its dimension's canonical unit.</param>
/// <param name="Dimension">Of a number's unit; any where it has none.</param>
internal readonly record struct Token(TokenKind Kind, int Column, string Text, double Value = 0, Dimension Dimension = Dimension.Any)
{
    public bool Is(string symbolOrWord) => Kind is TokenKind.Symbol or TokenKind.Word && Text.Equals(symbolOrWord, StringComparison.OrdinalIgnoreCase);

    public string Describe() => Kind switch
    {
        TokenKind.End => "the end",
        TokenKind.Text => $"the text '{Text}'",
        _ => $"'{Text}'",
    };
}

/// <summary>Splits a filter into tokens. A number takes a unit that follows it: <c>300 mm</c>, <c>80%</c>.</summary>
internal static class Lexer
{
    private static readonly string[] Symbols = ["<=", ">=", "<>", "!=", "==", "<", ">", "=", "+", "-", "*", "/", "(", ")", ","];

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
                tokens.Add(new Token(TokenKind.Word, start + 1, text[start..i]));
            }
            else if (Symbols.FirstOrDefault(s => string.CompareOrdinal(text, i, s, 0, s.Length) == 0) is { } symbol)
            {
                tokens.Add(new Token(TokenKind.Symbol, i + 1, symbol));
                i += symbol.Length;
            }
            else throw new FilterException(i + 1, $"'{c}' has no meaning here; expected a name, a number, a text in quotes or an operator.");
        }
        tokens.Add(new Token(TokenKind.End, text.Length + 1, ""));
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
            throw new FilterException(start + 1, $"'{text[start..i]}' is not a number; expected one such as 0.6.");
        var at = i;
        while (at < text.Length && text[at] == ' ') at++;
        if (Unit.Longest(text.AsSpan(at)) is not { } unit)
        {
            if (i < text.Length && (char.IsLetter(text[i]) || text[i] == '_'))
                throw new FilterException(i + 1, $"No unit is known that starts like '{text.AsSpan(i, Math.Min(8, text.Length - i))}'; expected one such as m, mm, L/s, mg/L, kPa, min or %.");
            return new Token(TokenKind.Number, start + 1, text[start..i], value);
        }
        i = at + unit.Name.Length;
        return new Token(TokenKind.Number, start + 1, text[start..i], unit.ToCanonical(value), unit.Dimension);
    }

    /// <summary>Either quote; doubled, it stands for itself.</summary>
    private static Token Quoted(string text, ref int i)
    {
        var start = i;
        var quote = text[i++];
        var body = new StringBuilder();
        while (true)
        {
            if (i == text.Length) throw new FilterException(start + 1, $"The text that starts here has no closing {quote}.");
            if (char.IsControl(text[i])) throw new FilterException(i + 1, "A control character cannot be in a text.");
            if (text[i] != quote) body.Append(text[i++]);
            else if (i + 1 < text.Length && text[i + 1] == quote) { body.Append(quote); i += 2; }
            else { i++; break; }
        }
        return new Token(TokenKind.Text, start + 1, body.ToString());
    }
}
