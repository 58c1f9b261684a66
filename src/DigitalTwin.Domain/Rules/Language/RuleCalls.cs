using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Language;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Rules.Evaluation;

namespace DigitalTwin.Domain.Rules.Language;

/// <summary>Names, functions and neighbours.</summary>
internal sealed partial class RuleParser
{
    private Operand Named()
    {
        var token = Next;
        if (RuleNames.Reserved.Contains(token.Text)) throw Fault(token, $"“{token.Text}”前面还缺一部分；应为量的名称、数或函数。", $"Something is missing before '{token.Text}'; expected a quantity, a number or a function.");
        _at++;
        // "min" is a function before a bracket; a quantity whose name is also a function's stays a quantity without one.
        if (Next.Is("(") && RuleNames.FunctionOf(token.Text) is { } function) return Call(token, function);
        if (RuleNames.RelationOf(token.Text) is { } relation) return Neighbour(token, relation);
        if (token.Is("this")) return This(token);
        _isTimed |= token.Is("workday") || RuleNames.Calendar.ContainsKey(token.Text);
        if (RuleNames.Calendar.TryGetValue(token.Text, out var part)) return Operand.Of(token.Start, token.End, Part(new CalendarPart(part)), Dimension.One);
        if (token.Is("workday")) return Operand.Of(token.Start, token.End, Part(new Workday()));
        if (RuleNames.AttributeOf(token.Text) is { } attribute)
        {
            NumberNode node = _scope is { } scope ? new AttributeOfNeighbour(GroupInput(token, scope), attribute) : new AttributeOf(attribute);
            return Operand.Of(token.Start, token.End, Part(node), attribute == RuleAttribute.DesignFlow ? Dimension.Flow : Dimension.Length);
        }
        if (_names.Quantity(token.Text) is { } quantity) return Reading(token, _scope ?? RuleGroup.Own, quantity);
        throw UnknownName(token);
    }

    private Operand Reading(Token token, RuleGroup group, QuantityDefinition quantity)
    {
        var input = Input(token, group, quantity.Quantity);
        return Operand.Of(token.Start, LastEnd, Part<NumberNode>(group.IsMany ? new NewestOfNeighbour(input) : new Newest(input)), RuleNames.DimensionOf(quantity));
    }

    private Operand Call(Token name, string function)
    {
        using var nesting = Nest(name);
        var (named, reach) = (_named, _reach);
        (_named, _reach) = (0, TimeSpan.Zero);
        Require("(");
        _isTimed |= function is "age" or "duration";
        _looksForStuck |= function == "stdev";
        var operand = function switch
        {
            "mean" or "min" or "max" or "stdev" or "rate" or "change" => Windowed(name, function),
            "count" or "starts" or "duration" => Counted(name, function),
            "known" => Looked(name, (input, _) => Operand.Of(name.Start, LastEnd, Part(new Known(new Newest(input))))),
            "age" => Looked(name, (input, _) => Operand.Of(name.Start, LastEnd, Part(new AgeOf(input)), Dimension.Time)),
            "limit" or "floor" => Limit(name, function == "limit"),
            "any" or "all" => Quantified(name, function == "any"),
            _ => Absolute(name),
        };
        (_named, _reach) = (named | _named, Longer(reach, _reach));
        return operand with { End = LastEnd };
    }

    private Operand Absolute(Token name)
    {
        var of = AsNumber(Sum());
        Require(")");
        return Operand.Of(name.Start, LastEnd, Part(new Absolute(of.Number!)), of.Dimension);
    }

    private Operand Windowed(Token name, string function)
    {
        RefuseInScope(name);
        var (input, quantity, _) = Series(name);
        Require(",");
        var span = Span();
        Require(")");
        if (_windows.Count + _trackers.Count >= RuleBounds.MostMemories) throw TooMany(name, RuleBounds.MostMemories, "时段函数", "windows");
        var plan = new WindowPlan(input, span);
        var window = _windows.IndexOf(plan);
        if (window < 0)
        {
            window = _windows.Count;
            _windows.Add(plan);
        }
        _reach += span;
        var measure = function switch
        {
            "mean" => WindowMeasure.Mean,
            "min" => WindowMeasure.Minimum,
            "max" => WindowMeasure.Maximum,
            "stdev" => WindowMeasure.Deviation,
            "rate" => WindowMeasure.Rate,
            _ => WindowMeasure.Change,
        };
        var dimension = RuleNames.DimensionOf(quantity);
        return Operand.Of(name.Start, LastEnd, Part(new WindowOf(window, measure)), measure == WindowMeasure.Rate ? dimension / Dimension.Time : dimension);
    }

    private Operand Counted(Token name, string function)
    {
        RefuseInScope(name);
        var condition = AsTruth(Or());
        Require(",");
        var span = Span();
        Require(")");
        var tracker = Track(name, condition, span, null);
        _reach += span;
        var measure = function switch { "count" => PastMeasure.Count, "starts" => PastMeasure.Starts, _ => PastMeasure.Duration };
        return Operand.Of(name.Start, LastEnd, Part(new PastOf(tracker, measure)), measure == PastMeasure.Duration ? Dimension.Time : Dimension.One);
    }

    private Operand Looked(Token name, Func<int, QuantityDefinition, Operand> make)
    {
        RefuseInScope(name);
        var (input, quantity, _) = Series(name);
        Require(")");
        return make(input, quantity);
    }

    private Operand Limit(Token name, bool upper)
    {
        RefuseInScope(name);
        var (input, quantity, token) = Series(name);
        if (_inputs[input].Group != RuleGroup.Own) throw Fault(token, "限值只能取本资产的量。", "A limit is that of the rule's own asset.");
        Require(")");
        // Some limits hold by the water's temperature.
        Input(token, RuleGroup.Own, Quantity.Temperature);
        return Operand.Of(name.Start, LastEnd, Part(new LimitOf(quantity.Quantity, upper)), RuleNames.DimensionOf(quantity));
    }

    private Operand Quantified(Token name, bool any)
    {
        RefuseInScope(name);
        var token = Next;
        if (RuleNames.RelationOf(token.Text) is not { } relation)
            throw Fault(token, $"这里是{token.DescribeInChinese()}；应为 upstream(类别)、downstream(类别) 或 near(类别)。", $"Found {token.Describe()}; expected upstream(kind), downstream(kind) or near(kind).", RuleNames.Relations);
        _at++;
        var group = new RuleGroup(relation, Kind(), true);
        Require(",");
        _scope = group;
        var inputs = _inputs.Count;
        var condition = AsTruth(Or());
        _scope = null;
        Require(")");
        var input = _inputs.FindIndex(i => i.Group == group);
        if (input < 0) throw Fault(token, "条件里没有提到邻近资产的任何读数。", "The condition names no reading of the neighbours.");
        return Operand.Of(name.Start, LastEnd, Part(new OverNeighbours(input, condition, any ? Truth.True : Truth.False)));
    }

    private Operand Neighbour(Token name, RuleRelation relation)
    {
        RefuseInScope(name);
        var (group, quantity) = NeighbourSeries(relation);
        return Reading(name, group, quantity) with { End = LastEnd };
    }

    private (RuleGroup, QuantityDefinition) NeighbourSeries(RuleRelation relation)
    {
        var group = new RuleGroup(relation, Kind(), false);
        Require(".");
        return (group, QuantityOf(Next));
    }

    private Operand This(Token token)
    {
        if (_scope is null) throw Fault(token, "this 只用在 any 和 all 之中。", "this has a meaning inside any and all only.");
        Require(".");
        var word = Next;
        if (RuleNames.AttributeOf(word.Text) is { } attribute)
        {
            _at++;
            return Operand.Of(token.Start, LastEnd, Part(new AttributeOf(attribute)), attribute == RuleAttribute.DesignFlow ? Dimension.Flow : Dimension.Length);
        }
        return Reading(token, RuleGroup.Own, QuantityOf(word));
    }

    /// <summary>A quantity of the asset or of its nearest neighbour, where a function takes nothing else.</summary>
    private (int Input, QuantityDefinition Quantity, Token Token) Series(Token function)
    {
        var token = Next;
        if (token.Kind == TokenKind.Word && RuleNames.RelationOf(token.Text) is { } relation)
        {
            _at++;
            var (group, quantity) = NeighbourSeries(relation);
            return (Input(token, group, quantity.Quantity), quantity, token);
        }
        if (token.Kind != TokenKind.Word || RuleNames.Reserved.Contains(token.Text))
            throw Fault(token, $"{function.Text}() 里应为一个量，如 level 或 upstream(manhole).level；这里是{token.DescribeInChinese()}。", $"{function.Text}() takes a quantity such as level or upstream(manhole).level; found {token.Describe()}.");
        var own = QuantityOf(token);
        return (Input(token, RuleGroup.Own, own.Quantity), own, token);
    }

    private QuantityDefinition QuantityOf(Token token)
    {
        if (token.Kind != TokenKind.Word || _names.Quantity(token.Text) is not { } quantity) throw token.Kind == TokenKind.Word ? UnknownName(token) : Fault(token, $"这里是{token.DescribeInChinese()}；应为量的名称。", $"Found {token.Describe()}; expected the name of a quantity.");
        _at++;
        return quantity;
    }

    private AssetKind Kind()
    {
        Require("(");
        var token = Next;
        if (token.Kind != TokenKind.Word || !AssetKinds.TryParse(token.Text, out var kind))
            throw Fault(token, $"“{token.Text}”不是资产类别；应为 {string.Join("、", RuleNames.Kinds)} 之一。", $"'{token.Text}' is not a kind of asset; expected one of {string.Join(", ", RuleNames.Kinds)}.", RuleNames.Kinds, Spelling.Nearest(token.Text, RuleNames.Kinds));
        _at++;
        Require(")");
        return kind;
    }
}
