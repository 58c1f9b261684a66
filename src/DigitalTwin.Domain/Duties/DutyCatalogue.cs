using System.Text.Json;
using DigitalTwin.Domain.Incidents;

namespace DigitalTwin.Domain.Duties;

/// <summary>Whose matter a topic is in one city: several may be responsible, one of them leads 牵头, others assist 配合.</summary>
/// <param name="City">Id of a city; <c>default</c> for what the policies say of all.</param>
/// <param name="Verified">The text names the departments; it seldom names who leads.</param>
public sealed record Duty(string Topic, Label Title, string City, IReadOnlyList<string> Responsible, string Lead, IReadOnlyList<string> Assist, string Document, string Clause, bool Verified)
{
    public IReadOnlyList<DutyPart> Parts => [new(Lead, "lead"), .. Responsible.Where(d => d != Lead).Select(d => new DutyPart(d, "responsible")), .. Assist.Where(d => d != Lead && !Responsible.Contains(d)).Select(d => new DutyPart(d, "assist"))];

    /// <summary>Which field is wrong and why; null where all is well.</summary>
    public (string Field, string Why)? Fault(IReadOnlyCollection<string> departments)
    {
        if (Responsible.Concat(Assist).FirstOrDefault(d => !departments.Contains(d)) is { } unknown) return ("responsible", $"'{unknown}' is no department; expected some of {string.Join(", ", departments)}.");
        if (!Responsible.Contains(Lead)) return ("lead", $"lead is '{Lead}'; expected one of those responsible.");
        if (Responsible.Intersect(Assist).FirstOrDefault() is { } both) return ("assist", $"'{both}' is responsible already.");
        return null;
    }
}

/// <summary>Duties as the policies have them (<c>duties.json</c>); a city's own edits come on top.</summary>
public sealed class DutyCatalogue(IReadOnlyList<Duty> duties, IReadOnlyList<(string Id, Label Title)> cities)
{
    public const string AnyCity = "default";

    public static DutyCatalogue Default { get; } = Read();

    public IReadOnlyList<string> Topics => [.. duties.Select(d => d.Topic).Distinct()];
    public IReadOnlyList<(string Id, Label Title)> Cities => cities;

    /// <summary>The duty of a topic in a city, or in any where the city has none of its own; null where there is no such topic.</summary>
    public Duty? Find(string topic, string city) => duties.FirstOrDefault(d => d.Topic == topic && d.City == city) ?? duties.FirstOrDefault(d => d.Topic == topic && d.City == AnyCity);

    private static DutyCatalogue Read()
    {
        using var file = EmbeddedData.Open("duties.json");
        var root = file.RootElement;
        var documents = root.GetProperty("documents").EnumerateObject().ToDictionary(d => d.Name, d => d.Value.GetString()!);
        return new([.. root.GetProperty("topics").EnumerateArray().SelectMany(t => t.GetProperty("duties").EnumerateArray().Select(d => Duty(t, d, documents)))],
            [.. root.GetProperty("cities").EnumerateArray().Select(c => (c.GetProperty("id").GetString()!, Label.Read(c)))]);
    }

    private static Duty Duty(JsonElement topic, JsonElement duty, Dictionary<string, string> documents) => new(topic.GetProperty("topic").GetString()!, Label.Read(topic), duty.GetProperty("city").GetString()!,
        Texts(duty, "responsible"), duty.GetProperty("lead").GetString()!, Texts(duty, "assist"), documents[duty.GetProperty("document").GetString()!], duty.GetProperty("clause").GetString()!, duty.GetProperty("verified").GetBoolean());

    private static string[] Texts(JsonElement item, string name) => item.TryGetProperty(name, out var texts) ? [.. texts.EnumerateArray().Select(t => t.GetString()!)] : [];
}
