namespace DigitalTwin.Domain.Messages;

/// <summary>What one shift leaves to the next; whoever leaves and whoever takes over both sign. Times in Unix ms, wall time.</summary>
/// <param name="By">Who left, and wrote it.</param>
/// <param name="TakenBy">Who took over; null while nobody has.</param>
public sealed record Handover(string Id, string Department, string? FromShift, string? ToShift, string Note, string By, long WrittenAt, string? TakenBy, long? TakenAt, string? Remark)
{
    /// <summary>Null where this one may take over now, else why not.</summary>
    public string? WhyNotTakenBy(string person, Roster? roster, DateTime local)
    {
        if (TakenBy is not null) return $"It was taken over by {TakenBy}.";
        if (person == By) return "Who leaves cannot take over from himself.";
        if (roster is null) return null; // A department without a roster says for itself who comes next.
        var next = (roster.At(local)?.People ?? []).Concat(roster.After(local)?.People ?? []);
        return next.Contains(person) ? null : "Only who is on call now or next takes over.";
    }

    /// <summary>Null where this one may write a note now, else why not.</summary>
    public static string? WhyNotWrittenBy(string person, Roster? roster, DateTime local) =>
        roster is null || (roster.At(local)?.People ?? []).Concat(roster.Before(local)?.People ?? []).Contains(person) ? null : "Only who is on call now, or was last, hands over.";
}
