using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Language;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Domain.Query.Table;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Domain.Query.Language;

/// <summary>What begins with a word of its own: kinds before <c>where</c>, ways through the network, places, functions.</summary>
internal sealed partial class Parser
{
    private const double LongestReach = 1_000_000;
    private static readonly TimeSpan LongestPeriod = TimeSpan.FromDays(366);

    public static readonly string[] WarningMeasures = ["surchargeHours", "overflowHours", "warningHours", "warningCount"];
    public static readonly string[] SeriesMeasures = ["mean", "max", "min", "sum", "count"];

    /// <summary>Null where the text does not begin with kinds.</summary>
    private ByteIn? Head()
    {
        var end = 0;
        var kinds = new List<byte>();
        while (_tokens[end].Kind == TokenKind.Word && AssetKinds.TryParse(_tokens[end].Text, out var kind))
        {
            kinds.Add((byte)kind);
            end++; // A word is never the last token.
            if (!_tokens[end].Is(",")) break;
            end++;
        }
        if (kinds.Count == 0 || _tokens[end - 1].Is(",") || !(_tokens[end].Is("where") || _tokens[end].Kind == TokenKind.End)) return null;
        _at = end;
        return new ByteIn(ByteColumn.Kind, 0xFF, [.. kinds.Distinct().Order()]);
    }

    private (Operand, int)? Relation()
    {
        var start = Next;
        var after = start.Kind == TokenKind.End ? start : _tokens[_at + 1];
        if ((start.Is("upstream") || start.Is("downstream")) && !after.Is("(")) return (new Operand.Truth(Along(start.Is("upstream"))), start.Column);
        if (start.Is("within") && after.Kind == TokenKind.Number) return (new Operand.Truth(Near()), start.Column);
        if (start.Is("in")) return (new Operand.Truth(Inside()), start.Column);
        return null;
    }

    /// <summary><c>upstream of plant('P1') [within 2 km]</c></summary>
    private RelatedTo Along(bool upstream)
    {
        _at++;
        Require("of");
        var to = Reference();
        return new RelatedTo(upstream, to, Take("within") ? Metres() : null);
    }

    /// <summary><c>within 500 m of pump('P3')</c>, <c>within 1 km of point(113.1, 36.2)</c></summary>
    private Condition Near()
    {
        _at++;
        var metres = Metres();
        Require("of");
        if (!(Next.Is("point") && _tokens[_at + 1].Is("("))) return new NearAsset(Reference(), metres);
        var column = Next.Column;
        _at++;
        var numbers = Numbers(2);
        if (!(Math.Abs(numbers[0]) <= 180 && Math.Abs(numbers[1]) <= 90)) throw new FilterException(column, "A point is longitude and latitude in degrees; expected such as point(113.1, 36.2).");
        return new NearPlace(new Position(numbers[0], numbers[1]), metres);
    }

    /// <summary><c>in district('…')</c>, <c>in box(west, south, east, north)</c></summary>
    private Condition Inside()
    {
        _at++;
        var word = Next;
        if (Take("district"))
        {
            Require("(");
            var name = Text("the id or name of a district");
            Require(")");
            return new InDistrict(name.Text, name.Column);
        }
        if (!Take("box")) throw new FilterException(word.Column, $"Found {word.Describe()}; expected district('…') or box(west, south, east, north).");
        var n = Numbers(4);
        if (!(n[0] <= n[2] && n[1] <= n[3])) throw new FilterException(word.Column, "A box is west, south, east, north in degrees, with west ≤ east and south ≤ north.");
        return new InBox(new Box(n[0], n[1], n[2], n[3]));
    }

    private AssetReference Reference()
    {
        var word = Next;
        if (word.Kind != TokenKind.Word || AssetWords.KindsOf(word.Text) is null)
            throw new FilterException(word.Column, $"Found {word.Describe()}; expected an asset such as plant('P1') or asset('city:P1'), by {string.Join(", ", AssetWords.All)}.");
        _at++;
        Require("(");
        var name = Text("the id or name of an asset");
        Require(")");
        return new AssetReference(word.Text.ToLowerInvariant(), name.Text, name.Column);
    }

    /// <summary>Null where the word is no function.</summary>
    private Operand? Call(Token word)
    {
        if (word.Is("attribute"))
        {
            Require("(");
            var name = Text("the name of an attribute");
            Require(")");
            return new Operand.Attribute(name.Text);
        }
        var ofWarnings = WarningMeasures.Any(word.Is);
        if (!ofWarnings && !SeriesMeasures.Any(word.Is)) return null;
        Require("(");
        Quantity? quantity = null;
        var dimension = Dimension.Any;
        if (!ofWarnings)
        {
            var named = Next;
            if (named.Kind != TokenKind.Word || _fields.Find(named.Text) is not Operand.Number { Expression: QuantityField field } number)
                throw new FilterException(named.Column, $"Found {named.Describe()}; expected a quantity such as level or cod.");
            _at++;
            (quantity, dimension) = (field.Quantity, number.Dimension);
            Require(",");
        }
        var span = Span();
        Require(")");
        var measure = Enum.Parse<PeriodMeasure>(word.Text, ignoreCase: true);
        // Hours are counted as hours and not in seconds, as everybody says them.
        return new Operand.Number(new PeriodNumber(measure, quantity, span, word.Column), measure is PeriodMeasure.Mean or PeriodMeasure.Max or PeriodMeasure.Min or PeriodMeasure.Sum ? dimension : Dimension.One);
    }

    private TimeSpan Span()
    {
        var token = Next;
        if (token.Kind != TokenKind.Number || token.Dimension != Dimension.Time || !(token.Value >= 60 && token.Value <= LongestPeriod.TotalSeconds))
            throw new FilterException(token.Column, $"Found {token.Describe()}; expected a span from 1 min to {LongestPeriod.TotalDays} d, such as 24 h or 90 d.");
        _at++;
        return TimeSpan.FromSeconds(token.Value);
    }

    private double Metres()
    {
        var token = Next;
        if (token.Kind != TokenKind.Number || !token.Dimension.Fits(Dimension.Length) || !(token.Value > 0 && token.Value <= LongestReach))
            throw new FilterException(token.Column, $"Found {token.Describe()}; expected a distance above 0 such as 500 m or 2 km.");
        _at++;
        return token.Value;
    }

    private Token Text(string what)
    {
        var token = Next;
        if (token.Kind != TokenKind.Text) throw new FilterException(token.Column, $"Found {token.Describe()}; expected {what} in quotes.");
        _at++;
        return token;
    }

    private double[] Numbers(int count)
    {
        Require("(");
        var numbers = new double[count];
        for (var i = 0; i < count; i++)
        {
            if (i > 0) Require(",");
            var sign = Take("-") ? -1 : 1;
            if (Next.Kind != TokenKind.Number || !Next.Dimension.Fits(Dimension.Angle)) throw new FilterException(Next.Column, $"Found {Next.Describe()}; expected degrees such as 113.1.");
            numbers[i] = sign * Next.Value;
            _at++;
        }
        Require(")");
        return numbers;
    }
}
