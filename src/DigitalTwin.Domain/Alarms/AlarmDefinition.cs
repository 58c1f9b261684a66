using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Risk;
using DigitalTwin.Domain.Standards;

namespace DigitalTwin.Domain.Alarms;

/// <summary>What makes an alarm of a signal, and the rationalisation that ISA-18.2 asks for: no cause, consequence, action and time to respond, no alarm.</summary>
public sealed record AlarmDefinition
{
    public const int LongestText = 500;
    public const int MostSteps = 4;
    public static readonly TimeSpan LongestResponse = TimeSpan.FromDays(7);

    /// <summary>Letters, digits, dots and dashes, at most 64.</summary>
    public required string Id { get; init; }
    public required Title Title { get; init; }
    /// <summary>What raises it: a symptom's name (<c>overflow</c>), <c>silent</c>, or <c>rule</c> or <c>rule:{id}</c> for a rule's finding.</summary>
    public required string Trigger { get; init; }
    /// <summary>Kinds of asset; empty for all.</summary>
    public required IReadOnlyList<AssetKind> Kinds { get; init; }
    public required Title Cause { get; init; }
    public required Title Consequence { get; init; }
    public required Title Action { get; init; }
    /// <summary>From which level it is an alarm, and how grave at each; mildest first. What is milder stays a warning that asks nobody to act.</summary>
    public required IReadOnlyList<AlarmGrade> Grades { get; init; }
    /// <summary>Conditions of the asset under which it means nothing; see <see cref="AlarmSettings.Conditions"/>.</summary>
    public IReadOnlyList<string> SuppressedWhile { get; init; } = [];
    /// <summary>Once it is over nobody has to take note of it: it acknowledges itself, as a fault of a sensor that is back.</summary>
    public bool ReturnsQuietly { get; init; }
    public required string Source { get; init; }
    /// <summary>Whether those responsible for the plant have rationalised it; what came with the platform is a draft until then.</summary>
    public required bool Verified { get; init; }

    /// <summary>The gravest grade that a level reaches; null where it is no alarm.</summary>
    public AlarmGrade? GradeOf(WarningLevel level)
    {
        AlarmGrade? reached = null;
        foreach (var grade in Grades)
            if (grade.Level <= level) reached = grade;
        return reached;
    }

    /// <summary>What is wrong with it: the field, and what was expected; null where nothing is.</summary>
    public (string Field, string Why)? Fault(AlarmSettings settings)
    {
        if (!IsValidId(Id)) return ("id", $"id is '{Id}'; expected 1 to 64 letters, digits, '.', '-' or '_'.");
        if (Empty(Title)) return ("title", Needed("title", "the name of the alarm"));
        if (Trigger is not { Length: > 0 and <= 100 }) return ("trigger", "trigger is absent; expected a symptom such as overflow, or silent, rule or rule:{id}.");
        if (Empty(Cause)) return ("cause", Needed("cause", "what usually brings it about"));
        if (Empty(Consequence)) return ("consequence", Needed("consequence", "what happens if nobody acts"));
        if (Empty(Action)) return ("action", Needed("action", "what the operator does; an alarm without an action is none"));
        if (Grades is not { Count: >= 1 and <= MostSteps }) return ("grades", $"grades has {Grades?.Count ?? 0} entries; expected 1 to {MostSteps}, each with level, consequence and respondMinutes.");
        foreach (var grade in Grades)
        {
            if (grade.Level is < WarningLevel.Blue or > WarningLevel.Red) return ("grades.level", "level is absent; expected blue, yellow, orange or red.");
            if (grade.Consequence is < AlarmConsequence.Minor or > AlarmConsequence.Severe) return ("grades.consequence", "consequence is absent; expected minor, moderate, major or severe.");
            if (grade.TimeToRespond <= TimeSpan.Zero || grade.TimeToRespond > LongestResponse) return ("grades.respondMinutes", $"respondMinutes is {grade.TimeToRespond.TotalMinutes}; expected more than 0 and at most {LongestResponse.TotalMinutes}.");
        }
        if (Grades.Zip(Grades.Skip(1)).Any(g => g.First.Level >= g.Second.Level)) return ("grades", "grades must rise from one to the next by level.");
        if (SuppressedWhile.FirstOrDefault(c => settings.ConditionOf(c) is null) is { } unknown) return ("suppressedWhile", $"suppressedWhile names '{unknown}'; expected some of {string.Join(", ", settings.Conditions.Select(c => c.Id))}.");
        return string.IsNullOrWhiteSpace(Source) || Source.Length > LongestText ? ("source", $"source says whose decision it is; expected 1 to {LongestText} characters.") : null;
    }

    private static string Needed(string field, string what) => $"{field} is absent; expected {what}, in zh and en, each at most {LongestText} characters.";

    private static bool Empty(Title? title) => title is null || string.IsNullOrWhiteSpace(title.Chinese) || string.IsNullOrWhiteSpace(title.English)
        || title.Chinese.Length > LongestText || title.English.Length > LongestText;

    private static bool IsValidId(string? id) => id is { Length: > 0 and <= 64 } && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_');
}

/// <summary>From one level on: how bad it gets, and how long an operator has.</summary>
public readonly record struct AlarmGrade(WarningLevel Level, AlarmConsequence Consequence, TimeSpan TimeToRespond);
