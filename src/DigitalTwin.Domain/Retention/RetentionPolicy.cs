using System.Text.Json;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Domain.Retention;

/// <summary>Which readings are kept for how long: classes in order, the first that fits an asset's kind and quantity counts, the last fits all.</summary>
public sealed class RetentionPolicy
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow };

    private RetentionPolicy(IReadOnlyList<RetentionClass> classes) => Classes = classes;

    /// <summary>That of <c>retention.json</c>.</summary>
    public static RetentionPolicy Default { get; } = LoadEmbedded();

    public IReadOnlyList<RetentionClass> Classes { get; }

    public RetentionClass Of(AssetKind kind, Quantity quantity) => Classes.First(c => c.Holds(kind, quantity));

    public RetentionClass? Find(string name) => Classes.FirstOrDefault(c => c.Name == name);

    /// <param name="json">As <c>retention.json</c>: <c>{ "classes": [ { "name", "title": {"zh","en"}, "quantities"?, "kinds"?, "readingsDays", "hoursDays", "document"?, "clause"?, "verified"? } ] }</c>, days of null meaning for ever.</param>
    /// <exception cref="FormatException">Says which class and field is wrong, and what was expected.</exception>
    public static RetentionPolicy Parse(Stream json, QuantityCatalogue quantities)
    {
        try
        {
            var file = JsonSerializer.Deserialize<PolicyFile>(json, Json) ?? throw new FormatException("The retention policy is empty.");
            var classes = (file.Classes ?? []).Select(c => c.ToClass(quantities)).ToArray();
            if (classes.Length == 0) throw new FormatException("classes is empty; expected at least one class.");
            if (classes.GroupBy(c => c.Name).FirstOrDefault(g => g.Count() > 1) is { } twice) throw new FormatException($"Class '{twice.Key}' is there twice.");
            if (classes[^1] is not { Quantities.Count: 0, Kinds.Count: 0 }) throw new FormatException($"The last class, '{classes[^1].Name}', names quantities or kinds; expected one that fits all.");
            return new RetentionPolicy(classes);
        }
        catch (JsonException wrong)
        {
            throw new FormatException($"The retention policy cannot be read: {wrong.Message}", wrong);
        }
    }

    private static RetentionPolicy LoadEmbedded()
    {
        using var json = typeof(RetentionPolicy).Assembly.GetManifestResourceStream("retention.json")!;
        return Parse(json, QuantityCatalogue.Default);
    }

    private sealed record PolicyFile(ClassRow[]? Classes);

    private sealed record TitleRow(string Zh, string En);

    private sealed record ClassRow(string? Name, TitleRow? Title, string[]? Quantities, string[]? Kinds, double? ReadingsDays, double? HoursDays, string? Document, string? Clause, bool Verified, string? Note)
    {
        public RetentionClass ToClass(QuantityCatalogue quantities)
        {
            if (string.IsNullOrWhiteSpace(Name)) throw new FormatException("A class has no name.");
            if (HoursDays < ReadingsDays || (HoursDays is not null && ReadingsDays is null))
                throw new FormatException($"Class '{Name}': hoursDays is {HoursDays}; expected at least readingsDays ({ReadingsDays?.ToString() ?? "for ever"}), or null for ever.");
            return new RetentionClass(Name, Title?.Zh ?? Name, Title?.En ?? Name, Span("readingsDays", ReadingsDays), Span("hoursDays", HoursDays), Document, Clause, Verified)
            {
                Quantities = (Quantities ?? []).Select(q => quantities.Find(q)?.Quantity ?? throw new FormatException($"Class '{Name}': quantities names '{q}', which is none.")).ToHashSet(),
                Kinds = (Kinds ?? []).Select(k => AssetKinds.TryParse(k, out var kind) ? kind : throw new FormatException($"Class '{Name}': kinds names '{k}', which is none.")).ToHashSet(),
            };
        }

        private TimeSpan? Span(string field, double? days) => days switch
        {
            null => null,
            > 0 and <= 36_525 => TimeSpan.FromDays(days.Value),
            _ => throw new FormatException($"Class '{Name}': {field} is {days}; expected more than 0 and at most 36525 days, or null for ever."),
        };
    }
}
