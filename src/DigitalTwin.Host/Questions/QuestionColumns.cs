using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Language;
using DigitalTwin.Domain.Query;
using DigitalTwin.Domain.Query.Language;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Risk;
using DigitalTwin.Host.Live;

namespace DigitalTwin.Host.Questions;

/// <summary>One column of an answer: a text of the table, or a number worked out as the filter works it out.</summary>
internal sealed record QuestionColumn(string Name, Wording Title, string? Unit, Func<QuestionTable, int, IRegistry, string?>? Text, NumberExpression? Number)
{
    private const double SecondsInYear = 365.25 * 86_400;

    public static readonly string[] Usual = ["id", "name", "kind", "region", "state"];

    private static readonly Dictionary<string, QuestionColumn> Texts = new[]
    {
        Of("id", "编号", "id", (t, row, registry) => registry.Find(t.Table.KeyOf(row))?.Id.Value),
        Of("name", "名称", "name", (t, row, registry) => registry.Find(t.Table.KeyOf(row))?.Name),
        Of("kind", "类别", "kind", (t, row, _) => t.Table.KindOf(row).WireName()),
        Of("class", "管道性质", "class", (t, row, _) => t.Table.ClassOf(row).ToString().ToLowerInvariant()),
        Of("network", "管网", "network", (t, row, _) => t.Table.Network[row]),
        Of("region", "片区", "region", (t, row, _) => t.Table.Region[row]),
        Of("catchment", "汇水区", "catchment", (t, row, _) => t.Table.Catchment[row]),
        Of("material", "管材", "material", (t, row, _) => t.Table.Material[row]),
        Of("decade", "建成年代", "decade", (t, row, _) => t.Table.Decade[row]),
        Of("state", "状态", "state", (t, row, _) => WireNames.Of((WarningLevel)(t.StateOf(row) & LiveRow.LevelMask))),
    }.ToDictionary(c => c.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>Null, and what is wrong, where the name is neither a text nor a number.</summary>
    public static QuestionColumn? Read(string name, QuantityCatalogue quantities, out FilterError? error)
    {
        error = null;
        if (Texts.TryGetValue(name.Trim(), out var text)) return text;
        if (Filter.ParseNumber(name, out error, quantities) is not { } number) return null;
        var (title, unit) = number switch
        {
            QuantityField q when quantities.Of(q.Quantity) is var d => (new Wording(d.Chinese, d.English), d.Unit),
            PeriodNumber { Quantity: { } q, Measure: not PeriodMeasure.Count } when quantities.Of(q) is var d => (new Wording(name, name), d.Unit),
            PeriodNumber { Measure: PeriodMeasure.SurchargeHours or PeriodMeasure.OverflowHours or PeriodMeasure.WarningHours } => (new Wording(name, name), "h"),
            NumberField { Column: NumberColumn.Diameter } => (new Wording("管径", "diameter"), "m"),
            NumberField { Column: NumberColumn.Length } => (new Wording("长度", "length"), "m"),
            NumberField { Column: NumberColumn.FullDepth } => (new Wording("满深", "full depth"), "m"),
            NumberField { Column: NumberColumn.Age } => (new Wording("建成年数", "age"), "years"),
            NumberField { Column: NumberColumn.Built } => (new Wording("建成年份", "built"), null),
            NumberField { Column: NumberColumn.Silence } => (new Wording("未上报时长", "silence"), "s"),
            _ => (new Wording(name, name), (string?)null),
        };
        return new QuestionColumn(name.Trim(), title, string.IsNullOrEmpty(unit) ? null : unit, null, number);
    }

    /// <summary>One value a row: text, number, or null where unknown.</summary>
    public object?[] Values(QuestionTable table, IReadOnlyList<int> rows, IRegistry registry)
    {
        if (Text is { } text) return [.. rows.Select(row => text(table, row, registry) is { Length: > 0 } value ? value : null)];
        var inYears = Number is NumberField { Column: NumberColumn.Age };
        return [.. table.Engine.Values(Number!, rows).Select(v => (object?)WireNames.Finite(inYears ? v / SecondsInYear : v))];
    }

    private static QuestionColumn Of(string name, string chinese, string english, Func<QuestionTable, int, IRegistry, string?> text) =>
        new(name, new Wording(chinese, english), null, text, null);
}
