using System.Text.Json.Serialization;

namespace DigitalTwin.Domain.Incidents.Grades;

/// <summary>Grade of an environmental event, I the gravest. Another scale than the levels of operational warnings, which may only propose one.</summary>
public enum EventGrade : byte
{
    [JsonStringEnumMemberName("I")] I = 1,
    [JsonStringEnumMemberName("II")] II = 2,
    [JsonStringEnumMemberName("III")] III = 3,
    [JsonStringEnumMemberName("IV")] IV = 4,
}

/// <summary>Whose intake of drinking water is cut.</summary>
public enum WaterSource : byte { None, Township, County, Prefecture }

/// <summary>Which border pollution crosses.</summary>
public enum CrossBorder : byte { None, County, Prefecture, Province, International }

/// <summary>What an event has done, as far as known; null where it is not.</summary>
/// <param name="LossYuan">Direct loss.</param>
public sealed record EventFacts(int? Deaths = null, int? Poisoned = null, int? Evacuated = null, double? LossYuan = null, WaterSource? WaterSource = null, CrossBorder? CrossBorder = null)
{
    /// <summary>Which field is wrong and why; null where all is well.</summary>
    public (string Field, string Why)? Fault()
    {
        const int mostPeople = 100_000_000;
        if (Deaths is < 0 or > mostPeople) return ("facts.deaths", $"deaths is {Deaths}; expected 0 to {mostPeople}.");
        if (Poisoned is < 0 or > mostPeople) return ("facts.poisoned", $"poisoned is {Poisoned}; expected 0 to {mostPeople}.");
        if (Evacuated is < 0 or > mostPeople) return ("facts.evacuated", $"evacuated is {Evacuated}; expected 0 to {mostPeople}.");
        if (LossYuan is { } loss && !(loss is >= 0 and <= 1e15)) return ("facts.lossYuan", $"lossYuan is {loss}; expected 0 or more.");
        return null;
    }
}

/// <summary>A grade and why. Null where nothing known asks for one.</summary>
public sealed record GradeProposal(EventGrade? Grade, IReadOnlyList<GradeReason> Reasons)
{
    public static GradeProposal None { get; } = new(null, []);
}

/// <param name="Value">What is known, as text.</param>
public sealed record GradeReason(string Criterion, string Value, EventGrade Grade, Label Title, string Document, string Clause, bool Verified);
