using System.Text.Json;

namespace DigitalTwin.Domain.Rules.Book;

/// <summary>A group of rules with its title, one file under <c>Rules/Data</c>.</summary>
public sealed record RuleFamily(string Id, Words Title, IReadOnlyList<RuleDraft> Rules);

/// <summary>The expert rules that come with the platform: symptom, causes, what tells them apart, what to do.</summary>
public static class RuleBook
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static IReadOnlyList<RuleFamily> Families { get; } = [.. EmbeddedData.Names("Rules.Data.").Select(Open)];

    /// <summary>All of them in the order of their numbers.</summary>
    public static IReadOnlyList<RuleDraft> Drafts { get; } = [.. Families.SelectMany(f => f.Rules)];

    private static RuleFamily Open(string name)
    {
        using var document = EmbeddedData.Open(name);
        var root = document.RootElement;
        return new RuleFamily(root.GetProperty("family").GetString()!, root.GetProperty("title").Deserialize<Words>(Json)!, root.GetProperty("rules").Deserialize<List<RuleDraft>>(Json)!);
    }
}
