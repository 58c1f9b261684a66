using DigitalTwin.Domain.Alarms;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Risk;
using DigitalTwin.Domain.Standards;
using DigitalTwin.Host.Live;

namespace DigitalTwin.Host.Alarms;

/// <summary>A text in both languages.</summary>
internal sealed record Words(string? Zh, string? En)
{
    public static Words Of(Title t) => new(t.Chinese, t.English);
    public static Title ToTitle(Words? w) => new(w?.Zh?.Trim() ?? "", w?.En?.Trim() ?? "");
}

/// <param name="Priority">What consequence and time make of it; told, not taken.</param>
internal sealed record GradeText(string? Level, string? Consequence, double? RespondMinutes, string? Priority);

/// <summary>An alarm definition as the API takes, shows and stores it; what is absent is named as missing.</summary>
internal sealed record DefinitionText(string? Id, Words? Title, string? Trigger, string[]? Kinds, Words? Cause, Words? Consequence, Words? Action, GradeText[]? Grades, string[]? SuppressedWhile, bool? ReturnsQuietly, string? Source, bool? Verified)
{
    public static DefinitionText Of(AlarmDefinition d, AlarmSettings settings) => new(d.Id, Words.Of(d.Title), d.Trigger, [.. d.Kinds.Select(k => k.WireName())], Words.Of(d.Cause), Words.Of(d.Consequence), Words.Of(d.Action),
        [.. d.Grades.Select(g => new GradeText(WireNames.Of(g.Level), WireNames.Of(g.Consequence), g.TimeToRespond.TotalMinutes, WireNames.Of(settings.Priorities.Of(g.Consequence, g.TimeToRespond))))],
        [.. d.SuppressedWhile], d.ReturnsQuietly, d.Source, d.Verified);

    /// <summary>The definition, or the field that is wrong and why.</summary>
    public (AlarmDefinition? Definition, string Field, string Why) Read(AlarmSettings settings)
    {
        var kinds = new List<AssetKind>();
        foreach (var name in Kinds ?? [])
        {
            if (string.IsNullOrEmpty(name) || !AssetKinds.TryParse(name, out var kind)) return (null, "kinds", $"kinds names '{name}'; expected kinds of asset such as pumpStation.");
            kinds.Add(kind);
        }
        var definition = new AlarmDefinition
        {
            Id = Id ?? "",
            Title = Words.ToTitle(Title),
            Trigger = Trigger ?? "",
            Kinds = kinds,
            Cause = Words.ToTitle(Cause),
            Consequence = Words.ToTitle(Consequence),
            Action = Words.ToTitle(Action),
            Grades = [.. (Grades ?? []).Select(g => new AlarmGrade(Name<WarningLevel>(g.Level), Name<AlarmConsequence>(g.Consequence), TimeSpan.FromMinutes(double.IsFinite(g.RespondMinutes ?? 0) ? Math.Clamp(g.RespondMinutes ?? 0, -1, 1e7) : 0)))],
            SuppressedWhile = SuppressedWhile ?? [],
            ReturnsQuietly = ReturnsQuietly ?? false,
            Source = Source ?? "",
            Verified = Verified ?? false,
        };
        return definition.Fault(settings) is { } fault ? (null, fault.Field, fault.Why) : (definition, "", "");
    }

    /// <summary>0, which no enumeration here has as a grade, where the name is none.</summary>
    private static T Name<T>(string? name) where T : struct, Enum => Enum.TryParse<T>(name, ignoreCase: true, out var value) && Enum.IsDefined(value) && !char.IsDigit(name![0]) ? value : default;
}
