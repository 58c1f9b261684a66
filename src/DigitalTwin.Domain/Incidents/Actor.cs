namespace DigitalTwin.Domain.Incidents;

/// <summary>Who acts, and what he may. A machine has no department and acts for the whole city.</summary>
/// <param name="Regions">That his rights are bound to; none for the whole city.</param>
/// <param name="MayCommand">Command an incident: assess, respond, decide, give tasks to any department, stand down.</param>
public sealed record Actor(string Name, string? FullName, string? Department, IReadOnlyList<string> Regions, bool MayWrite, bool MayCommand)
{
    /// <summary>What the platform does by itself, as when a clock lapses.</summary>
    public static Actor Platform { get; } = new("platform", null, null, [], true, true);

    public By By => new(Name, FullName, Department);

    /// <summary>Whether this incident is any of his business.</summary>
    public bool MaySee(Incident incident) => MaySee(IncidentSummary.Of(incident));

    public bool MaySee(IncidentSummary summary) => MaySee(summary.Regions, summary.Departments, summary.People);

    /// <param name="regions">Where it is; none where that is not known.</param>
    /// <param name="departments">Whose it is.</param>
    /// <param name="people">Named in it.</param>
    public bool MaySee(IReadOnlyList<string> regions, IReadOnlyList<string> departments, IReadOnlyList<string> people)
    {
        if (people.Contains(Name, StringComparer.Ordinal)) return true;
        if (Regions.Count > 0 && regions.Count > 0 && !regions.Intersect(Regions).Any()) return false;
        return Department is null || MayCommand || departments.Contains(Department);
    }
}

/// <summary>Who did something, as the record keeps it.</summary>
public sealed record By(string Name, string? FullName, string? Department);
