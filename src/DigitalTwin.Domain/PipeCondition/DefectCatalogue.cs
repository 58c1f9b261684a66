using System.Text.Json;
using DigitalTwin.Domain.Language;

namespace DigitalTwin.Domain.PipeCondition;

public enum DefectGroup : byte { Structural, Functional }

/// <summary>A kind of defect by its code.</summary>
/// <param name="Scores">By grade from 1; null where the grade does not exist.</param>
/// <param name="Grades">What each grade looks like; as many as there are.</param>
public sealed record DefectKind(string Code, DefectGroup Group, Wording Name, IReadOnlyList<double?> Scores, IReadOnlyList<Wording> Grades, string Clause)
{
    /// <summary>Null where the kind has no such grade.</summary>
    public double? ScoreOf(int grade) => grade >= 1 && grade <= Scores.Count ? Scores[grade - 1] : null;
}

/// <summary>A factor that somebody chooses by name: importance of the place, kind of soil.</summary>
public sealed record ConditionFactor(string Id, double Value, Wording Name);

/// <summary>Codes, scores and factors of CJJ 181 (<c>cjj181.json</c>), with clause and whether anyone compared them with the print.</summary>
public sealed class DefectCatalogue
{
    private readonly Dictionary<string, DefectKind> _kinds;
    private readonly (double From, bool Above, double Value)[] _sizes;

    private DefectCatalogue(JsonElement root)
    {
        (Document, IsVerified) = (root.GetProperty("document").GetString()!, root.GetProperty("verified").GetBoolean());
        Source = Words(root.GetProperty("source"));
        Kinds = [.. root.GetProperty("defects").EnumerateArray().Select(ReadKind)];
        _kinds = Kinds.ToDictionary(k => k.Code, StringComparer.OrdinalIgnoreCase);
        Importance = Factors(root.GetProperty("importance"));
        Soils = Factors(root.GetProperty("soil"));
        _sizes = [.. root.GetProperty("size").EnumerateArray().Select(s => s.TryGetProperty("aboveM", out var above) ? (above.GetDouble(), true, s.GetProperty("value").GetDouble()) : (s.GetProperty("fromM").GetDouble(), false, s.GetProperty("value").GetDouble()))];
        Rules = ScoringRules.Read(root);
    }

    public static DefectCatalogue Default { get; } = Load();

    public string Document { get; }
    public Wording Source { get; }
    public bool IsVerified { get; }
    public IReadOnlyList<DefectKind> Kinds { get; }
    public IReadOnlyList<ConditionFactor> Importance { get; }
    public IReadOnlyList<ConditionFactor> Soils { get; }
    internal ScoringRules Rules { get; }

    /// <summary>Null where no such code is known; case does not matter.</summary>
    public DefectKind? Find(string code) => _kinds.GetValueOrDefault(code);

    /// <summary>E: by clear height of the pipe, m.</summary>
    public double SizeFactor(double height) => _sizes.FirstOrDefault(s => s.Above ? height > s.From : height >= s.From).Value;

    public ConditionFactor? FindImportance(string id) => Importance.FirstOrDefault(f => f.Id == id);
    public ConditionFactor? FindSoil(string id) => Soils.FirstOrDefault(f => f.Id == id);

    private static DefectCatalogue Load()
    {
        using var document = EmbeddedData.Open("cjj181.json");
        return new DefectCatalogue(document.RootElement);
    }

    private static DefectKind ReadKind(JsonElement d) => new(d.GetProperty("code").GetString()!, d.GetProperty("group").GetString() == "structural" ? DefectGroup.Structural : DefectGroup.Functional, Words(d),
        [.. d.GetProperty("scores").EnumerateArray().Select(s => s.ValueKind == JsonValueKind.Null ? (double?)null : s.GetDouble())],
        [.. d.GetProperty("grades").EnumerateArray().Select(g => new Wording(g[0].GetString()!, g[1].GetString()!))], d.GetProperty("clause").GetString()!);

    private static ConditionFactor[] Factors(JsonElement list) => [.. list.EnumerateArray().Select(f => new ConditionFactor(f.GetProperty("id").GetString()!, f.GetProperty("value").GetDouble(), Words(f)))];

    private static Wording Words(JsonElement e) => new(e.GetProperty("zh").GetString()!, e.GetProperty("en").GetString()!);
}

/// <summary>Numbers of the scoring itself. Lengths in m.</summary>
internal sealed record ScoringRules(double MergeBelow, double FullAbove, double NearFactor, double HighestScore, double PointLength, double[] GradeSteps, double[] IndexSteps, double[] DensitySteps, double GateBelow,
    (double Severity, double Importance, double Size, double Soil) Repair, (double Severity, double Importance, double Size) Maintenance, (double None, double Watch, double Severity, double LocalDensity) Advice)
{
    public static ScoringRules Read(JsonElement root)
    {
        var (s, r, m, a) = (root.GetProperty("scoring"), root.GetProperty("repairIndex"), root.GetProperty("maintenanceIndex"), root.GetProperty("advice"));
        static double Number(JsonElement e, string name) => e.GetProperty(name).GetDouble();
        static double[] Steps(JsonElement e, string name) => [.. e.GetProperty(name).EnumerateArray().Select(x => x.GetDouble())];
        return new(Number(s, "mergeBelowM"), Number(s, "fullAboveM"), Number(s, "nearFactor"), Number(s, "highestScore"), Number(s, "pointLengthM"), Steps(s, "gradeSteps"), Steps(s, "indexSteps"), Steps(s, "densitySteps"), Number(s, "gateBelow"),
            (Number(r, "severity"), Number(r, "importance"), Number(r, "size"), Number(r, "soil")), (Number(m, "severity"), Number(m, "importance"), Number(m, "size")),
            (Number(a, "none"), Number(a, "watch"), Number(a, "severityBelowWatch"), Number(a, "localBelowDensity")));
    }
}
