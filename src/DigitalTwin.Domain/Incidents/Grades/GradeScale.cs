using System.Globalization;
using System.Text.Json;
using DigitalTwin.Domain.Risk;

namespace DigitalTwin.Domain.Incidents.Grades;

/// <summary>One line of the scale: from which value on a criterion makes which grade.</summary>
/// <param name="From">A number, or the rank of a name in <see cref="WaterSource"/> or <see cref="CrossBorder"/>.</param>
public sealed record GradeCriterion(string Criterion, EventGrade Grade, double From, Label Title, string Document, string Clause, bool Verified);

/// <summary>The scale of environmental events (<c>event-grades.json</c>): what is known of an event → its grade and the reasons for it.</summary>
public sealed class GradeScale(IReadOnlyList<GradeCriterion> criteria)
{
    /// <summary>A warning of the platform itself is no criterion of the scale; it may only ask for the lowest grade to be looked at.</summary>
    private const string Operational = "operationalWarning";

    public static GradeScale Default { get; } = Read();

    public IReadOnlyList<GradeCriterion> Criteria => criteria;

    /// <summary>The gravest grade that any criterion reaches: one is enough.</summary>
    /// <param name="worst">The worst warning behind the event.</param>
    /// <param name="reachesWater">It reaches a river, an outfall or a user of reclaimed water.</param>
    public GradeProposal Propose(EventFacts facts, WarningLevel worst = WarningLevel.None, bool reachesWater = false)
    {
        var reasons = new List<GradeReason>();
        foreach (var group in criteria.GroupBy(c => c.Criterion))
            if (group.Key != Operational && Value(group.Key, facts) is { } known && group.Where(c => known.Rank >= c.From).OrderBy(c => c.Grade).FirstOrDefault() is { } reached)
                reasons.Add(new(reached.Criterion, known.Text, reached.Grade, reached.Title, reached.Document, reached.Clause, reached.Verified));
        if (reachesWater && criteria.FirstOrDefault(c => c.Criterion == Operational && (double)worst >= c.From) is { } warned)
            reasons.Add(new(Operational, worst.ToString().ToLowerInvariant(), warned.Grade, warned.Title, warned.Document, warned.Clause, warned.Verified));
        return reasons.Count == 0 ? GradeProposal.None : new(reasons.Min(r => r.Grade), [.. reasons.OrderBy(r => r.Grade)]);
    }

    private static (double Rank, string Text)? Value(string criterion, EventFacts facts) => criterion switch
    {
        "deaths" => Number(facts.Deaths),
        "poisoned" => Number(facts.Poisoned),
        "evacuated" => Number(facts.Evacuated),
        "lossYuan" => Number(facts.LossYuan),
        "waterSource" => facts.WaterSource is { } source ? ((double)source, source.ToString().ToLowerInvariant()) : null,
        "crossBorder" => facts.CrossBorder is { } border ? ((double)border, border.ToString().ToLowerInvariant()) : null,
        _ => throw new InvalidOperationException($"event-grades.json names the criterion '{criterion}', which is not known."),
    };

    private static (double, string)? Number(double? value) => value is { } known ? (known, known.ToString(CultureInfo.InvariantCulture)) : null;

    private static GradeScale Read()
    {
        using var file = EmbeddedData.Open("event-grades.json");
        return new([.. file.RootElement.GetProperty("criteria").EnumerateArray().SelectMany(c => c.GetProperty("grades").EnumerateArray().Select(g => new GradeCriterion(
            c.GetProperty("criterion").GetString()!, Enum.Parse<EventGrade>(g.GetProperty("grade").GetString()!), From(c, g.GetProperty("from")), Label.Read(c),
            c.GetProperty("document").GetString()!, c.GetProperty("clause").GetString()!, g.GetProperty("verified").GetBoolean())))]);
    }

    private static double From(JsonElement criterion, JsonElement from) => from.ValueKind == JsonValueKind.Number ? from.GetDouble() : criterion.GetProperty("criterion").GetString() switch
    {
        "waterSource" => (double)Enum.Parse<WaterSource>(from.GetString()!, ignoreCase: true),
        "crossBorder" => (double)Enum.Parse<CrossBorder>(from.GetString()!, ignoreCase: true),
        _ => (double)Enum.Parse<WarningLevel>(from.GetString()!, ignoreCase: true),
    };
}
