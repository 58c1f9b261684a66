using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Language;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Domain.Query.Language;

public enum CompletionKind : byte { Kind, Field, Quantity, Relation, Function, Operator, Value, Asset, District, Keyword }

/// <param name="Text">What is put in.</param>
/// <param name="Title">What it is; null where the text says it.</param>
public sealed record Completion(string Text, CompletionKind Kind, Wording? Title = null);

/// <summary>What may come at the caret; it takes the place of the text from <paramref name="Start"/> to <paramref name="End"/>, 0-based.</summary>
public sealed record Completions(int Start, int End, IReadOnlyList<Completion> Items);

/// <summary>Finds what may be typed at a place of a question.</summary>
/// <param name="assets">Ids and names of assets that begin so, of some kinds (empty for all).</param>
/// <param name="districts">Names of districts.</param>
public sealed class QuestionCompleter(QuantityCatalogue quantities, Func<string, IReadOnlyList<AssetKind>, IEnumerable<Completion>> assets, Func<IEnumerable<string>> districts)
{
    private const int MostItems = 60;
    private static readonly string[] Comparisons = ["=", "!=", "<", "<=", ">", ">=", "between", "in (", "is known", "is missing"];

    public Completions At(string text, int caret)
    {
        caret = Math.Clamp(caret, 0, text.Length);
        if (InQuotes(text, caret) is { } quoted) return quoted;
        var start = caret;
        while (start > 0 && (char.IsLetterOrDigit(text[start - 1]) || text[start - 1] == '_')) start--;
        var prefix = text[start..caret];
        IEnumerable<Completion> items;
        try
        {
            var before = Lexer.Split(text[..start]);
            items = After(before, new Fields(quantities));
        }
        catch (TextFaultException)
        {
            return new Completions(caret, caret, []);
        }
        Completion[] fitting = [.. items.Where(i => i.Text.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) || i.Title is { } t && prefix.Length > 0 && t.Chinese.Contains(prefix, StringComparison.OrdinalIgnoreCase)).Take(MostItems)];
        return new Completions(start, caret, fitting);
    }

    private IEnumerable<Completion> After(List<Token> tokens, Fields fields)
    {
        var last = tokens.Count >= 2 ? tokens[^2] : default;
        if (tokens.Count == 1) return [.. Kinds(), .. Operands()];
        if (last.Is("of")) return AssetWords.All.Select(w => new Completion($"{w}('", CompletionKind.Asset));
        if (last.Is("upstream") || last.Is("downstream")) return [new("of", CompletionKind.Keyword)];
        if (tokens.Count >= 3 && last.Kind == TokenKind.Symbol && "= == != <> < <= > >=".Split(' ').Contains(last.Text)) return Values(fields.Find(tokens[^3].Text));
        if (last.Is("in")) return [new("district('", CompletionKind.Relation), new("box(", CompletionKind.Relation), new("(", CompletionKind.Operator)];
        if (last.Is("and") || last.Is("or") || last.Is("not") || last.Is("where") || last.Kind == TokenKind.Symbol && last.Text is "(" or "+" or "-" or "*" or "/") return Operands();
        if (last.Is(",") && tokens.Count <= 6 && AssetKinds.TryParse(tokens[0].Text, out _)) return Kinds();
        if (last.Kind == TokenKind.Word && tokens.Count == 2 && AssetKinds.TryParse(last.Text, out _)) return [new("where", CompletionKind.Keyword), .. Joins()];
        if (last.Kind == TokenKind.Word && fields.Find(last.Text) is { } field) return field is Operand.Truth ? Joins() : [.. Comparisons.Select(c => new Completion(c, CompletionKind.Operator)), .. field is Operand.Textual ? [new Completion("like '", CompletionKind.Operator)] : Joins()];
        return [.. Joins(), new("within", CompletionKind.Keyword), .. Comparisons.Select(c => new Completion(c, CompletionKind.Operator))];
    }

    private static IEnumerable<Completion> Joins() => [new("and", CompletionKind.Keyword), new("or", CompletionKind.Keyword)];

    private static IEnumerable<Completion> Kinds() => Enum.GetValues<AssetKind>().Where(k => k != AssetKind.RiverNode).Select(k => new Completion(k.WireName(), CompletionKind.Kind));

    private IEnumerable<Completion> Operands() =>
    [
        new("upstream of", CompletionKind.Relation, new("…的上游", "what flows to")), new("downstream of", CompletionKind.Relation, new("…的下游", "what it flows to")),
        new("within 500 m of", CompletionKind.Relation, new("…附近", "near")), new("in district('", CompletionKind.Relation, new("在片区内", "in a district")), new("in box(", CompletionKind.Relation, new("在范围内", "in a box")),
        .. Fields.Names.Select(n => new Completion(n, CompletionKind.Field)),
        .. Parser.WarningMeasures.Select(m => new Completion($"{m}(90 d)", CompletionKind.Function)), .. Parser.SeriesMeasures.Select(m => new Completion($"{m}(", CompletionKind.Function)),
        new("attribute('", CompletionKind.Function, new("来源中的属性", "an attribute of the source")), new("not", CompletionKind.Keyword),
        .. quantities.All.OrderBy(q => q.Quantity.Code).Select(q => new Completion(q.Name, CompletionKind.Quantity, new(q.Chinese, q.English))),
    ];

    private IEnumerable<Completion> Values(Operand? field) => field is Operand.Choice choice
        ? choice.Values.OrderBy(v => v.Value).Select(v => new Completion(v.Key, CompletionKind.Value)) : Operands().Where(o => o.Kind is CompletionKind.Field or CompletionKind.Quantity);

    /// <summary>Null where the caret is not in an open text behind <c>plant('</c>, <c>district('</c> and the like.</summary>
    private Completions? InQuotes(string text, int caret)
    {
        var open = -1;
        for (var i = 0; i < caret; i++)
            if (text[i] == '\'') open = open < 0 ? i : -1;
        if (open < 0) return null;
        var (prefix, end) = (text[(open + 1)..caret], open);
        while (end > 0 && text[end - 1] is '(' or ' ') end--;
        var start = end;
        while (start > 0 && char.IsLetter(text[start - 1])) start--;
        var word = text[start..end];
        if (word.Equals("district", StringComparison.OrdinalIgnoreCase))
            return new Completions(open + 1, caret, [.. districts().Where(d => d.Contains(prefix, StringComparison.OrdinalIgnoreCase)).Take(MostItems).Select(d => new Completion($"{d}')", CompletionKind.District))]);
        return new Completions(open + 1, caret, AssetWords.KindsOf(word) is { } kinds ? [.. assets(prefix, kinds).Take(MostItems)] : []);
    }
}
