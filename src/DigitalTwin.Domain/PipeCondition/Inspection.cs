using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Domain.PipeCondition;

/// <summary>One defect that was seen. Distances in m from the manhole where the camera set out.</summary>
/// <param name="To">Where a stretch ends; null for a point.</param>
/// <param name="Clock">Where on the circumference, as <c>0309</c>: from three to nine o'clock.</param>
public sealed record Defect(string Code, int Grade, double From, double? To = null, string? Clock = null, string? Note = null);

/// <summary>What the factors of a pipe's place are; without an entry the neutral ones.</summary>
public sealed record PipeSite(string Importance = "other", string Soil = "ordinary");

/// <summary>One inspection of one pipe from manhole to manhole. A record with the same id takes its place; both stay on record.</summary>
/// <param name="At">When it was inspected.</param>
/// <param name="Method">cctv, quickView, sonar, manEntry or periscope.</param>
/// <param name="Length">Inspected, m.</param>
public sealed record Inspection(string Id, string Asset, Instant At, string Method, double Length, bool IsUpstream, PipeSite Site, IReadOnlyList<Defect> Defects, string? Inspector = null, string? Report = null, string? Note = null)
{
    public const int MostDefects = 500;
    public const int LongestText = 500;
    public static readonly IReadOnlyList<string> Methods = ["cctv", "quickView", "sonar", "manEntry", "periscope"];

    /// <summary>What is wrong with it: the field, and what was expected; null where nothing is.</summary>
    public (string Field, string Why)? Fault(DefectCatalogue catalogue)
    {
        if (!Methods.Contains(Method)) return ("method", $"method is '{Method}'; expected one of {string.Join(", ", Methods)}.");
        if (!(Length is > 0 and <= 5_000)) return ("lengthM", $"lengthM is {Length}; expected more than 0 and at most 5000 m.");
        if (catalogue.FindImportance(Site.Importance) is null) return ("importance", $"importance is '{Site.Importance}'; expected one of {string.Join(", ", catalogue.Importance.Select(f => f.Id))}.");
        if (catalogue.FindSoil(Site.Soil) is null) return ("soil", $"soil is '{Site.Soil}'; expected one of {string.Join(", ", catalogue.Soils.Select(f => f.Id))}.");
        if (Defects.Count > MostDefects) return ("defects", $"There are {Defects.Count} defects; expected at most {MostDefects}.");
        foreach (var (field, text) in new[] { ("inspector", Inspector), ("report", Report), ("note", Note) })
            if (text is { Length: > LongestText }) return (field, $"{field} has {text.Length} characters; expected at most {LongestText}.");
        for (var i = 0; i < Defects.Count; i++)
            if (FaultOf(Defects[i], catalogue) is { } fault) return ($"defects[{i}].{fault.Field}", fault.Why);
        return null;
    }

    private (string Field, string Why)? FaultOf(Defect d, DefectCatalogue catalogue)
    {
        if (catalogue.Find(d.Code) is not { } kind) return ("code", $"code is '{d.Code}'; expected one of {string.Join(", ", catalogue.Kinds.Select(k => k.Code))}.");
        if (kind.ScoreOf(d.Grade) is null) return ("grade", $"grade is {d.Grade}; {kind.Code} has grades 1 to {kind.Grades.Count}.");
        if (!(d.From >= 0 && d.From <= Length)) return ("fromM", $"fromM is {d.From}; expected 0 to the inspected length, {Length} m.");
        if (d.To is { } to && !(to >= d.From && to <= Length)) return ("toM", $"toM is {to}; expected from fromM, {d.From}, to the inspected length, {Length} m.");
        if (d.Clock is { } clock && !(clock.Length == 4 && clock.All(char.IsAsciiDigit) && int.Parse(clock[..2]) is >= 0 and <= 12 && int.Parse(clock[2..]) is >= 0 and <= 12)) return ("clock", $"clock is '{clock}'; expected four digits such as 0309.");
        return d.Note is { Length: > LongestText } ? ("note", $"note has {d.Note.Length} characters; expected at most {LongestText}.") : null;
    }
}
