using DigitalTwin.Domain.People;

namespace DigitalTwin.Domain.Incidents;

/// <summary>Bounds, so that no incident grows beyond what a page shows and a person reads.</summary>
public static class IncidentLimits
{
    public const int LongestTitle = 120, LongestText = 4000;
    public const int MostEntries = 20_000, MostTasks = 300, MostGroups = 30, MostAttachments = 300, MostWarnings = 200, MostRegions = 100;
    public const int MostMarks = 500, MostMarkPoints = 500;
}

/// <summary>Checks of what people write; null where all is well.</summary>
internal static class IncidentTexts
{
    public static Verdict.Refused? Fault(string field, string? text) => string.IsNullOrWhiteSpace(text) || text.Length > IncidentLimits.LongestText ? Verdict.Faulty(field, $"{field} is missing or too long; expected 1 to {IncidentLimits.LongestText} characters.") : null;

    public static Verdict.Refused? Optional(string field, string? text) => text?.Length > IncidentLimits.LongestText ? Verdict.Faulty(field, $"{field} is longer than {IncidentLimits.LongestText} characters.") : null;

    public static Verdict.Refused? Files(Incident incident, IReadOnlyList<string>? files) =>
        files?.FirstOrDefault(f => incident.FindAttachment(f) is null) is { } unknown ? Verdict.Faulty("attachments", $"attachment '{unknown}' is not in this incident; upload it first.") : null;

    public static Verdict.Refused? Place(string field, double[]? place) =>
        place is null || (place.Length == 2 && place[0] is >= -180 and <= 180 && place[1] is >= -90 and <= 90) ? null : Verdict.Faulty(field, $"{field} is not a place; expected [longitude, latitude] in degrees.");

    public static Verdict.Refused? Department(string field, string? department) =>
        department is null || PeopleCatalogue.Default.Departments.Any(d => d.Id == department) ? null : Verdict.Faulty(field, $"{field} is '{department}'; expected one of {string.Join(", ", PeopleCatalogue.Default.Departments.Select(d => d.Id))}.");
}
