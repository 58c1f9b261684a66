using DigitalTwin.Domain.Query.Language;
using DigitalTwin.Domain.Query.Table;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Domain.Query.Execution;

/// <summary>Turns a typed condition into nodes over one table's columns.</summary>
internal sealed class FilterCompiler
{
    private readonly AssetTable _table;
    private readonly ILiveColumns? _live;
    private readonly Instant _now;
    private readonly PreparedColumns? _prepared;

    /// <exception cref="ArgumentException">A live column is shorter than the table's blocks.</exception>
    public FilterCompiler(AssetTable table, ILiveColumns? live, Instant now, PreparedColumns? prepared = null)
    {
        (_table, _live, _now, _prepared) = (table, live, now, prepared);
        if (live is not null && (live.States.Length < table.Padded || live.At.Length < table.Padded))
            throw new ArgumentException($"Live columns have {live.States.Length} and {live.At.Length} rows; the table needs {table.Padded}.");
    }

    public MaskNode Compile(Condition condition) => condition switch
    {
        And and => new AndNode(and.All.Select(Compile)),
        Or or => new OrNode(or.Any.Select(Compile)),
        Not not => new NotNode(Compile(not.Of)),
        Comparison c => Compare(c),
        IsKnown known => new CompareNode(ComparisonOperator.Equal, Compile(known.Number), Compile(known.Number)), // Only NaN differs from itself.
        ByteIn bytes => Bytes(bytes),
        TextIn text => Texts(text.Field, text.Negated, [.. text.Values.Where(v => v.Length > 0).Select(TextPattern.Exactly)]),
        TextLike like => Texts(like.Field, like.Negated, TextPattern.Like(like.Pattern)),
        TextIsThere there => Texts(there.Field, false, TextPattern.Like("%")),
        InBox box => new BoxNode(_table, box.Box),
        RelatedTo or NearAsset or NearPlace or InDistrict or AttributeIn => new SetNode((_prepared ?? throw Unprepared(condition)).MaskOf(condition)),
        _ => throw new ArgumentException($"{condition.GetType().Name} is no known condition."),
    };

    public NumberNode Compile(NumberExpression number) => number switch
    {
        NumberConstant constant => new ConstantNode(constant.Value),
        QuantityField field => Live(field.Quantity),
        NumberField field => field.Column switch
        {
            NumberColumn.Longitude => new ColumnNode(_table.Longitude),
            NumberColumn.Latitude => new ColumnNode(_table.Latitude),
            NumberColumn.FullDepth => new ColumnNode(_table.FullDepth),
            NumberColumn.Diameter => new ColumnNode(_table.Diameter),
            NumberColumn.Length => new ColumnNode(_table.Length),
            NumberColumn.Built => new ColumnNode(_table.Built),
            NumberColumn.Age => new TimeNode(_table.BuiltAt, _now.UnixMilliseconds),
            _ when _live is null => new ConstantNode(double.NaN),
            NumberColumn.At => new TimeNode(_live.At, null),
            _ => new TimeNode(_live.At, _now.UnixMilliseconds),
        },
        AttributeNumber or PeriodNumber => new ColumnNode((_prepared ?? throw Unprepared(number)).ColumnOf(number)),
        Arithmetic a => new ArithmeticNode(a.Operator, Compile(a.Left), Compile(a.Right)),
        _ => throw new ArgumentException($"{number.GetType().Name} is no known number."),
    };

    private static InvalidOperationException Unprepared(object part) => new($"{part.GetType().Name} has to be prepared before it is compiled.");

    private NumberNode Live(Quantity quantity)
    {
        var column = _live?.Values(quantity) ?? default;
        if (column.Length == 0) return new ConstantNode(double.NaN);
        if (column.Length < _table.Padded) throw new ArgumentException($"The live column of quantity {quantity.Code} has {column.Length} rows; the table needs {_table.Padded}.");
        return new ColumnNode(column);
    }

    private MaskNode Compare(Comparison c)
    {
        var (left, right) = (Compile(c.Left), Compile(c.Right));
        if (left is not ConstantNode a) return right is ConstantNode { Value: double.NaN } ? new NoneNode() : new CompareNode(c.Operator, left, right);
        return double.IsNaN(a.Value) ? new NoneNode() : new CompareNode(c.Operator, left, right);
    }

    private MaskNode Bytes(ByteIn b)
    {
        byte[] values = [.. b.Values];
        return b.Column switch
        {
            ByteColumn.Kind => new ByteInNode(_table.Kind, b.Mask, values),
            ByteColumn.Class => new ByteInNode(_table.Class, b.Mask, values),
            _ when _live is not null => new ByteInNode(_live.States, b.Mask, values),
            _ => values.Contains((byte)0) ? new AndNode([]) : new NoneNode(), // Without live columns every state is 0.
        };
    }

    private MaskNode Texts(TextField field, bool negated, params TextPattern[] patterns)
    {
        if (field is TextField.Id or TextField.Name)
        {
            var column = field == TextField.Id ? _table.Id : _table.Name;
            MaskNode any = new OrNode(patterns.Select(p => new TextNode(column, p)));
            return negated ? new AndNode([new TextNode(column, TextPattern.Like("%")), new NotNode(any)]) : any;
        }
        var codes = field switch { TextField.Network => _table.Network, TextField.Region => _table.Region, TextField.Material => _table.Material, _ => _table.Catchment };
        bool[] wanted = [.. codes.Names.Select((name, code) => code > 0 && patterns.Any(p => p.Matches(TextColumn.Fold(name))) != negated)];
        return wanted.Contains(true) ? new CodeInNode(codes, wanted) : new NoneNode();
    }
}
