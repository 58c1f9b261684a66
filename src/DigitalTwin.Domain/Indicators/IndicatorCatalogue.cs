using System.Text.Json;
using DigitalTwin.Domain.Indicators.Formulas;
using DigitalTwin.Domain.Language;

namespace DigitalTwin.Domain.Indicators;

/// <summary>A statistic that people enter.</summary>
/// <param name="IsYearly">By year, else by month.</param>
/// <param name="PerAsset">Of an asset (a plant, an intake), else of the city.</param>
public sealed record StatisticDefinition(string Id, Wording Title, string Unit, bool IsYearly, string? PerAsset, double Minimum, double Maximum);

/// <summary>All indicators and statistics there are (<c>indicators.json</c>). A formula names only inputs of its own; a test reads every one.</summary>
public sealed class IndicatorCatalogue
{
    private IndicatorCatalogue(JsonElement root)
    {
        Statistics = [.. root.GetProperty("statistics").EnumerateArray().Select(Statistic)];
        var inputs = root.GetProperty("inputs").EnumerateObject().ToDictionary(p => p.Name, p => Input(p.Name, p.Value));
        LeastCoverage = root.GetProperty("leastCoverage").GetDouble();
        Uses = root.GetProperty("uses").EnumerateObject().SelectMany(u => u.Value.EnumerateArray().Select(k => (Key: k.GetString()!, Use: u.Name))).ToDictionary(p => p.Key, p => p.Use, StringComparer.OrdinalIgnoreCase);
        Indicators = [.. root.GetProperty("indicators").EnumerateArray().Select(e => Indicator(e, inputs))];
        // What a higher level hands down to this city is entered like a statistic.
        Statistics = [.. Statistics, .. Indicators.Select(i => new StatisticDefinition(OwnTarget + i.Id, new Wording($"{i.Title.Chinese}（本市任务）", $"{i.Title.English} (this city's target)"), i.Unit, true, null, 0, double.MaxValue))];
    }

    /// <summary>With an indicator's id behind it: the target that was handed down to this city, a statistic by year.</summary>
    public const string OwnTarget = "target.";

    public static IndicatorCatalogue Default { get; } = Load();

    public IReadOnlyList<IndicatorDefinition> Indicators { get; }
    public IReadOnlyList<StatisticDefinition> Statistics { get; }

    /// <summary>Share of a month's hours that must have valid readings for its measured value to count, 0–1.</summary>
    public double LeastCoverage { get; }

    /// <summary>Which of the four uses an intake's own kind of use belongs to.</summary>
    public IReadOnlyDictionary<string, string> Uses { get; }

    public IndicatorDefinition? Find(string id) => Indicators.FirstOrDefault(i => i.Id == id);
    public StatisticDefinition? FindStatistic(string id) => Statistics.FirstOrDefault(s => s.Id == id);

    private static IndicatorCatalogue Load()
    {
        using var document = EmbeddedData.Open("indicators.json");
        return new IndicatorCatalogue(document.RootElement);
    }

    private static IndicatorDefinition Indicator(JsonElement e, Dictionary<string, InputDefinition> inputs)
    {
        var formula = Formula.Parse(Text(e, "formula")!);
        return new IndicatorDefinition(Text(e, "id")!, Text(e, "group")!, Words(e), Words(e.GetProperty("explanation")), Text(e, "unit")!, Enum.Parse<TargetSense>(Text(e, "sense")!, true), Enum.Parse<YearRule>(Text(e, "year")!, true), formula,
            [.. formula.Names.Select(n => inputs.GetValueOrDefault(n) ?? throw new FormatException($"{Text(e, "id")} names '{n}', which is no input."))],
            Number(e, "partLimit"), Text(e, "partSense") is { } sense ? Enum.Parse<TargetSense>(sense, true) : default, Text(e, "document") ?? "", Text(e, "clause") ?? "", Flag(e, "verified"));
    }

    private static InputDefinition Input(string name, JsonElement e) => new(name, Words(e), Text(e, "unit")!, Enum.Parse<InputKind>(Text(e, "kind")!, true), Text(e, "of") ?? "", Number(e, "value"), Text(e, "quantity"), Text(e, "statistic"), Flag(e, "complete"), Flag(e, "optional"), Flag(e, "sameYear"), Text(e, "document"), Text(e, "clause"), Flag(e, "verified"));

    private static StatisticDefinition Statistic(JsonElement e) => new(Text(e, "id")!, Words(e), Text(e, "unit")!, Text(e, "every") == "year", Text(e, "perAsset"), Number(e, "min") ?? 0, Number(e, "max") ?? double.MaxValue);

    private static Wording Words(JsonElement e) => new(Text(e, "zh")!, Text(e, "en")!);
    private static string? Text(JsonElement e, string name) => e.TryGetProperty(name, out var value) ? value.GetString() : null;
    private static double? Number(JsonElement e, string name) => e.TryGetProperty(name, out var value) ? value.GetDouble() : null;
    private static bool Flag(JsonElement e, string name) => e.TryGetProperty(name, out var value) && value.GetBoolean();
}
