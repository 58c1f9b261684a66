using DigitalTwin.Domain.Language;

namespace DigitalTwin.Domain.Rules.Language;

public enum RuleWordKind : byte { Window, Condition, Neighbour, Asset, Calendar, Operator }

/// <summary>A word of the rule language beside the quantities, with what it means; the page completes and explains from this list, and docs/rules.md is checked against it.</summary>
/// <param name="Form">How it is written, with the names of its parts.</param>
public sealed record RuleWord(string Name, RuleWordKind Kind, string Form, Wording Meaning, string Example);

/// <summary>The words of the rule language.</summary>
public static class RuleWords
{
    public static IReadOnlyList<RuleWord> All { get; } =
    [
        new("mean", RuleWordKind.Window, "mean(x, span)", new("时段内读数的平均值", "mean of the readings of the span"), "mean(cod, 1h) > 50 mg/L"),
        new("min", RuleWordKind.Window, "min(x, span)", new("时段内最小值", "least reading of the span"), "min(flow, 24h) / mean(flow, 24h) > 0.5"),
        new("max", RuleWordKind.Window, "max(x, span)", new("时段内最大值", "greatest reading of the span"), "max(nh3n, 6h) < 5 mg/L"),
        new("stdev", RuleWordKind.Window, "stdev(x, span)", new("时段内标准差", "standard deviation of the readings of the span"), "stdev(cod, 6h) = 0 mg/L"),
        new("rate", RuleWordKind.Window, "rate(x, span)", new("时段内每单位时间的变化（最小二乘斜率）", "change per time over the span: slope of the least-squares line"), "rate(level, 30min) > 0.5 m/h"),
        new("change", RuleWordKind.Window, "change(x, span)", new("时段内最新值减最早值", "newest reading of the span less its oldest"), "change(pressure, 10min) < -0.05 MPa"),
        new("count", RuleWordKind.Condition, "count(condition, span)", new("时段内使条件成立的读数个数", "how many readings of the span found the condition true"), "count(turbidity > 5 NTU, 1h) >= 2"),
        new("starts", RuleWordKind.Condition, "starts(condition, span)", new("时段内条件由不成立变为成立的次数", "how often the condition became true in the span"), "starts(running, 1h) > 6"),
        new("duration", RuleWordKind.Condition, "duration(condition, span)", new("时段内条件成立的总时长", "how long the condition was true in the span"), "duration(overflow > 0 L/s, 24h) > 2h"),
        new("for", RuleWordKind.Condition, "condition for span", new("条件持续成立至少这么久", "the condition has been true for so long without a break"), "level > 0.9*full for 10min"),
        new("known", RuleWordKind.Condition, "known(x)", new("有可用且未过期的读数", "there is a usable reading that is not stale"), "known(do)"),
        new("age", RuleWordKind.Condition, "age(x)", new("最近一次读数距今多久", "how long ago the newest reading was"), "age(power) > 10min"),
        new("abs", RuleWordKind.Operator, "abs(x)", new("绝对值", "the number without its sign"), "abs(change(mlss, 24h)) > 500 mg/L"),
        new("limit", RuleWordKind.Asset, "limit(x)", new("本资产此量现行的上限", "the upper limit in force for the quantity at this asset"), "nh3n > 0.7*limit(nh3n)"),
        new("floor", RuleWordKind.Asset, "floor(x)", new("本资产此量现行的下限", "the lower limit in force for the quantity at this asset"), "chlorine < floor(chlorine)"),
        new("full", RuleWordKind.Asset, "full", new("满深：底到地面或溢流口", "full depth, from the bottom to the ground or rim"), "level > 0.9*full"),
        new("crown", RuleWordKind.Asset, "crown", new("管顶高度", "height of the crown of the pipe, or of the pipes that leave"), "level > crown"),
        new("diameter", RuleWordKind.Asset, "diameter", new("管径", "height of the pipe's section"), "diameter >= 600 mm and level > 0.75*diameter"),
        new("length", RuleWordKind.Asset, "length", new("管长", "length of the pipe"), "length > 50 m"),
        new("startDepth", RuleWordKind.Asset, "startDepth", new("开泵液位", "depth at which the pump starts"), "level > 1.2*startDepth"),
        new("designFlow", RuleWordKind.Asset, "designFlow", new("设计流量或额定流量", "design flow; of a pump its rated flow"), "mean(flow, 24h) > 0.8*designFlow"),
        new("upstream", RuleWordKind.Neighbour, "upstream(kind).x", new("上游最近一个有此读数的该类资产", "the nearest asset of the kind upstream that reports it"), "upstream(pumpStation).running"),
        new("downstream", RuleWordKind.Neighbour, "downstream(kind).x", new("下游最近一个有此读数的该类资产", "the nearest asset of the kind downstream that reports it"), "rate(downstream(manhole).level, 1h) < 0 m/h"),
        new("near", RuleWordKind.Neighbour, "near(kind).x", new("直线距离最近一个有此读数的该类资产", "the nearest asset of the kind as the crow flies that reports it"), "max(near(rainGauge).rainfall, 1h) > 5 mm/h"),
        new("any", RuleWordKind.Neighbour, "any(upstream(kind), condition)", new("至少一个这样的资产使条件成立", "the condition holds at one of them at least"), "any(upstream(drainer), ph < 6)"),
        new("all", RuleWordKind.Neighbour, "all(upstream(kind), condition)", new("所有这样的资产都使条件成立", "the condition holds at each of them"), "all(downstream(manhole), level < crown)"),
        new("this", RuleWordKind.Neighbour, "this.x", new("在 any、all 之中仍指本资产", "inside any and all: the rule's own asset"), "any(upstream(manhole), level > this.level)"),
        new("hour", RuleWordKind.Calendar, "hour", new("几点，0–23，城市时间", "hour of the day, 0 to 23, city time"), "hour between 2 and 4"),
        new("weekday", RuleWordKind.Calendar, "weekday", new("星期几，周一为 1", "day of the week, Monday is 1"), "weekday = 7"),
        new("month", RuleWordKind.Calendar, "month", new("月份 1–12", "month, 1 to 12"), "month >= 11 or month <= 3"),
        new("workday", RuleWordKind.Calendar, "workday", new("工作日：周一至周五，除去法定节假日，加上调休上班日", "a day on which people work: Monday to Friday less public holidays, plus weekend days worked instead"), "workday and hour >= 8"),
        new("and", RuleWordKind.Operator, "a and b", new("两者都成立", "both hold"), "do < 1 mg/L and current > 10 A"),
        new("or", RuleWordKind.Operator, "a or b", new("至少一个成立", "one of them holds"), "ph < 6 or ph > 9"),
        new("not", RuleWordKind.Operator, "not a", new("不成立", "it does not hold"), "not running"),
        new("between", RuleWordKind.Operator, "x between a and b", new("在两数之间，含两端", "from a to b, both included"), "hour between 0 and 5"),
    ];
}

/// <summary>What keeps a rule small enough to be safe. A text beyond a bound is refused with a message, never cut.</summary>
public static class RuleBounds
{
    public const int LongestText = 2000;
    /// <summary>Nesting of brackets, functions, signs and nots.</summary>
    public const int Deepest = 24;
    /// <summary>Operators, values and functions of one condition.</summary>
    public const int MostParts = 200;
    /// <summary>Series that one condition looks at, each function argument on its own.</summary>
    public const int MostInputs = 32;
    /// <summary>Windows, counts and delays that one condition keeps memory for.</summary>
    public const int MostMemories = 24;
    /// <summary>Neighbours that <c>any</c> and <c>all</c> look at: the nearest.</summary>
    public const int MostNeighbours = 32;
    /// <summary>Parts that a window is kept in, whatever its span and however often readings come; it moves by one part.</summary>
    public const int WindowParts = 60;
    public static readonly TimeSpan ShortestSpan = TimeSpan.FromSeconds(10);
    public static readonly TimeSpan LongestSpan = TimeSpan.FromDays(92);
}
