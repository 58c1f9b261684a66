using System.Text.Json;
using DigitalTwin.Domain.Language;

namespace DigitalTwin.Domain.Indicators.Targets;

/// <summary>The targets of the policy documents (<c>targets.json</c>).</summary>
public sealed class TargetCatalogue
{
    private readonly (string Document, string Headline, string[] Parts)[] _headlines;

    private TargetCatalogue(JsonElement root)
    {
        Documents = [.. root.GetProperty("documents").EnumerateArray().Select(d => new TargetDocument(Text(d, "id")!, Text(d, "document")!, Words(d), Text(d, "region")!))];
        var byId = Documents.ToDictionary(d => d.Id);
        Targets = [.. root.GetProperty("targets").EnumerateArray().Select(t => new Target(byId[Text(t, "document")!], Text(t, "indicator"), t.TryGetProperty("title", out var title) ? Words(title) : null, Text(t, "unit"),
            t.GetProperty("value").GetDouble(), t.GetProperty("year").GetInt32(), Text(t, "clause")!, Text(t, "region")!, Flag(t, "other"), Flag(t, "verified")))];
        _headlines = [.. root.GetProperty("headlines").EnumerateArray().Select(h => (Text(h, "document")!, Text(h, "headline")!, h.GetProperty("parts").EnumerateArray().Select(p => p.GetString()!).ToArray()))];
    }

    public static TargetCatalogue Default { get; } = Load();

    public IReadOnlyList<TargetDocument> Documents { get; }
    public IReadOnlyList<Target> Targets { get; }

    public IEnumerable<Target> Of(string indicator) => Targets.Where(t => t.Indicator == indicator);

    /// <summary>What holds for a figure by the documents that bind the city. Of several for one year the strictest; where targets were handed down to the city itself, those alone.</summary>
    public TargetChoice Choose(IndicatorDefinition indicator, int year, IReadOnlyCollection<string> documents, IReadOnlyList<Target>? own = null)
    {
        var all = own is { Count: > 0 } ? [.. own] : Of(indicator.Id).Where(t => !t.IsOther && documents.Contains(t.Document.Id)).ToArray();
        return new TargetChoice(Strictest(all.Where(t => t.Year <= year), last: true), Strictest(all.Where(t => t.Year > year), last: false));

        Target? Strictest(IEnumerable<Target> some, bool last)
        {
            var years = some.GroupBy(t => t.Year).OrderBy(g => g.Key).ToArray();
            if (years.Length == 0) return null;
            var due = last ? years[^1] : years[0];
            return indicator.Sense == TargetSense.AtLeast ? due.MaxBy(t => t.Value) : due.MinBy(t => t.Value);
        }
    }

    /// <summary>Headlines that are not the sum of their parts, by document and year.</summary>
    public IReadOnlyList<TargetConflict> Conflicts()
    {
        var found = new List<TargetConflict>();
        foreach (var (document, headline, parts) in _headlines)
            foreach (var whole in Of(headline).Where(t => t.Document.Id == document && !t.IsOther))
            {
                var floors = parts.Select(p => Of(p).FirstOrDefault(t => t.Document.Id == document && t.Year == whole.Year)).ToArray();
                if (floors.Any(f => f is null)) continue;
                var sum = floors.Sum(f => f!.Value);
                if (Math.Abs(sum - whole.Value) > 1e-9) found.Add(new TargetConflict(whole.Document, whole.Year, whole, floors!, sum));
            }
        return found;
    }

    private static TargetCatalogue Load()
    {
        using var document = EmbeddedData.Open("targets.json");
        return new TargetCatalogue(document.RootElement);
    }

    private static Wording Words(JsonElement e) => new(Text(e, "zh")!, Text(e, "en")!);
    private static string? Text(JsonElement e, string name) => e.TryGetProperty(name, out var value) ? value.GetString() : null;
    private static bool Flag(JsonElement e, string name) => e.TryGetProperty(name, out var value) && value.GetBoolean();
}
