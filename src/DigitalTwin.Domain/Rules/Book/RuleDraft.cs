using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Risk;

namespace DigitalTwin.Domain.Rules.Book;

/// <summary>A rule as people write and files hold it; <see cref="Rule.Read"/> checks it. Spans as in the language: <c>10min</c>.</summary>
public sealed record RuleDraft
{
    public string Id { get; init; } = "";
    /// <summary>Asset kinds by their wire names.</summary>
    public IReadOnlyList<string> Kinds { get; init; } = [];
    public Words? Title { get; init; }
    /// <summary>Levels with the condition of each; the gravest that holds counts.</summary>
    public IReadOnlyList<StepDraft> Steps { get; init; } = [];
    /// <summary>A level falls only while this holds; null for as soon as its condition does not.</summary>
    public string? Clear { get; init; }
    public string RaiseAfter { get; init; } = "0min";
    public string ClearAfter { get; init; } = "0min";
    /// <summary>How long a reading stands for now; null for three intervals of its source.</summary>
    public string? Fresh { get; init; }
    public bool Armed { get; init; }
    public IReadOnlyList<CauseDraft> Causes { get; init; } = [];
    public IReadOnlyList<SignDraft> Signs { get; init; } = [];
    public IReadOnlyList<ActionDraft> Actions { get; init; } = [];
    public IReadOnlyList<NumberSource> Numbers { get; init; } = [];

    /// <summary>Faults of the parts beside the conditions, by field; those of conditions have a place in their text.</summary>
    internal IEnumerable<RuleFault> PlainFaults()
    {
        if (Id.Length is 0 or > 40 || !Id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'))
            yield return new RuleFault("id", "编号应为 1–40 个字母、数字、- _ .", "id takes 1 to 40 letters, digits, - _ and dots.");
        if (Title is not { Zh.Length: > 0 and <= 200, En.Length: <= 200 }) yield return new RuleFault("title", "标题应有中文名，至多 200 字。", "title needs a Chinese text of at most 200 characters, and an English one if there is.");
        if (Kinds.Count == 0 || Kinds.Any(k => k.Length == 0 || !AssetKinds.TryParse(k, out _))) yield return new RuleFault("kinds", "至少选一个资产类别。", "kinds needs at least one kind of asset, as pumpStation.");
        if (Steps.Count is 0 or > 4) yield return new RuleFault("steps", "应有 1–4 个级别。", "steps needs one to four levels.");
        if (Steps.Select(s => s.Level).Distinct(StringComparer.OrdinalIgnoreCase).Count() != Steps.Count || Steps.Any(s => !Enum.TryParse<WarningLevel>(s.Level, true, out var level) || level == WarningLevel.None || char.IsDigit(s.Level[0])))
            yield return new RuleFault("steps", "级别应为 blue、yellow、orange、red，各一次。", "levels are blue, yellow, orange and red, each once.");
        foreach (var (field, text) in new[] { ("raiseAfter", RaiseAfter), ("clearAfter", ClearAfter), ("fresh", Fresh ?? "1min") })
            if (Rule.SpanOf(text) is not { } span || span > TimeSpan.FromDays(92)) yield return new RuleFault(field, $"“{text}”不是时长；应写成如 10min。", $"{field} is '{text}'; expected a span such as 10min.");
        if (Causes.Count > 12 || Signs.Count > 16 || Actions.Count > 12 || Numbers.Count > 30) yield return new RuleFault("causes", "原因至多 12 个，迹象 16 个，措施 12 条。", "At most 12 causes, 16 signs and 12 actions.");
        if (Causes.Any(c => !(c.Weight > 0 && c.Weight <= 1000) || c.Id.Length == 0) || Causes.Select(c => c.Id).Distinct().Count() != Causes.Count)
            yield return new RuleFault("causes", "每个原因应有不重复的编号和大于 0 的权重。", "Each cause needs an id of its own and a weight above 0.");
        if (Causes.Any(c => string.IsNullOrWhiteSpace(c.Zh))) yield return new RuleFault("causes", "每个原因应有中文名。", "Each cause needs a Chinese text.");
        if (Signs.Any(s => string.IsNullOrWhiteSpace(s.Zh))) yield return new RuleFault("signs", "每条迹象应有中文说明。", "Each sign needs a Chinese text.");
        if (Signs.SelectMany(s => s.Likely).Any(l => !(l.Value is > 0 and < 1) || Causes.All(c => c.Id != l.Key)))
            yield return new RuleFault("signs", "likely 应按原因编号给出 0 与 1 之间的数。", "likely takes numbers between 0 and 1 by ids of causes.");
        if (TextTooLong()) yield return new RuleFault("title", "文字过长。", "A text is longer than 500 characters.");
    }

    private bool TextTooLong() => Causes.SelectMany(c => new[] { c.Id, c.Zh, c.En }).Concat(Signs.SelectMany(s => new[] { s.Zh, s.En })).Concat(Actions.SelectMany(a => new[] { a.Zh, a.En, a.Within ?? "" }))
        .Concat(Numbers.SelectMany(n => new[] { n.Value, n.Source })).Any(t => t.Length > 500);
}

public sealed record Words(string Zh = "", string En = "");
public sealed record StepDraft(string Level = "", string When = "");
/// <param name="Weight">How likely it is before anything is looked at; only ratios count.</param>
public sealed record CauseDraft(string Id = "", string Zh = "", string En = "", double Weight = 1);
/// <summary>Something that tells causes apart.</summary>
/// <param name="When">A condition of the language; null where a person has to look or measure.</param>
/// <param name="Likely">How often it shows where each cause is at work; a cause that is not named shows it every other time.</param>
public sealed record SignDraft(string Zh = "", string En = "", string? When = null, IReadOnlyDictionary<string, double>? Likely = null)
{
    public IReadOnlyDictionary<string, double> Likely { get; init; } = Likely ?? new Dictionary<string, double>();
}
public sealed record ActionDraft(string Zh = "", string En = "", string? Within = null);
/// <summary>Where a number of the rule comes from, and whether a person compared it.</summary>
public sealed record NumberSource(string Value = "", string Source = "", bool Verified = false);
